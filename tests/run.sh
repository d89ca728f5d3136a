#!/bin/sh
# Runs test programs, two at a time, and prints one line for each, the output of those that failed, and the sums:
#   tests/run.sh [GOUJI=PROGRAM] TEST... [GOUJI=PROGRAM TEST...]
# Tests get the program named last before them as $GOUJI. A TEST is a cmocka program, or a shell script (*.sh) that
# prints `ok NAME`, `not ok NAME: why` and `skip NAME: why`. One that crashes, runs out of time, leaves a sanitizer's
# report or counts nothing has failed. The status is 1 when something failed.
set -u

limit=${LIMIT:-120}                     # seconds for each test
jobs=2

# Prints the counts "passed failed skipped" of a test's output: count KIND STATUS FILE.
count() {
	case $1 in
	shell) awk -v status="$2" '
		/^ok / { passed++ }
		/^not ok / { failed++ }
		/^skip / { skipped++ }
		END {
			if (!failed && (status != 0 || !(passed + skipped))) failed = 1
			print passed + 0, failed + 0, skipped + 0
		}' "$3" ;;
	# TAP, where the plan counts: what was planned and not reported was lost on the way. A test that leaves its own
	# output unfinished may stand in front of a result in the same line.
	cmocka) awk -v status="$2" '
		/^1\.\.[0-9]+$/ { planned += substr($0, 4) }
		/ok [0-9]+ # *SKIP/ { skipped++; next }
		/not ok [0-9]+ - / { next }
		/ok [0-9]+ - / { passed++ }
		END {
			failed = planned - passed - skipped
			if (failed < 1) failed = status != 0 || !planned
			print passed + 0, failed + 0, skipped + 0
		}' "$3" ;;
	esac
}

# Runs the test of line $2 of $1/list.
run_one() {
	work=$1 number=$2
	line=$(sed -n "${number}p" "$work/list")
	GOUJI=${line%%	*} test=${line#*	}
	HOME=$work/$number.home
	TMPDIR=$HOME/tmp
	mkdir -p "$TMPDIR"
	ASAN_OPTIONS=detect_leaks=1:exitcode=99:log_path=$HOME/sanitizer
	UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1:exitcode=99:log_path=$HOME/sanitizer
	TSAN_OPTIONS=exitcode=99:log_path=$HOME/sanitizer:suppressions=$SOURCE_TREE/tests/threads.supp
	export GOUJI HOME TMPDIR ASAN_OPTIONS UBSAN_OPTIONS TSAN_OPTIONS
	kind=cmocka program=./$test
	case $test in *.sh) kind=shell ;; esac
	case $test in /*) program=$test ;; esac

	child=
	trap '[ -z "$child" ] || kill "$child"; exit 1' HUP INT TERM
	if command -v timeout >/dev/null; then
		timeout -k 5 "$limit" "$program" </dev/null >"$work/$number.out" 2>&1 &
	else
		"$program" </dev/null >"$work/$number.out" 2>&1 &
	fi
	child=$!
	wait "$child" 2>/dev/null
	status=$?
	child=

	why=
	if [ "$status" -eq 124 ]; then why=", stopped after $limit seconds"
	elif [ "$status" -gt 128 ]; then why=", ended by signal $((status - 128))"
	elif [ "$status" -ge 125 ] && [ "$status" -le 127 ]; then why=", cannot be run"
	fi
	for report in "$HOME"/sanitizer.*; do
		[ -f "$report" ] || continue
		cat "$report" >>"$work/$number.out"
		why=", sanitizer report"
		[ "$status" -ne 0 ] || status=99
	done
	# A script has the same name for every program it is run with.
	case $kind$SEVERAL in shellyes) name="$test with ${GOUJI#"$SOURCE_TREE"/}" ;; *) name=$test ;; esac
	count "$kind" "$status" "$work/$number.out" >"$work/$number.count"
	read -r passed failed skipped <"$work/$number.count"
	if [ "$failed" -eq 0 ]; then
		verdict=PASS
	else
		verdict=FAIL
		{ echo "---- $name"; sed 's/^/    /' "$work/$number.out"; echo; } >"$work/$number.failed"
	fi
	summary="$passed passed"
	if [ "$failed" -ne 0 ]; then summary="$summary, $failed failed"; fi
	if [ "$skipped" -ne 0 ]; then summary="$summary, $skipped skipped"; fi
	echo "  $verdict    $name: $summary$why"
	chmod -R u+rwX "$HOME" 2>/dev/null
	rm -rf "$HOME"
}

if [ "${1-}" = --one ]; then
	run_one "$2" "$3"
	exit 0
fi

cd "$(dirname "$0")/.." || exit 2
for name in $(env | sed -n 's/^\(XDG_[A-Za-z0-9_]*\)=.*/\1/p'); do
	unset "$name"
done
unset NO_COLOR LANG LANGUAGE MAKEFLAGS MFLAGS MAKELEVEL MAKEOVERRIDES
SOURCE_TREE=$PWD
LC_ALL=C.UTF-8
CMOCKA_MESSAGE_OUTPUT=TAP
export SOURCE_TREE LC_ALL CMOCKA_MESSAGE_OUTPUT

work=$(mktemp -d) || exit 2
# Nothing of the person's own takes part.
XDG_CONFIG_HOME=$work/config XDG_DATA_HOME=$work/share XDG_STATE_HOME=$work/state XDG_CACHE_HOME=$work/cache
export XDG_CONFIG_HOME XDG_DATA_HOME XDG_STATE_HOME XDG_CACHE_HOME
trap 'rm -rf "$work"' EXIT
trap 'exit 130' HUP INT TERM
program=${GOUJI-}
programs=0
for argument; do
	case $argument in GOUJI=*) programs=$((programs + 1)) ;; esac
done
SEVERAL=no
if [ "$programs" -gt 1 ]; then SEVERAL=yes; fi
export SEVERAL
for argument; do
	case $argument in
	GOUJI=/*) program=${argument#GOUJI=} ;;
	GOUJI=*) program=$PWD/${argument#GOUJI=} ;;
	*) printf '%s\t%s\n' "$program" "$argument" ;;
	esac
done >"$work/list"

total=$(awk 'END { print NR }' "$work/list")
if [ "$total" -gt 0 ]; then
	awk '{ print NR }' "$work/list" | xargs -n 1 -P "$jobs" sh tests/run.sh --one "$work"
fi

i=0
while [ "$i" -lt "$total" ]; do
	i=$((i + 1))
	if [ -f "$work/$i.failed" ]; then cat "$work/$i.failed"; fi
	# A test whose count is missing was interrupted.
	if [ ! -f "$work/$i.count" ]; then echo 0 1 0 >"$work/$i.count"; fi
done
if [ "$total" -gt 0 ]; then cat "$work"/*.count; fi | awk '
	{ passed += $1; failed += $2; skipped += $3 }
	END {
		printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped
		exit (failed > 0)
	}'
