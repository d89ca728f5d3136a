#!/bin/sh
# The command line of the program, $GOUJI: exit statuses, what goes where, languages and character sets.
set -u

cd "${SOURCE_TREE:-$(dirname "$0")/..}" || exit 2
gouji=${GOUJI:-build/gouji}
case $gouji in /*) ;; *) gouji=$PWD/$gouji ;; esac
samples=$PWD/data/samples
work=$(mktemp -d) || exit 2
trap 'chmod -R u+rwx "$work"; rm -rf "$work"' EXIT
unset LANG LC_MESSAGES LC_CTYPE NO_COLOR COLUMNS
LC_ALL=C.UTF-8
export LC_ALL

faulty=$samples/tingyu/2022-huaizhu.txt         # errors
clean=$samples/tingyu/2023-zf.txt               # none
blank=$samples/tingyu/2022-yundui.txt           # one warning
remark=$samples/yanlu/2023-qzf.txt              # one for a person to judge
other=$samples/yanlu/notice.txt                 # not a report
cd "$work" || exit 2

# run STATUS ARGUMENT...: runs the program with its output in out and err; the status must be STATUS.
run() {
	wanted=$1
	shift
	"$gouji" "$@" >out 2>err
	status=$?
	fault=
	[ "$status" -eq "$wanted" ] || fault="status $status, not $wanted: gouji $*: $(head -n 1 err)"
}

# has FILE TEXT, lacks FILE TEXT, empty FILE: what the last run wrote.
has() { grep -qF -e "$2" "$1" || fault=${fault:-"$1 lacks '$2': $(head -n 1 "$1")"}; }
lacks() { ! grep -qF -e "$2" "$1" || fault=${fault:-"$1 has '$2'"}; }
empty() { [ ! -s "$1" ] || fault=${fault:-"$1 is not empty: $(head -n 1 "$1")"}; }
lines() { [ "$(wc -l <"$1")" -eq "$2" ] || fault=${fault:-"$1 has $(wc -l <"$1") lines, not $2"}; }

# done_with NAME: the result of the last run.
done_with() {
	if [ -z "$fault" ]; then echo "ok $1"; else echo "not ok $1: $fault"; fi
}

# ---- Exit statuses ----

run 0 check "$clean"; empty out; empty err; done_with 'a clean report'
run 1 check "$faulty"; has out ":68: error: T3-BAL requests/natural: "; empty err; done_with 'a report with errors'
run 0 check "$blank"; has out ": warning: N-BLANK "; done_with 'a warning does not fail'
run 1 check --fail-on=warning "$blank"; done_with 'a warning fails where wanted'
run 0 check --fail-on=error "$blank"; done_with '--fail-on=error'
run 0 check --fail-on=notice "$remark"; has out ": notice: T2-VALID "
done_with 'what a person must judge does not fail'
run 1 check "$clean" "$faulty"; done_with 'one of two has errors'
run 0 check "$other"; has out "notice.txt:1: notice: not checked: not an annual report"; done_with 'not a report'
run 2 check nowhere "$faulty"; has out "T3-BAL"; has err "gouji: nowhere: No such file or directory"
done_with 'trouble comes before errors'
run 0 --dump-data=rules/base.rules; cmp -s out "$samples/../rules/base.rules" || fault='another text'
done_with 'a file of data, as it stands there'
run 0 --dump-data=list; has out 'words/cells.words'; lines out "$(find "$samples/.." -name '*.format' -o -name '*.rules' \
	-o -name '*.words' -o -name '*.po' -o -name '*.config' | wc -l)"; done_with 'the names of all data'
run 2 --dump-data=base.rules; has err "'--dump-data=list' names all"; empty out; done_with 'no data of this name'
run 2 --nothing --dump-data=list; has err 'no such option'; done_with 'data with an option that is none'
run 2 check --nothing; has err "gouji: no such option: '--nothing'"; has err "try 'gouji --help'"; empty out
done_with 'unknown option'
run 2 check --format=xml .; has err "--format takes text|ndjson|csv|sqlite"; done_with 'unknown format'
run 2 show; has err 'show needs a FILE'; done_with 'show without a file'
run 2 chekc "$clean"; has err "no such command or file: 'chekc'"; done_with 'a slip in the command'
run 2 "$samples"; has err 'browse needs a terminal'; empty out; done_with 'browse without a terminal'
run 2 check --rules nowhere "$clean"; has err 'nowhere'; done_with 'a rule file that is not there'
run 2 check --rules . "$clean"; has err 'gouji: .: not a regular file'; done_with 'rules in a directory'
head -c 16777217 /dev/zero | tr '\0' '#' >large.rules
run 2 check --rules large.rules "$clean"; has err 'large.rules: larger than 16 MiB'; done_with 'a rule file that is too large'
rm large.rules
run 2 -; has err 'browse cannot read standard input; check, export, show and stats can'; done_with 'browse of standard input'
echo 'rule A error' >bad.rules
run 2 check --rules bad.rules "$clean"; has err 'bad.rules:1'; empty out; done_with 'a rule file with a fault'

# ---- Many files ----

# More than are in work at a time, by several threads: what is written stands in the order of the files.
mkdir many
i=1000
while [ $i -lt 2200 ]; do
	case $((i % 3)) in
	0) cp "$faulty" many/$i.txt ;;
	1) cp "$other" many/$i.txt ;;
	2) : >many/$i.txt ;;
	esac
	i=$((i + 1))
done
"$gouji" check --format=ndjson "$faulty" | grep -c '"finding"' >each
run 1 check --format=ndjson many; empty err
grep '"type":"report"' out | sed 's/.*"path":"//; s/".*//' >order
lines order 1200
LC_ALL=C sort -c order 2>/dev/null || fault=${fault:-'reports are out of order'}
[ "$(grep -c '"type":"finding".*"path":"many/1002.txt"' out)" -eq "$(cat each)" ] || fault=${fault:-'findings of a file are missing'}
done_with 'many files, in order'
cp out first; run 1 check --format=ndjson many; cmp -s first out || fault=${fault:-'two runs differ'}
done_with 'many files, twice the same'
run 0 stats -f ndjson many; cp out first; fault=
for _ in 1 2 3; do run 0 stats -f ndjson many; cmp -s first out || fault='two runs differ'; done
done_with 'stats of many files, again and again the same'
(echo many/1002.txt; echo gone.txt; seq -f many/%g.txt 1003 1100) >list
run 2 check --files-from list; has err 'gouji: gone.txt: No such file or directory'; has out many/1098.txt
done_with 'what is not there among many'
if [ -w /dev/full ]; then
	"$gouji" check many >/dev/full 2>err; status=$?; fault=
	[ $status -eq 2 ] || fault="status $status"
	has err 'cannot be written'; done_with 'an output that is full stops the threads'
else
	echo 'skip an output that is full stops the threads: no /dev/full'
fi

# ---- Rules of one's own ----

printf 'change T3-BAL\n  severity warning\n' >soft.rules
run 0 check --rules soft.rules "$faulty"; has out 'warning: T3-BAL'; done_with 'a severity that was changed'
printf 'change T3-BAL\n  off\n' >off.rules
run 1 check --rules off.rules --all "$faulty"; lacks out 'T3-BAL'; done_with 'a rule that is off'
run 0 rules --rules off.rules T3-BAL; has out '(off)'; done_with 'a rule that is off, listed'
printf 'rule L-1 error "甲" for each column of requests\n  granted <= new\n' >more.rules
run 1 check --rules more.rules --all "$faulty"; has out 'L-1 requests/natural'; done_with 'a rule of one'"'"'s own'
saved_config=${XDG_CONFIG_HOME-}
XDG_CONFIG_HOME=$PWD/config; export XDG_CONFIG_HOME
mkdir -p config/gouji/rules && cp off.rules config/gouji/rules/local.rules
run 1 check --all "$faulty"; lacks out 'T3-BAL'; done_with 'rules from the configuration directory'
printf 'rule L-1 error "甲"\n  new = processed\n' >config/gouji/rules/local.rules
run 2 check "$faulty"; has err 'config/gouji/rules/local.rules:2:3: '; empty out
done_with 'a fault in the configuration directory'
printf 'rule L-1 error "甲" for each column of requests\n  granted <= new\n' >config/gouji/rules/local.rules
sed 's/^/# /' config/gouji/rules/local.rules >config/gouji/rules/base.rules
run 0 rules; has out 'L-1'; lacks out 'T3-BAL'; done_with 'a file that takes the place of a built-in one'
rm config/gouji/rules/base.rules
mkdir -p config/gouji/words config/gouji/hints
echo 'only blank "没有"' >config/gouji/words/cells.words
sed '58s/\t0\t/\t没有\t/' "$faulty" >own.txt
run 1 check --all own.txt; has out '2.重复申请: not assessable: 自然人 is blank'; lacks out 'is not a number'
sed '58s/\t0\t/\t-\t/' "$faulty" >own.txt
run 1 check --all own.txt; has out '2.重复申请: not assessable: 自然人 '; lacks out '自然人 is blank'; done_with 'words of one'"'"'s own in the place of ours'
for own in 'words blank "没有"' 'unit "件"'; do
	echo "$own" >config/gouji/words/cells.words
	sed 's/\t2$/\t2件/; 60s/\t0\t/\t\/\t/' "$faulty" >own.txt
	run 1 check own.txt; has out 'T3-BAL'; has out 'N-BLANK'; lacks out 'N-LOST'; done_with "other words stay: $own"
done
echo 'blanks "无"' >config/gouji/words/cells.words
run 2 check own.txt; has err 'config/gouji/words/cells.words:1:1: '; empty out; done_with 'a fault in words of one'"'"'s own'
rm config/gouji/words/cells.words
echo 'slip left-out 1' >config/gouji/hints/slips.words
run 1 check "$faulty"; has out 'T3-BAL'; done_with 'one weight of one'"'"'s own'
rm config/gouji/hints/slips.words
mv config '[x]*'
XDG_CONFIG_HOME="$PWD/[x]*" run 0 rules; has out 'L-1'; done_with 'a configuration directory with a name like a pattern'
rm -rf '[x]*/gouji/rules' && ln -s rules '[x]*/gouji/rules'
XDG_CONFIG_HOME="$PWD/[x]*" run 2 check "$faulty"; has err 'gouji/rules'; has err 'Too many levels of symbolic links'; empty out
done_with 'rules of one'"'"'s own that cannot be read'
rm -rf '[x]*'
XDG_CONFIG_HOME=$saved_config


# ---- Sums ----

run 0 stats "$samples/tingyu"; has out 'Rules: reports, findings'; has out '  T3-BAL          2'
has out "      $faulty:68: 表三 自然人: "; has out "  $samples/tingyu/"; has out '  2023 '; done_with 'stats'
run 0 stats --lang=zh "$faulty"; has out '规则：报告数、问题数'; done_with 'stats in Chinese'
run 0 stats -f ndjson "$faulty"; has out '{"type":"rule","rule":"T3-BAL","reports":1,"findings":2,"severity":"error",'
has out '{"type":"year","year":2022,"reports":1,"with_errors":1}'; has out '{"type":"requests","requests":"1-4",'
done_with 'stats as NDJSON'
run 0 stats -f csv "$faulty" "$clean"; has out 'type,name,reports,with_errors,findings,title,path,line,message'
has out 'rule,T3-BAL,1,,2,'; has out 'year,2022,1,1,'; has out 'year,2023,1,0,'; done_with 'stats as CSV'
run 0 stats "$other"; has err 'notice.txt: not checked: '; lacks out notice.txt; done_with 'stats of no report'
run 2 stats nowhere; has err 'nowhere: No such file or directory'; done_with 'stats of nothing'
# What two years say of each other counts as well, as an error of the later one.
mkdir pair && cp "$samples/tingyu/2023-xingwan.txt" pair/b.txt &&
	sed '/^四、结转下年度/s/0/7/g' "$samples/tingyu/2022-xingwan.txt" >pair/a.txt
run 0 stats -f csv pair/b.txt; has out 'year,2023,1,0,'; done_with 'stats of a year'
run 0 stats -f csv pair; has out 'rule,X-CARRY,1,'; has out 'year,2023,1,1,'; done_with 'stats of two years'

# ---- Verdicts ----

run 0 verdicts --verdicts mine.db; empty out; empty err; done_with 'no verdicts yet'
run 0 verdicts --verdicts mine.db --format csv; has out 'time,author,verdict,'; done_with 'no verdicts as CSV'
run 2 verdicts --verdicts mine.db nowhere.db; has err 'nowhere.db'; done_with 'a store that is not there'
echo 'no database' >other.db
run 2 verdicts --verdicts mine.db other.db; has err 'other.db'; done_with 'a store that is none'

if [ "$(id -u)" = 0 ]; then
	echo "skip a file without read permission: root reads it"
else
	cp "$faulty" closed.txt && chmod 0 closed.txt
	run 2 check closed.txt "$faulty"; has err 'gouji: closed.txt: Permission denied'; has out 'T3-BAL'
	done_with 'a file without read permission'
fi
mkdir empty
run 0 check empty; empty out; empty err; done_with 'an empty directory'
run 2 rules NOTHING; has err "no such rule: 'NOTHING'"; done_with 'an unknown rule'

# ---- Reports beside each other ----

zhelin=$samples/../../tests/samples/zhelin
run 1 check "$zhelin/2023-jtj.txt" "$zhelin/2022-jtj.txt"
has out "2023-jtj.txt:36: error: X-CARRY requests/natural: "; has out ": notice: X-REVIEW "; done_with "last year's report"
run 0 check "$zhelin/2023-jtj.txt"; lacks out ' X-'; done_with "without last year's report"
run 1 check --format=ndjson "$zhelin/2023-jtj.txt" "$zhelin/2022-jtj.txt"
has out '"rule":"X-CARRY","severity":"error","verdict":"fail"'; has out '{"cell":"last_year/requests/carried_out/natural","value":"3"'
[ "$(grep -c '"type":"report"' out)" -eq 2 ] || fault=${fault:-'not one object a report'}
done_with "last year's report as NDJSON"
run 1 check --format=csv "$zhelin/2022-jtj.txt" "$zhelin/2023-jtj.txt"; has out ',X-CARRY,error,fail,'; done_with "last year's report as CSV"
"$gouji" check "$zhelin/2022-jtj.txt" - <"$zhelin/2023-jtj.txt" >out 2>err
status=$?; fault=
[ "$status" -eq 1 ] || fault="status $status"
has out '-:1: error: X-CARRY'; done_with "last year's report of one on standard input"
cat >roster <<'END'
# 柘林县
柘林县水利局
柘林县教育局 2023
END
run 0 check --roster roster "$zhelin/2023-slj.txt"; has out 'roster:3: warning: G-MISS report: '; lacks out 'roster:2'
done_with 'a body without a report'
echo 柘林县审计局 >silent
run 0 check --roster silent "$zhelin/2023-slj.txt"; has out 'silent:1: warning: G-MISS report: '; has out 2023
done_with 'bodies none of which has a report'
run 1 check --fail-on=warning --roster=roster "$zhelin/2023-slj.txt"; done_with 'a body without a report fails where wanted'
echo 'a 1' >bad
run 2 check --roster bad "$faulty"; has err 'gouji: bad:1: expected the name of a body'; empty out; done_with 'a roster with a fault'
run 2 check --roster nowhere "$faulty"; has err 'gouji: nowhere: No such file'; empty out; done_with 'a roster that is not there'
run 2 check --roster . "$faulty"; has err 'gouji: .: not a regular file'; empty out; done_with 'a roster that is a directory'
run 2 check --format=csv "$samples/tingyu/2022-zf.txt" nowhere; done_with 'trouble beside reports that are compared'

# ---- Where reports come from ----

"$gouji" check - <"$faulty" >out 2>err
status=$?; fault=
[ "$status" -eq 1 ] || fault="status $status"
has out '-:68: error: T3-BAL'; done_with 'standard input'
printf '%s\n\n%s\nnowhere\n' "$faulty" "$blank" >list
run 2 check --files-from list; has out '2022-huaizhu.txt:68'; has out '2022-yundui.txt'; has err 'nowhere'
done_with 'a list of paths'
"$gouji" check --files-from - <list >out 2>err
status=$?; fault=
[ "$status" -eq 2 ] || fault="status $status"
has out '2022-huaizhu.txt:68'; done_with 'a list on standard input'
{ echo "$faulty"; printf '%s\0' "$blank" "$remark"; } >list
run 2 check --files-from list; has out '2022-huaizhu.txt:68'; lacks out '2022-yundui.txt'
has err 'gouji: list:2: not a path: a NUL in it'; done_with 'a list with NULs in place of line ends'
{ cat "$samples"/*/*.txt; echo; } | tr '\n' ' ' >list; echo "$faulty" >>list
run 2 check --files-from list; has err 'gouji: list:1: not a path: '; empty out; done_with 'a list with a line without an end'
if [ -c /dev/zero ]; then
	run 2 check --files-from /dev/zero; has err 'gouji: /dev/zero:1: not a path: '; done_with 'a list without an end'
fi
run 2 check --files-from nowhere; has err 'gouji: nowhere: '; empty out; done_with 'a list that is not there'
mkdir check && cp "$faulty" check/b.txt && cp "$faulty" check/a.txt && cp "$faulty" check/.hidden
(cd check && "$gouji" check >../out 2>../err); fault=
has out './a.txt:68'; has out './b.txt:68'; lacks out hidden; done_with 'the directory it is run in'
run 1 check -- check; has out 'check/a.txt:68'; done_with 'a directory named like a command'
run 1 check ./check; lines out 7; has out ': warning: G-FILE '; done_with 'a directory'
printf 'GIF89a' >picture.txt
: >nothing.txt
run 0 check picture.txt nothing.txt; has out 'picture.txt:1: notice: not checked: not text'
has out 'nothing.txt:1: notice: not checked: an empty file'; done_with 'files that are no text'
name=$(printf 'a\033[2J\nb.txt')
cp "$faulty" "$name"
run 1 check "$name"; has out 'a^[[2J^Jb.txt:68: error'; lines out 3; done_with 'controls in the name of a file'

# ---- Formats ----

run 0 check --all "$clean"; has out ': pass: T3-BAL requests/natural: '; done_with '--all'
run 1 check --format=csv "$faulty"; has out 'path,line,agency,year,rule,'; has out ',T3-BAL,error,fail,'; lines out 4
done_with 'check as CSV'
run 0 export "$clean" "$other"; has out ',requests,new,natural,'; has err 'notice.txt: not checked: '
done_with 'export'
records=$(wc -l <out)
run 0 export --format=ndjson "$clean"; lines out "$((records - 1))"; done_with 'export as NDJSON'
run 0 export --format=text "$clean"; lines out "$records"; done_with 'export as text'
run 0 rules; has out 'T3-BAL'; has out '+'; done_with 'rules'
run 0 rules t3-bal; has out 'new + carried_in = processed + carried_out'; lacks out T3-SUB; done_with 'one rule'
run 0 rules --format=csv; has out 'id,severity,title,'; done_with 'rules as CSV'
run 0 show "$faulty"; has out '汀榆县槐渚镇人民政府  2022'; has out 'errors: 2, warnings: 0'; done_with 'show'
sed '58,61d;64,66d' "$faulty" >rows.txt
run 1 check rows.txt; has out '确认或重出具 and others: 6 rows'; lacks out '3.其他'
done_with 'a line names the first of many rows'
run 0 show rows.txt; has out '3.其他'; run 1 check --format=ndjson rows.txt; has out '3.其他'
run 1 check --format=csv rows.txt; has out '3.其他'; done_with 'all rows are named where there is room, and for programs'
run 0 show --width 40 "$faulty"; cp out narrow; run 0 show --width 120 "$faulty"
[ "$(wc -l <narrow)" -gt "$(wc -l <out)" ] || fault='not laid out to the width'
done_with 'show at a width'
run 0 show "$other"; has out 'not checked: '; lines out 2; done_with 'show what is not a report'
run 2 show .; has err 'gouji: .: not a regular file'; done_with 'show a directory'
escape=$(printf '\033')
run 1 check --color=always "$faulty"; has out "${escape}[1;31merror${escape}[0m: T3-BAL"; done_with 'colour when asked'
run 1 check "$faulty"; lacks out "$escape"; done_with 'no colour in a file'
run 0 show --color=always "$faulty"; has out "${escape}["; done_with 'show in colour'
if command -v python3 >/dev/null; then
	for arguments in 'check --all' 'export' 'rules'; do
		operand=$samples
		[ "$arguments" != rules ] || operand=T3-BOUND
		# The words of the arguments.
		# shellcheck disable=SC2086
		"$gouji" $arguments --format=ndjson "$operand" >out 2>err; fault=
		python3 -c 'import json, sys
for line in open("out", encoding="utf-8"):
    assert isinstance(json.loads(line), dict)' 2>err || fault=$(tail -n 1 err)
		done_with "$arguments as NDJSON is JSON"
	done
	for arguments in 'check --all' 'export'; do
		# shellcheck disable=SC2086
		"$gouji" $arguments --format=csv "$samples" >out 2>err; fault=
		python3 -c 'import csv
rows = list(csv.reader(open("out", encoding="utf-8", newline="")))
assert len(rows) > 100 and len({len(row) for row in rows}) == 1' 2>err || fault=$(tail -n 1 err)
		done_with "$arguments as CSV is CSV"
	done
else
	echo "skip NDJSON and CSV: no python3"
fi

# ---- Output that cannot be written ----

if [ -c /dev/full ]; then
	for arguments in "check $faulty" "export $faulty" "show $faulty" rules --help --version; do
		# shellcheck disable=SC2086
		"$gouji" $arguments >/dev/full 2>err
		status=$?; fault=
		[ "$status" -eq 2 ] || fault="status $status"
		has err 'gouji: the output cannot be written: No space left on device'
		done_with "${arguments%% *} to a full disk"
	done
else
	echo "skip a full disk: no /dev/full"
fi
(trap '' PIPE; "$gouji" check --all "$samples" 2>err; echo $? >status) | head -n 1 >out
fault=
[ "$(cat status)" = 2 ] || fault="status $(cat status)"
empty err; done_with 'a reader that goes away'

# ---- Languages and character sets ----

run 0 --help; has out 'Usage: gouji [COMMAND]'; has out --fail-on; empty err; done_with '--help'
run 0 check --help; has out 'Usage: gouji check'; lacks out --width; has out 'PATH is'; done_with 'help of a command'
run 0 rules --help; has out 'Usage: gouji rules'; lacks out 'PATH is'; done_with 'help of a command that takes no path'
run 0 --version; has out 'gouji '; has out 'Character set: UTF-8'; done_with '--version'
run 0 --lang zh --help; has out '用法：gouji'; lacks out Usage; done_with '--lang zh'
run 1 check --lang=zh "$faulty"; has out '，差 -1'; lacks out difference; done_with 'findings in Chinese'
run 2 --lang zh --nothing; has err '没有此选项'; done_with 'faults in Chinese'
LC_ALL=zh_CN.UTF-8 "$gouji" --help >out 2>err; fault=
has out '用法：'; done_with 'Chinese by LC_ALL'
LC_ALL='' LC_MESSAGES=zh_CN.UTF-8 "$gouji" --help >out 2>err; fault=
has out '用法：'; done_with 'Chinese by LC_MESSAGES'
LC_ALL=C LANG=zh_CN.UTF-8 "$gouji" --help >out 2>err; fault=
has out 'Usage: '; done_with 'LC_ALL comes before LANG'
LC_ALL=zh_CN.UTF-8 "$gouji" --lang en --help >out 2>err; fault=
has out 'Usage: '; done_with '--lang en'
LC_ALL=C "$gouji" check "$faulty" >out 2>err; fault=
has out '表三 自然人: '; done_with 'UTF-8 in the C locale'

# A locale in GB18030: one that the system has, or one made here.
# gb_locale: prints its name when there is one.
gb_locale() {
	if [ "$(LC_ALL=zh_CN.GB18030 locale charmap 2>/dev/null)" = GB18030 ]; then
		echo zh_CN.GB18030
	fi
}
gb=$(gb_locale)
if [ -z "$gb" ] && command -v localedef >/dev/null; then
	mkdir locales
	localedef -c -i zh_CN -f GB18030 "$work/locales/zh_CN.GB18030" >/dev/null 2>&1
	LOCPATH=$work/locales
	export LOCPATH
	gb=$(gb_locale)
	[ -n "$gb" ] || unset LOCPATH
fi
if [ -n "$gb" ] && command -v iconv >/dev/null; then
	LC_ALL=$gb "$gouji" check "$faulty" >out.gb 2>err; fault=
	iconv -f GB18030 -t UTF-8 out.gb >out || fault='not GB18030'
	has out '表三 自然人：'; has out '，差 -1'; done_with 'text in GB18030'
	LC_ALL=$gb "$gouji" check --nothing >out.gb 2>err.gb; fault=
	iconv -f GB18030 -t UTF-8 err.gb >err || fault='not GB18030'
	has err '没有此选项'; done_with 'messages in GB18030'
	LC_ALL=$gb "$gouji" check --format=ndjson "$faulty" >out 2>err; fault=
	has out '"agency":"汀榆县槐渚镇人民政府"'; done_with 'NDJSON is UTF-8 in GB18030'
else
	echo "skip GB18030: no such locale"
fi
