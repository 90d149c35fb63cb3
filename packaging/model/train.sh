#!/bin/sh
# All that made the bundled network, from the photos to its card, with every seed:
#
#   sh packaging/model/train.sh PHOTOS WORK
#
# PHOTOS holds train/, val/ and distractors/. What is done lies in WORK and is not done again; a run that was ended
# goes on. About three hours on two cores; the same numbers to the last bits only on the same kind of processor.
set -eu
photos=$(realpath "$1")
mkdir -p "$2"
work=$(realpath "$2")
cd "$(dirname "$0")/../.."
PATH=$PWD/.venv/bin:$PATH

run() {
    name=$1
    shift
    [ ! -d "$work/$name/model" ] || return 0
    if [ -f "$work/$name/run.json" ]; then
        photosearch train --resume "$work/$name"
    else
        photosearch train "$@" --layers late --out "$work/$name"
    fi
}

[ -f "$work/cleaned/report.json" ] || photosearch clean "$photos/train" -o "$work/cleaned"
[ -d "$work/others" ] || python packaging/model/lay_out.py "$photos" "$work/cleaned/report.json" "$work"

start="--model lite2-gem-512"
edits="--others $work/others --edits 32 --views 3 --batch 24x4 --decay 0.9"
run places "$work/uncleaned" $start --batch 32x4 --steps 100
run edits "$work/uncleaned" $start $edits --average 0.95 --steps 150
run large "$work/uncleaned" $start $edits --average 0.95 --steps 90 --size 320
run cleaned "$work/train" $start $edits --average 0.98 --steps 300
first="$work/places/model $work/edits/model $work/large/model $work/cleaned/model"
[ -d "$work/first" ] || python packaging/model/publish.py "$photos" "$work" $first --output "$work/first" --name first

run held "$work/uncleaned" --model "$work/first" --others "$work/others" --distil 5 --distil-sizes 320,448 \
    --edits 40 --views 3 --batch 16x4 --decay 0.9 --average 0.95 --steps 150 --seed 3
python packaging/model/publish.py "$photos" "$work" "$work/first" "$work/held/model"
python packaging/model/validate.py "$photos" "$work"
