#!/bin/sh
# The completion scripts that the program, $GOUJI, writes for shells: what they offer there. Shells that are missing are
# skipped.
set -u

cd "${SOURCE_TREE:-$(dirname "$0")/..}" || exit 2
gouji=${GOUJI:-build/gouji}
case $gouji in /*) ;; *) gouji=$PWD/$gouji ;; esac
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
LC_ALL=C.UTF-8 HOME=$work XDG_CONFIG_HOME=$work XDG_DATA_HOME=$work
export LC_ALL HOME XDG_CONFIG_HOME XDG_DATA_HOME
cd "$work" || exit 2
mkdir bin tree
ln -s "$gouji" bin/gouji
PATH=$work/bin:$PATH
: >'tree/a report.txt'
for shell in bash zsh fish; do
	"$gouji" --completion=$shell >"$work/$shell" || exit 2
done

result() { if [ -z "$2" ]; then echo "ok $1"; else echo "not ok $1: $2"; fi; }

# offers SHELL WANTED WORD...: what is offered for the last word has all that WANTED lists and, behind !, lacks the rest.
offers() {
	shell=$1 wanted=$2 fault=
	shift 2
	offered=$("offer_$shell" "$@" 2>&1)
	for word in $wanted; do
		case $word in
		!*) printf '%s\n' "$offered" | grep -qxF -e "${word#!}" && fault="'${word#!}' is offered" ;;
		*) printf '%s\n' "$offered" | grep -qxF -e "$word" || fault="'$word' is not offered, but $(echo $offered)" ;;
		esac
	done
	result "$shell: gouji $*" "$fault"
}

offer_bash() {
	bash --norc -c '. "$0"; COMP_WORDS=(gouji "$@"); COMP_CWORD=$#; _gouji; printf "%s\n" "${COMPREPLY[@]}"' \
		"$work/bash" "$@"
}

offer_fish() {
	fish --no-config -c 'source $argv[1]; complete -C "gouji $argv[2]"' "$work/fish" "$*" | cut -f1
}

every_shell() {
	offers "$1" 'check export !rule' ''
	offers "$1" '!--all' --a
	offers "$1" '--all !--width' check --a
	offers "$1" 'T3-BAL !T2-SUM' rules T3-
}

if command -v bash >/dev/null; then
	every_shell bash
	offers bash '--format= --files-from= !--ascii' check --f
	offers bash 'text csv' check --format =
	offers bash 'never !always' check --color = n
	offered=$(offer_bash tree/a)
	[ "$offered" = 'tree/a report.txt' ] && fault= || fault="'$offered'"
	result 'bash: a path with a blank in it' "$fault"
	offers bash 'GB18030 !UTF-8' -e G
	offers bash 'rules/base.rules !words/cells.words' --dump-data = rules/
else
	echo 'skip bash: not installed'
fi
if command -v fish >/dev/null; then
	every_shell fish
	offers fish '--format=text --format=csv' check --format=
	offers fish 'check verdicts' --lang zh ''
else
	echo 'skip fish: not installed'
fi
if command -v zsh >/dev/null; then
	result 'zsh: its syntax' "$(zsh -n "$work/zsh" 2>&1)"
else
	echo 'skip zsh: not installed'
fi
