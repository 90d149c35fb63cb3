#!/bin/sh
# What `make run` does: index the folder $PHOTOS and search it for the picture $QUERY; in the window where there
# is a screen, else in the terminal with the results as a contact sheet.
# Without them: the sample photos. The library is one of its own below build/, not the person's.
set -eu
photosearch=.venv/bin/photosearch
# Not every shell expands the ~ of PHOTOS=~/Pictures.
home() {
    case $1 in
        "~/"*) printf %s "$HOME/${1#"~/"}" ;;
        *) printf %s "$1" ;;
    esac
}

photos=$(home "${PHOTOS:-resources/sample}")
query=$(home "${QUERY:-}")
if [ -z "$query" ] && [ -z "${PHOTOS:-}" ]; then
    query=resources/sample/eiffel-tower-1.jpg
fi

library=build/run/$(printf %s "$photos" | cksum | cut -d' ' -f1)
mkdir -p "$library"
screen=${DISPLAY:-${WAYLAND_DISPLAY:-}}
case $(uname) in Darwin | MINGW* | MSYS*) screen=yes ;; esac
echo "Indexing $photos"
"$photosearch" index --library "$library" -- "$photos"
if [ -n "$screen" ]; then
    echo "Opening the window"
    exec "$photosearch" --library "$library" ${query:+"$query"}
fi
if [ -z "$query" ]; then
    echo "Now search it: make run PHOTOS=folder QUERY=image"
    exit 0
fi
echo
echo "Searching for $query"
"$photosearch" search --library "$library" -k 12 --sheet build/run/results.png -- "$query"
echo
echo "The same as a picture: build/run/results.png"
