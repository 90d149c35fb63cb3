# The part of test_install.sh that runs inside the clean system, as root: sh test.sh deb|run
set -eu
kind=$1
home=/home/anna

as_anna() {
    su anna -s /bin/sh -c "cd $home; export LANG=C.UTF-8 PATH=$home/.local/bin:/usr/bin:/bin; $1"
}

expect() {
    # WORDS COMMAND: what it prints holds these words.
    said=$(as_anna "$2" 2>&1) || { echo "$said"; echo "FAILED: $2" >&2; exit 1; }
    case $said in *"$1"*) ;; *) echo "$said"; echo "FAILED: $2 does not say: $1" >&2; exit 1 ;; esac
    echo "ok: $2"
}

files() {
    find / -xdev \( -path /proc -o -path /dev -o -path /tmp -o -path /var/lib/apt -o -path /var/cache -o -path /var/log \
        -o -path /var/lib/dpkg -o -path /run \) -prune -o -print | sort
}

no_python() {
    if command -v python3; then
        echo "FAILED: there is a Python" >&2
        exit 1
    fi
}
no_python
case $kind in
    deb)
        installer=$(echo $home/photosearch_*.deb)
        place=/usr/lib/photosearch
        ;;
    run)
        # What every desktop has and this system has not.
        apt-get install -q -y --no-install-recommends libegl1 libgl1 libfontconfig1 libdbus-1-3 libglib2.0-0 \
            libxkbcommon-x11-0 libwayland-client0 libwayland-cursor0 fonts-dejavu-core >/var/log/desktop.log 2>&1
        installer=$(echo $home/photosearch-*.run)
        place=$home/.local/lib/photosearch
        ;;
esac
files >/tmp/before

install_it() {
    case $kind in
        deb) DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$1" >/var/log/install.log 2>&1 ;;
        run) as_anna "sh $1" ;;
    esac || { cat /var/log/install.log; echo "FAILED: install" >&2; exit 1; }
}
first=$installer
[ ! -d $home/earlier ] || first=$(echo $home/earlier/photosearch*)
install_it "$first"
echo "ok: installed, $(du -sm $place | cut -f1) MB"
no_python

expect "photosearch 0" "photosearch --version"
expect "51 indexed" "photosearch index photos"
expect "same place" "photosearch search photos/eiffel-tower-1.jpg -k 4"
as_anna "photosearch marks same photos/eiffel-tower-1.jpg photos/eiffel-tower-2.jpg" >/dev/null

if [ "$first" != "$installer" ]; then
    as_anna "cp photos/dogs.jpg photos/draft.jpg; photosearch index photos --exclude 'draft*'" >/dev/null
    before=$(as_anna "photosearch --version" | head -n 1)
    install_it "$installer" >/dev/null
    now=$(as_anna "photosearch --version" | head -n 1)
    [ "$now" != "$before" ] || { echo "FAILED: still $now" >&2; exit 1; }
    expect "eiffel-tower-2.jpg" "photosearch search photos/eiffel-tower-1.jpg -k 4"
    # With whatever network the new version brings; what was excluded stays out.
    expect "51 " "photosearch index"
    expect "eiffel-tower-2.jpg" "photosearch marks"
    echo "ok: $before became $now: library, settings and marks are there"
fi

cat >/tmp/window.sh <<'EOF'
set -eu
Xvfb :77 -screen 0 1400x900x24 -nolisten tcp >/dev/null 2>&1 &
server=$!
export DISPLAY=:77
trap 'kill $server' EXIT
while ! xdotool getmouselocation >/dev/null 2>&1; do sleep 0.2; done
matchbox-window-manager >/dev/null 2>&1 &
# It misses windows that come while it starts; a desktop has its own long before.
sleep 2
begin=$(date +%s%N)
photosearch photos/eiffel-tower-1.jpg >window.log 2>&1 &
window=$!
tries=0
until xdotool getactivewindow getwindowname 2>/dev/null | grep -q Photosearch; do
    tries=$((tries + 1))
    [ $tries -lt 600 ] || { echo "no window"; cat window.log .cache/photosearch/log/photosearch.log; exit 1; }
    sleep 0.05
done
echo "window after $((($(date +%s%N) - begin) / 1000000)) ms"
sleep 25
# A second start hands its picture to this window and ends.
photosearch photos/colosseum.jpg
sleep 15
import -window root window.png
kill -TERM $window
wait $window || { cat window.log; exit 1; }
[ ! -s window.log ] || { cat window.log; exit 1; }
# Whatever a service could not do is told in the window, and here.
if grep -E "ERROR|Traceback" .cache/photosearch/log/photosearch.log; then exit 1; fi
EOF
expect "window after" "sh /tmp/window.sh"
as_anna "photosearch --version" >/dev/null
echo "$said"

# Training: three places of the sample photos, for the last step of the network alone.
as_anna 'mkdir places
for name in $(ls photos | sed -n "s/^\(.*\)-[0-9]\.jpg$/\1/p" | sort -u); do
    mkdir "places/$name"
    cp photos/$name-*.jpg "places/$name/"
done'
as_anna "photosearch train places --quick --out run" >/tmp/train.log 2>&1 || {
    # So few places may be told to be too few; everything else is a failure.
    grep -q "places" /tmp/train.log && tail -n 1 /tmp/train.log || { cat /tmp/train.log; exit 1; }
}
echo "ok: photosearch train places --quick"

# Another installation over this one: the next version, as far as files go.
case $kind in
    deb) DEBIAN_FRONTEND=noninteractive apt-get install -q -y --reinstall "$installer" >>/var/log/install.log 2>&1 ;;
    run) install_it "$installer" >/dev/null ;;
esac
expect "51 unchanged" "photosearch index photos"
expect "eiffel-tower-2.jpg" "photosearch marks"

case $kind in
    deb) apt-get purge -q -y photosearch >/dev/null 2>&1; apt-get autoremove -q -y >/dev/null 2>&1 ;;
    run) expect "is removed" "sh .local/lib/photosearch/uninstall.sh" ;;
esac
files >/tmp/after
if diff /tmp/before /tmp/after | grep '^>' | grep -v -E \
    "^> $home/(photos|places|run|earlier|window\.|\.local$|\.local/(share|state)$|\.config$|\.cache$)|^> $home/\.(local/share/photosearch|local/state/photosearch|config/photosearch|cache/(photosearch|thumbnails))|/var/"; then
    echo "FAILED: these were left behind" >&2
    exit 1
fi
echo "ok: uninstalled, only what is the person's stays"

install_it "$installer" >/dev/null
expect "Deleted" "photosearch library delete-all --yes"
for own in .local/share/photosearch .config/photosearch .cache/photosearch .local/state/photosearch; do
    [ ! -e "$home/$own" ] || { echo "FAILED: $own is still there" >&2; exit 1; }
done
echo "ok: photosearch library delete-all"
