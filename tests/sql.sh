#!/bin/sh
# The export for databases: what it makes loads, and the relations in SQL find what the program finds.
set -u
cd "${SOURCE_TREE:-$(dirname "$0")/..}" || exit 2
gouji=${GOUJI:-build/gouji}

if ! command -v sqlite3 >/dev/null; then
	echo "skip export to SQLite: no sqlite3"
	exit 0
fi
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
samples="tests/samples/zhelin data/samples"

# check NAME WANTED GOT
check() {
	if [ "$2" = "$3" ]; then
		echo "ok $1"
	else
		echo "not ok $1: '$2' wanted, '$3' came"
	fi
}

# shellcheck disable=SC2086
"$gouji" export --format=sqlite $samples 2>/dev/null | sqlite3 "$work/cells.db" 2>"$work/said"
check 'sql: loads without a word' '' "$(cat "$work/said")"
# shellcheck disable=SC2086
check 'sql: as many cells as the CSV has records' "$("$gouji" export $samples 2>/dev/null | sed 1d | wc -l)" \
	"$(sqlite3 "$work/cells.db" 'SELECT count(*) FROM cell')"
check 'sql: nothing unread has a value' 0 \
	"$(sqlite3 "$work/cells.db" "SELECT count(*) FROM cell WHERE value IS NOT NULL AND status NOT IN ('read','noted','inferred')")"
# shellcheck disable=SC2086
"$gouji" check --format=csv $samples 2>/dev/null |
	awk -F, '($5 == "X-CARRY" || $5 == "X-VALID") && $7 == "fail" { print $5 "|" $1 "|" $9 }' | sort >"$work/wanted"
sqlite3 "$work/cells.db" <data/sql/years.sql | awk -F'|' '{ print $1 "|" $2 "|" $3 }' | sort >"$work/found"
check 'sql: the relations over years' "$(cat "$work/wanted")" "$(cat "$work/found")"
[ -s "$work/wanted" ] || echo 'not ok sql: the samples have something to find'
# Names that differ in what is no text, and those that would do something to a terminal.
mkdir "$work/names"
for name in '\0377' '\0376' 'a\0033[31mb' "it's"; do
	cp data/samples/tingyu/2022-huaizhu.txt "$work/names/$(printf %b "$name").txt"
done
"$gouji" export --format=sqlite "$work/names" >"$work/names.sql" 2>&1
check 'sql: no report takes the place of another' 4 \
	"$({ cat "$work/names.sql"; echo 'SELECT count(*) FROM report;'; } | sqlite3 2>&1 | tail -n 1)"
check 'sql: no escape sequence' 0 "$(LC_ALL=C grep -c "$(printf '\033')" "$work/names.sql")"
# A second load takes the place of the first.
# shellcheck disable=SC2086
"$gouji" export --format=sqlite $samples 2>/dev/null | sqlite3 "$work/cells.db"
check 'sql: loaded twice' "$(wc -l <"$work/found")" "$(sqlite3 "$work/cells.db" <data/sql/years.sql | wc -l)"
