#!/bin/sh
# Trees and files as nobody makes them on purpose, for check and export with $GOUJI: all is listed or named, nothing hangs.
set -u

cd "${SOURCE_TREE:-$(dirname "$0")/..}" || exit 2
gouji=${GOUJI:-build/gouji}
case $gouji in /*) ;; *) gouji=$PWD/$gouji ;; esac
faulty=$PWD/data/samples/tingyu/2022-huaizhu.txt        # errors
html=$PWD/tests/fuzz/corpus/html
work=$(mktemp -d) || exit 2
trap 'chmod -R u+rwx "$work"; rm -rf "$work"' EXIT
unset LANG LC_MESSAGES LC_CTYPE NO_COLOR COLUMNS
LC_ALL=C.UTF-8
export LC_ALL
cd "$work" || exit 2

# run STATUS ARGUMENT...: runs the program with its output in out and err; the status must be STATUS.
run() {
	wanted=$1
	shift
	timeout 60 "$gouji" "$@" >"$work/out" 2>"$work/err" </dev/null
	status=$?
	fault=
	[ "$status" -eq "$wanted" ] || fault="status $status, not $wanted: gouji $*: $(head -n 1 "$work/err")"
}

# has FILE TEXT, lacks FILE TEXT, lines FILE COUNT: what the last run wrote.
has() { grep -qF -e "$2" "$work/$1" || fault=${fault:-"$1 lacks '$2': $(head -n 2 "$work/$1")"}; }
lacks() { ! grep -qF -e "$2" "$work/$1" || fault=${fault:-"$1 has '$2'"}; }
lines() { [ "$(wc -l <"$work/$1")" -eq "$2" ] || fault=${fault:-"$1 has $(wc -l <"$work/$1") lines, not $2"}; }
done_with() {
	if [ -z "$fault" ]; then echo "ok $1"; else echo "not ok $1: $fault"; fi
}

# ---- Many, and deep ----

mkdir many && (cd many && seq -f 'e%05g.txt' 1 10000 | xargs touch) && cp "$faulty" many/r.txt
run 1 check many; lines out 10003; has out 'many/e00001.txt:1: notice: not checked: an empty file'; has out T3-BAL
done_with '10,000 empty files'
run 0 export many; lines err 10000; has out 'many/r.txt,'; done_with '10,000 empty files, exported'
rm -rf many

deep=deep
mkdir deep
(cd deep && i=0 && while [ $i -lt 500 ]; do mkdir d && cd d || exit; i=$((i + 1)); done && cp "$faulty" r.txt)
(ulimit -n 40; timeout 60 "$gouji" check deep >out 2>err; echo $? >status)
fault=
[ "$(cat status)" = 1 ] || fault="status $(cat status): $(head -n 1 err)"
has out '/d/d/d/r.txt:68: error: T3-BAL'; done_with 'directories 500 deep, with 40 files open at most'
rm -rf deep

# Deeper than a path may be long.
mkdir long
(cd long && i=0 && while [ $i -lt 25 ]; do
	mkdir "$(printf '%0200d' 0)" && cd "$(printf '%0200d' 0)" || exit
	i=$((i + 1))
done) 2>/dev/null
cp "$faulty" long/near.txt
run 2 check long; has out 'long/near.txt:68: error: T3-BAL'; has err 'File name too long'
done_with 'directories deeper than a path may be long'
rm -rf long

# ---- What is no file ----

mkdir kinds && cp "$faulty" kinds/r.txt
ln -s . kinds/loop && ln -s ../kinds kinds/up && ln -s self kinds/self && ln -s nowhere kinds/gone
mkfifo kinds/fifo
run 2 check kinds; has out 'kinds/r.txt:68: error: T3-BAL'; lacks out loop; lacks out fifo
has err 'gouji: kinds/self: Too many levels of symbolic links'; has err 'gouji: kinds/gone: No such file or directory'
done_with 'links that go round or nowhere, and a FIFO'
run 2 export kinds; has out kinds/r.txt; has err 'kinds/self: '; done_with 'the same, exported'
run 0 check kinds/fifo; has out 'fifo:1: notice: not checked: not a regular file'; done_with 'a FIFO by its name'
run 0 export kinds/fifo; has err 'fifo: not checked: not a regular file'; done_with 'a FIFO by its name, exported'
run 2 stats kinds; has out 'T3-BAL'; has err 'kinds/self: '; done_with 'the same, summed up'
run 2 show kinds/fifo kinds/self kinds/gone kinds kinds/r.txt; has out T3-BAL; has err 'kinds/fifo: not a regular file'
has err 'kinds/self: Too many levels of symbolic links'; has err 'kinds/gone: No such file or directory'
has err 'kinds: not a regular file'; done_with 'the same by their names, shown'
run 2 check kinds/loop/loop/loop/self; done_with 'a link through links'
for device in /dev/null /dev/zero /dev/tty; do
	[ -c $device ] || continue
	run 0 check $device
	case $status in 2) has err "gouji: $device: "; fault= ;; esac
	[ "$status" -eq 2 ] || has out "$device:1: notice: not checked: not a regular file"
	done_with "$device"
done
if command -v python3 >/dev/null; then
	python3 -c 'import socket; socket.socket(socket.AF_UNIX).bind("kinds/socket")'
	run 2 check kinds; lacks out socket; done_with 'a socket'
	run 2 check kinds/socket; has err 'kinds/socket: No such device or address'; done_with 'a socket by its name'
else
	echo 'skip a socket: no python3'
fi
rm -rf kinds

# ---- What must not be read ----

mkdir -p closed/dir closed/open && cp "$faulty" closed/file.txt && cp "$faulty" closed/dir/in.txt && cp "$faulty" closed/open/r.txt
chmod 0 closed/file.txt closed/dir
if [ "$(id -u)" != 0 ]; then
	run 2 check closed; has err 'closed/file.txt: Permission denied'; has err 'closed/dir: Permission denied'
	has out 'closed/open/r.txt:68: error: T3-BAL'; done_with 'files and directories without permission'
	run 2 export closed; has err 'closed/dir: Permission denied'; done_with 'the same, exported'
elif command -v setpriv >/dev/null; then
	chmod 755 "$work"
	setpriv --reuid=65534 --regid=65534 --clear-groups env -u XDG_CONFIG_HOME HOME="$work/closed/dir" timeout 60 "$gouji" check closed >out 2>err
	status=$?; fault=
	[ $status -eq 2 ] || fault="status $status"
	if [ $status -eq 126 ] || grep -qF "$gouji" err; then
		echo 'skip files and directories without permission: nobody gets as far as that'
	else
		has err 'closed/file.txt: Permission denied'; has err 'closed/dir: Permission denied'
		has out 'closed/open/r.txt:68: error: T3-BAL'; done_with 'files and directories without permission'
	fi
else
	echo 'skip files and directories without permission: root reads them'
fi
chmod -R u+rwx closed; rm -rf closed

# ---- Names ----

mkdir names
bad=$(printf 'names/\377\376\201.txt'); line=$(printf 'names/a\nb.txt'); escape=$(printf 'names/\033[31m\007\302\233x.txt')
cp "$faulty" "$bad" && cp "$faulty" "$line" && cp "$faulty" "$escape" && cp "$faulty" "names/ -x .txt"
run 1 check names; lines out 15; has out 'names/ -x .txt:68: error'; has out 'names/a^Jb.txt:68: error'
LC_ALL=C grep -q "$(printf '\033\\|\007\\|\302\233\\|\377')" out && fault=${fault:-'a control character or a bad byte comes through'}
done_with 'names with bad bytes, line feeds and escape sequences'
run 1 check --format=ndjson names
if command -v python3 >/dev/null; then
	python3 -c 'import json
assert len({json.loads(line)["path"] for line in open("out", encoding="utf-8") if "report" in line}) == 4' 2>err ||
		fault=$(tail -n 1 err)
	done_with 'the same as NDJSON'
fi
run 0 export names; done_with 'the same, exported'
run 0 show "$bad" "$line" "$escape"; has out 'names/a^Jb.txt'
LC_ALL=C grep -q "$(printf '\033\\|\007\\|\302\233\\|\377')" out && fault=${fault:-'a control character or a bad byte comes through'}
done_with 'the same, shown'
rm -rf names

# ---- Places that are gone ----

mkdir gone && (cd gone && rmdir ../gone && timeout 60 "$gouji" check >../out 2>../err; echo $? >../status)
fault=
case $(cat status) in 0 | 2) ;; *) fault="status $(cat status)" ;; esac
done_with 'a directory that is no more'
mkdir gone && (cd gone && rmdir ../gone && timeout 60 "$gouji" check "$faulty" >../out 2>../err; echo $? >../status)
fault=
[ "$(cat status)" = 1 ] || fault="status $(cat status): $(head -n 1 err)"
has out T3-BAL; done_with 'run in a directory that is no more'

# ---- Large ones ----

truncate -s 200M large.txt 2>/dev/null || dd if=/dev/zero of=large.txt bs=1 count=1 seek=209715199 2>/dev/null
run 0 check large.txt; has out 'large.txt:1: notice: not checked: larger than 16 MiB'; done_with 'a file of 200 MB'
run 0 show large.txt; has out 'larger than 16 MiB'; done_with 'a file of 200 MB, shown'
run 0 export large.txt; has err 'large.txt: not checked: larger than 16 MiB'; done_with 'a file of 200 MB, exported'
"$gouji" check - <large.txt >out 2>err; fault=
has out 'larger than 16 MiB'; done_with '200 MB on standard input'
rm -f large.txt

# With something of no end in its first section: repeat TEXT COUNT.
repeat() { awk -v text="$1" -v count="$2" 'BEGIN { for (i = 0; i < count; i++) printf "%s", text }'; }
with() { sed '/^## 二、/,$d' "$faulty"; cat; echo; sed -n '/^## 二、/,$p' "$faulty"; }
repeat '，' 1000000 | with >commas.txt
repeat '政府信息1件，' 500000 | with >numbers.txt
repeat 1 10000000 | with >digits.txt
repeat '本年度收到政府信息公开申请12件，办结11件，同比增长20%，其中公开3件；占比25.5%。根据《条例》第（一）项，' 100000 |
	with >sentences.txt
repeat '《' 1000000 | with >quotes.txt
repeat '（一）' 500000 | with >ordinals.txt
repeat '予以公开3件，' 300000 | with >claims.txt
repeat '全年收到申请10件，其中予以公开3件。' 100000 | with >claimed.txt
for file in commas sentences numbers digits quotes ordinals claims; do
	run 1 check $file.txt; has out ': error: T3-BAL requests/natural: '; done_with "a line without an end: $file"
done
run 2 check claimed.txt; has err 'gouji: claimed.txt: only the first 10000 findings are listed'; has out 'T3-BAL'
done_with 'sentences without end'
{ sed '/信息内容/,$d' "$faulty"; printf '信息内容 本年制发件数 本年废止件数 现行有效件数 '; repeat '规章 1 2 3 ' 500000; echo; } >rows.txt
run 1 check rows.txt; has out 'rows.txt:'; done_with 'a table of one line without end'
{ cat "$faulty"; i=0; while [ $i -lt 20000 ]; do echo '进一步加强政府信息公开工作，提高服务水平。'; i=$((i + 1)); done; } >repeated.txt
run 2 check repeated.txt; has err 'gouji: repeated.txt: only the first 10000 findings are listed'; has out 'T3-BAL'
done_with 'a finding in each line'

# ---- Pages ----

page() { echo '<html><body><p>汀榆县档案局2023年政府信息公开工作年度报告</p><p>一、总体情况</p>'; cat; }
repeat '<div>' 1000000 | page >nest.html
repeat '<table><tr><td>' 300000 | page >tables.html
{ echo '<table>'; row=$(repeat '<td>1</td>' 1000); i=0
	while [ $i -lt 1000 ]; do echo "<tr>$row</tr>"; i=$((i + 1)); done; echo '</table>'; } | page >cells.html
{ echo '<table>'; repeat '<tr><td rowspan=999999999 colspan=999999999>1</td><td rowspan=65534>2</td></tr>' 2000; } | page >span.html
for file in nest tables cells span; do
	run 0 check $file.html
	[ "$status" -ne 2 ] || { fault=; has err 'html: not read: '; }
	done_with "a hostile page: $file"
done

# ---- Converters ----

# With no other converter than the one that is written here: converter COMMANDS.
mkdir bin temporary
printf 'PK\003\004\000\000word/document.xml\n' >odd.docx
converter() {
	printf '#!/bin/sh\nPATH=/usr/bin:/bin\n%s\n' "$1" >bin/soffice
	chmod +x bin/soffice
}
env=$(command -v env)
timeout=$(command -v timeout)
convert() {
	"$env" PATH="$work/bin" TMPDIR="$work/temporary" XDG_CACHE_HOME="$work/cache" "$timeout" 60 "$gouji" check odd.docx \
		>out 2>err; status=$?; fault=
	[ $status -eq 0 ] || fault="status $status"
	[ -z "$(ls temporary)" ] || fault=${fault:-"left behind: $(ls temporary)"}
}
converter 'exit 3'; convert; has out 'odd.docx:1: notice: not checked: could not be converted: soffice: ended with status 3'
done_with 'a converter that fails without a word'
printf '#!%s/nowhere\n' "$work" >bin/soffice; convert; has out 'soffice: cannot be run: No such file or directory'
done_with 'a converter that cannot be run'
converter 'kill -SEGV $$'; convert; has out 'soffice: ended by signal 11'; done_with 'a converter that crashes'
converter ':'; convert; has out 'soffice: wrote nothing'
converter 'echo no such font >&2'; convert; has out 'soffice: no such font: wrote nothing'
done_with 'a converter that writes nothing'
# It is stopped with the program, and leaves no files.
converter 'echo $$ >'"$work"'/pid.new; mv '"$work/pid.new $work/pid"'; exec sleep 60'
PATH="$work/bin" TMPDIR="$work/temporary" XDG_CACHE_HOME="$work/cache" "$gouji" check odd.docx >out 2>err &
fault=
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do [ -e pid ] || sleep 0.5; done
[ -e pid ] || fault='it was not started'
kill -TERM $!; wait $! 2>/dev/null; status=$?
[ $status -eq 143 ] || fault=${fault:-"status $status"}
[ -z "$(ls temporary)" ] || fault=${fault:-"left behind: $(ls temporary)"}
! kill "$(cat pid)" 2>/dev/null || fault=${fault:-'the converter went on'}
[ ! -s out ] || fault=${fault:-'something was said of the file'}
done_with 'a converter that runs when the program is ended'
# The converter itself ends the program: nobody has to wait for it, and SIGINT is not ignored as in the background.
for arguments in 'show INT 130' 'show TERM 143' 'show HUP 129' 'check INT 130' 'export HUP 129' 'stats TERM 143'; do
	# The words of the arguments.
	# shellcheck disable=SC2086
	set -- $arguments
	rm -rf pid temporary/gouji.*
	converter 'echo $$ >'"$work"'/pid; kill -'"$2"' $PPID; exec sleep 60'
	PATH="$work/bin" TMPDIR="$work/temporary" XDG_CACHE_HOME="$work/cache" "$timeout" 30 "$gouji" "$1" odd.docx \
		>out 2>err; status=$?; fault=
	[ $status -eq "$3" ] || fault="status $status"
	[ -z "$(ls temporary)" ] || fault=${fault:-"left behind: $(ls temporary)"}
	! kill "$(cat pid)" 2>/dev/null || fault=${fault:-'the converter went on'}
	[ ! -s out ] || fault=${fault:-"something was said of the file: $(head -n 1 out)"}
	done_with "a converter that runs when $1 is ended by SIG$2"
done

# ---- Output ----

if [ -w /dev/full ]; then
	for arguments in 'check' 'export' 'export --format=ndjson' 'export --format=sqlite' 'stats' 'check --format=csv'; do
		# The words of the arguments.
		# shellcheck disable=SC2086
		timeout 60 "$gouji" $arguments "$faulty" >/dev/full 2>err; status=$?; fault=
		[ $status -eq 2 ] || fault="status $status"
		has err 'gouji: the output cannot be written: No space left on device'; done_with "$arguments to a full disk"
	done
else
	echo 'skip a full disk: no /dev/full'
fi
"$gouji" check "$faulty" >&- 2>err; status=$?; fault=
[ $status -eq 2 ] || fault="status $status"
has err 'gouji: the output cannot be written: Bad file descriptor'; done_with 'standard output closed'
cp "$faulty" kept.txt
"$gouji" check kept.txt 2>&- >out; status=$?; fault=
[ $status -eq 1 ] || fault="status $status"
cmp -s kept.txt "$faulty" || fault=${fault:-'a file was written to'}
has out T3-BAL; done_with 'standard error closed'
# What is opened next must not get its number: messages would go there.
"$gouji" check /dev/fd/2 2>&- >out; fault=
[ ! -c /dev/null ] || [ ! -d /dev/fd ] || has out '/dev/fd/2:1: notice: not checked: not a regular file'
done_with 'the number of a closed descriptor stays taken'
"$gouji" check - <&- >out 2>err; status=$?; fault=
[ $status -eq 2 ] || fault="status $status"
has err 'gouji: -: Bad file descriptor'; done_with 'standard input closed'
(trap - PIPE; "$gouji" check --all "$faulty" "$faulty" 2>err; echo $? >status) | head -n 1 >out
fault=
[ ! -s err ] || fault="says $(head -n 1 err)"
[ "$(wc -l <out)" -eq 1 ] || fault='no first line'
done_with 'a reader that takes one line'
# A reader that takes its time gets all.
run 1 check --all "$faulty"; cp out whole
"$gouji" check --all "$faulty" | { sleep 1; cat; } >slow; fault=
cmp -s whole slow || fault='not the same'; done_with 'a slow reader'
