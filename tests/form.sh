#!/bin/sh
# Holds the sources to their form: tests/form.sh [FILE...]
#   - lines have at most 120 columns, a tab being 8 and a character of the text one, and end without blanks;
#   - functions have at most 62 lines between their braces.
# Without FILE it looks at the project's own, but for generated tables (*_table.h), and then makes sure that it notices
# what is planted.
set -u
. "$(dirname "$0")/report.sh"

max_columns=120 max_lines=62

# The violations in the given files, one a line. Bytes that go on a character are not counted.
bad_lines() {
	LC_ALL=C awk -v max_columns="$max_columns" -v max_lines="$max_lines" '
	function columns_of(line, i, n, count) {
		gsub(/[\200-\277]/, "", line)
		if (!index(line, "\t")) return length(line)
		n = split(line, part, "\t")
		for (i = 1; i < n; i++) count += 8 * (int(length(part[i]) / 8) + 1)
		return count + length(part[n])
	}
	FNR == 1 { start = 0 }
	length($0) > max_columns / 8 && columns_of($0) > max_columns {
		printf "%s:%d: more than %d columns\n", FILENAME, FNR, max_columns
	}
	/[ \t]$/ { printf "%s:%d: blanks at the end\n", FILENAME, FNR }
	/^\{$/ && !start { start = FNR }
	/^\}$/ && start {
		if (FNR - start - 1 > max_lines) printf "%s:%d: a function of %d lines\n", FILENAME, start, FNR - start - 1
		start = 0
	}' "$@"
}

if [ $# -gt 0 ]; then
	bad_lines "$@"
	exit
fi
cd "$(dirname "$0")/.." || exit 2
# Names of source files have no blanks.
# shellcheck disable=SC2046
set -- $(find src ui tests -name '*.[ch]' ! -name '*_table.h' -type f | LC_ALL=C sort)
report 'form: lines and functions' "$(bad_lines "$@")"

# ---- Does it notice? ----

planted=$(mktemp) || exit 2
trap 'rm -f "$planted"' EXIT

# notices NAME WANTED: whether what stands in the planted file is found to be wrong so often.
notices() {
	count=$(bad_lines "$planted" | grep -c .)
	if [ "$count" -eq "$2" ]; then echo "ok $1"; else echo "not ok $1: $count found, not $2"; fi
}

repeat() {
	awk -v text="$1" -v count="$2" 'BEGIN { for (; count > 0; count--) printf "%s", text }'
}

{ repeat x "$max_columns"; echo; repeat 局 "$max_columns"; echo; printf '\t'; repeat x $((max_columns - 8)); echo; } >"$planted"
notices 'form: what fits' 0
{ repeat x $((max_columns + 1)); echo; printf '\t'; repeat x $((max_columns - 7)); echo; echo 'x '; } >"$planted"
notices 'form: what does not fit' 3
{ echo '{'; repeat '	x();
' "$max_lines"; echo '}'; } >"$planted"
notices 'form: a function that fits' 0
{ echo '{'; repeat '	x();
' $((max_lines + 1)); echo '}'; } >"$planted"
notices 'form: a function too long' 1
