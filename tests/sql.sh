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
# A second load takes the place of the first.
# shellcheck disable=SC2086
"$gouji" export --format=sqlite $samples 2>/dev/null | sqlite3 "$work/cells.db"
check 'sql: loaded twice' "$(wc -l <"$work/found")" "$(sqlite3 "$work/cells.db" <data/sql/years.sql | wc -l)"
