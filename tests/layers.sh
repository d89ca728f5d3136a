#!/bin/sh
# Holds the sources to their layers: tests/layers.sh [TREE]
#   - a folder of src/ includes its own headers and those of the folders before it;
#   - ui/ includes what it likes of src/ but output/ and the command line; only src/*.c and ui/ include ui/;
#   - curses headers are in ui/term.c, ui/term_parts.h (which only ui/term*.c include) and ui/wcwidth.c alone;
#   - a header has the guard GOUJI_FOLDER_FILE_H and can be included alone; a generated table (*_table.h) needs
#     neither, being part of the one file that includes it;
#   - at the top stands what README names, and src/ and ui/ hold .c and .h files alone, of what git keeps.
# Without TREE it looks at the project, and then makes sure that it notices violations planted in a copy.
set -u
. "$(dirname "$0")/report.sh"

order='base read report check index review render output'
tree=${1:-${SOURCE_TREE:-$(dirname "$0")/..}}
self=$(cd "$(dirname "$0")" && pwd)/${0##*/}
cd "$tree" || exit 2

# The violations among the include lines of the given files, one a line.
bad_includes() {
	awk -v order="$order" '
	BEGIN {
		n = split(order, names, " ")
		for (i = 1; i <= n; i++) rank[names[i]] = i
	}
	function bad(why) { printf "%s:%d: %s: %s\n", FILENAME, FNR, why, $0 }
	# The folder a path belongs to: a layer, "ui", or "app" for the files of src/ itself; "" for anything else.
	function folder_of(path, part, m) {
		m = split(path, part, "/")
		if (part[1] == "ui" && m == 2) return "ui"
		if (part[1] != "src") return ""
		return m == 2 ? "app" : part[2]
	}
	function is_curses(name) {
		return name ~ /^(n?curses|term|termcap|unctrl|panel|menu|form|eti|tic)\.h$/ || name ~ /^ncurses[a-z]*\//
	}
	FNR == 1 {
		folder = folder_of(FILENAME)
		if (folder != "ui" && folder != "app" && !(folder in rank))
			printf "%s: in a folder that has no place in the order\n", FILENAME
	}
	/^[ \t]*#[ \t]*include[ \t]*[<"]/ {
		angled = $0 ~ /include[ \t]*</
		name = $0
		sub(/^[^<"]*[<"]/, "", name)
		sub(/[>"].*$/, "", name)
		if (name ~ /(^|\/)\.\.?\//) { bad("a relative path"); next }
		if ((angled || name != "term.h") && is_curses(name)) {
			if (FILENAME !~ /^ui\/(term\.c|term_parts\.h|wcwidth\.c)$/) bad("curses outside ui/term.c")
			next
		}
		sub(/^src\//, "", name)
		slash = index(name, "/")
		top = slash ? substr(name, 1, slash - 1) : ""
		if (angled && !(top in rank) && top != "ui") next
		if (!slash) {
			# A header beside this file, or one of src/ itself.
			directory = FILENAME
			sub(/[^\/]*$/, "", directory)
			if (name == "version.h" || folder == "app") next
			if ((getline unused < (directory name)) >= 0) { close(directory name); next }
			if ((getline unused < ("src/" name)) >= 0) { close("src/" name); bad("the command line"); next }
			bad("not found")
			next
		}
		if (top == "ui") {
			if (folder != "ui" && folder != "app") bad("ui/ from below")
		} else if (!(top in rank)) {
			bad("in a folder that has no place in the order")
		} else if (folder == "ui") {
			if (top == "output") bad("output/ from ui/")
		} else if (folder in rank && rank[top] > rank[folder]) {
			bad(top "/ from " folder "/")
		}
	}' "$@"
}

# The headers without their guard, one a line.
bad_guards() {
	awk '
	function finish() { if (path != "" && !good) printf "%s: no guard %s\n", path, guard }
	FNR == 1 {
		finish()
		path = FILENAME
		guard = path
		sub(/^src\//, "", guard)
		guard = toupper(guard)
		gsub(/[^A-Z0-9]/, "_", guard)
		guard = "GOUJI_" guard
		good = asked = 0
	}
	$1 == "#ifndef" && $2 == guard { asked = 1 }
	$1 == "#define" && $2 == guard && asked { good = 1 }
	END { finish() }' "$@"
}

# The paths, given one a line, that stand where nothing of their kind belongs.
bad_places() {
	awk -F/ '
	NF == 1 && !/^(\.clang-format|\.editorconfig|\.gitignore|LICENSE|Makefile|README\.md)$/ { print $0 ": at the top" }
	NF > 1 && $1 !~ /^(\.ci|data|man|src|tests|ui)$/ { print $0 ": in a folder of its own" }
	NF > 1 && $1 ~ /^(src|ui)$/ && !/\.[ch]$/ { print $0 ": neither .c nor .h" }'
}

compile() {
	"${CC:-cc}" -std=c17 -D_XOPEN_SOURCE=700 -D_XOPEN_SOURCE_EXTENDED -Isrc -I. -fsyntax-only -x c "$@" 2>&1
}

sources=$(find src ui -name '*.[ch]' -type f 2>/dev/null | LC_ALL=C sort)
headers=$(echo "$sources" | sed -n '/_table\.h$/d; /\.h$/p')
# Names of source files have no blanks.
# shellcheck disable=SC2086
set -- $sources
if [ $# -eq 0 ]; then
	echo "not ok layers: no sources"
	exit 1
fi
found_includes=$(bad_includes "$@")
# shellcheck disable=SC2086
set -- $headers
found_guards="" found_alone=""
if [ $# -gt 0 ]; then
	found_guards=$(bad_guards "$@")
	# All at once: each is a translation unit of its own.
	found_alone=$(compile "$@") && found_alone=
fi
report 'layers: includes' "$found_includes"
report 'layers: guards' "$found_guards"
report 'layers: headers alone' "$found_alone"
# Without git, and in the trees made below, nobody knows which files belong to the project.
report 'layers: files in their places' "$(git -c core.quotePath=false ls-files 2>/dev/null | bad_places)"
if [ "$tree" != "${SOURCE_TREE:-$(dirname "$0")/..}" ]; then exit 0; fi

# ---- Does it notice? ----

copy=$(mktemp -d) || exit 2
trap 'rm -rf "$copy"' EXIT

# planted NAME FILE TEXT: a tree that has a file of this text and is otherwise right.
planted() {
	rm -rf "${copy:?}"/*
	mkdir -p "$copy/src/base" "$copy/src/read" "$copy/src/output" "$copy/ui"
	for name in base/str.h read/blocks.h output/csv.h options.h; do
		guard=GOUJI_$(echo "$name" | tr 'a-z/.' 'A-Z__')
		printf '#ifndef %s\n#define %s\n#include <stddef.h>\nextern size_t n;\n#endif\n' "$guard" "$guard" \
			>"$copy/src/$name"
	done
	printf '#include <curses.h>\n#include "read/blocks.h"\n' >"$copy/ui/term.c"
	printf '#include "options.h"\n#include "output/csv.h"\n#include "base/str.h"\n' >"$copy/src/main.c"
	printf "%b" "$3" >"$copy/$2"
	said=$("$self" "$copy")
	bad=$(echo "$said" | grep -c '^not ok')
	case $bad/$1 in
	0/nothing | [1-9]/[!n]*) echo "ok layers: planted $1" ;;
	*) printf 'not ok layers: planted %s: %s\n' "$1" "$bad violations noticed" ;;
	esac
}

misplaced=$(printf '%s\n' notes.txt README.md scratch/a.c src/base/str.c src/base/str.orig ui/term.h | bad_places | grep -c .)
if [ "$misplaced" -eq 3 ]; then echo "ok layers: misplaced files"; else echo "not ok layers: misplaced files: $misplaced"; fi

planted 'nothing' src/read/text.c '#include "base/str.h"\n#include "read/blocks.h"\n#include <stdio.h>\n'
planted 'include of a later folder' src/base/str.c '#include "read/blocks.h"\n'
planted 'include between angles' src/base/str.c '#include <read/blocks.h>\n'
planted 'relative path' src/base/str.c '#include "../read/blocks.h"\n'
planted 'output in ui' ui/app.c '#include "output/csv.h"\n'
planted 'ui in output' src/output/csv.c '#include "ui/term.h"\n'
planted 'command line in a layer' src/base/str.c '#include "options.h"\n'
planted 'curses in src' src/output/text.c '#include <curses.h>\n'
planted 'curses in another file of ui' ui/pane.c '# include <ncursesw/ncurses.h>\n'
planted 'unknown folder' src/base/str.c '#include "misc/all.h"\n'
planted 'wrong guard' src/read/text.h '#ifndef READ_TEXT_H\n#define READ_TEXT_H\n#endif\n'
planted 'header that needs another' src/read/text.h \
	'#ifndef GOUJI_READ_TEXT_H\n#define GOUJI_READ_TEXT_H\nextern size_t text_n;\n#endif\n'
