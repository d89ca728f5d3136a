#!/bin/sh
# Every message has a Chinese translation: tests/messages.sh [TREE]
#   - each text in tr(catalog, "...") and N_("...") in src/ and ui/ is in data/po/zh_CN.po, and translated;
#   - each entry there is still in use, once;
#   - a translation has the printf conversions of its text, and ends with a newline where the text does.
# Without TREE it looks at the project, and then makes sure that it notices violations planted in a copy.
set -u

tree=${1:-${SOURCE_TREE:-$(dirname "$0")/..}}
self=$(cd "$(dirname "$0")" && pwd)/${0##*/}
cd "$tree" || exit 2
LC_ALL=C
export LC_ALL
catalog=data/po/zh_CN.po
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT

# The messages of C files: lines of "file:line TAB text", the text with its escapes, as written.
list_messages() {
	awk '
	function flush_file() { if (file != "") scan() }
	# Reads string literals from `at` on, with blanks and comments between; sets `found` and `text`.
	function read_literals(   c) {
		found = 0
		text = ""
		while (at <= size) {
			c = substr(code, at, 1)
			if (c ~ /[ \t\n]/) { at++ }
			else if (c == "\"") {
				found = 1
				for (at++; at <= size && (c = substr(code, at, 1)) != "\""; at++) {
					if (c == "\\") { text = text c; at++; c = substr(code, at, 1) }
					text = text c
				}
				at++
			}
			else return
		}
	}
	function skip_quoted(quote,   c) {
		for (at++; at <= size && (c = substr(code, at, 1)) != quote; at++)
			if (c == "\\") at++
		at++
	}
	# Moves behind the comma that ends the first argument.
	function skip_argument(   c, depth) {
		depth = 0
		while (at <= size) {
			c = substr(code, at, 1)
			if (c == "\"" || c == "\047") { skip_quoted(c); continue }
			if (c == "(" || c == "[" || c == "{") depth++
			if (c == ")" || c == "]" || c == "}") depth--
			at++
			if (depth < 0 || (depth == 0 && c == ",")) return
		}
	}
	function scan(   c, start, word, n) {
		size = length(code)
		at = 1
		while (at <= size) {
			c = substr(code, at, 1)
			if (c == "\"" || c == "\047") { skip_quoted(c); continue }
			if (substr(code, at, 2) == "/*") {
				n = index(substr(code, at + 2), "*/")
				at = n ? at + n + 3 : size + 1
				continue
			}
			if (c !~ /[A-Za-z_]/) { at++; continue }
			match(substr(code, at), /^[A-Za-z0-9_]+/)
			word = substr(code, at, RLENGTH)
			start = at
			at += RLENGTH
			if ((word != "tr" && word != "N_") || substr(code, at, 1) != "(") continue
			at++
			if (word == "tr") skip_argument()
			read_literals()
			if (!found) continue
			head = substr(code, 1, start)
			printf "%s:%d\t%s\n", file, gsub(/\n/, "\n", head) + 1, text
		}
	}
	FNR == 1 { flush_file(); file = FILENAME; code = "" }
	{ code = code $0 "\n" }
	END { flush_file() }' "$@"
}

# The entries of a PO file: lines of "line TAB msgid TAB msgstr", without the header.
list_entries() {
	awk '
	function flush_entry() { if (id != "") printf "%d\t%s\t%s\n", at, id, fuzzy ? "" : str; id = str = ""; fuzzy = 0 }
	function quoted(s) { sub(/^[^"]*"/, "", s); sub(/"[ \t]*$/, "", s); return s }
	/^#,.*fuzzy/ { if (part == "str") { flush_entry(); part = "" } fuzzy = 1; next }
	/^#/ { next }
	/^msgid / { if (part == "str") { keep = fuzzy && id == ""; flush_entry(); fuzzy = keep }
		part = "id"; at = FNR; id = quoted($0); next }
	/^msgstr / { part = "str"; str = quoted($0); next }
	/^"/ { if (part == "id") id = id quoted($0); else str = str quoted($0) }
	END { flush_entry() }' "$1"
}

# compare MESSAGES ENTRIES: what is wrong, one a line.
compare() {
	awk -F '\t' -v catalog="$catalog" '
	# The conversions of a format in the order of their arguments, blanks between.
	function conversions(s,   n, list, place, one, max, result) {
		n = max = 0
		split("", list)
		while (match(s, /%[-+ #0-9.*$]*(hh|h|ll|l|z|j|t|L)?[A-Za-z%]/)) {
			one = substr(s, RSTART, RLENGTH)
			s = substr(s, RSTART + RLENGTH)
			if (one == "%%") continue
			place = ++n
			if (match(one, /^%[0-9]+\$/)) {
				place = substr(one, 2, RLENGTH - 2) + 0
				one = "%" substr(one, RLENGTH + 1)
			}
			list[place] = one
			if (place > max) max = place
		}
		result = ""
		for (n = 1; n <= max; n++) result = result " " list[n]
		return result
	}
	FNR == NR { if (!($2 in used)) order[++count] = $2; if (!($2 in used)) used[$2] = $1; next }
	{
		if ($2 in known) printf "%s:%d: a second time: %s\n", catalog, $1, $2
		known[$2] = $3
		if (!($2 in used)) printf "%s:%d: no longer used: %s\n", catalog, $1, $2
		else if ($3 == "") printf "%s:%d: not translated: %s\n", catalog, $1, $2
		else if (conversions($2) != conversions($3))
			printf "%s:%d: other conversions:%s: %s\n", catalog, $1, conversions($3), $2
		else if (($2 ~ /\\n$/) != ($3 ~ /\\n$/))
			printf "%s:%d: newline at the end: %s\n", catalog, $1, $2
	}
	END {
		for (i = 1; i <= count; i++)
			if (!(order[i] in known)) printf "%s: not in %s: %s\n", used[order[i]], catalog, order[i]
	}' "$1" "$2"
}

# report NAME PATTERN: the lines of what is wrong that match, as one result.
report() {
	if found=$(grep "$2" "$work/wrong"); then
		echo "not ok messages: $1: see below"
		printf "%s\n" "$found"
	else
		echo "ok messages: $1"
	fi
}

sources=$(find src ui -name '*.[ch]' -type f 2>/dev/null | sort)
# Names of source files have no blanks.
# shellcheck disable=SC2086
list_messages $sources </dev/null >"$work/messages"
if [ ! -s "$work/messages" ] || [ ! -f "$catalog" ]; then
	echo "not ok messages: no messages, or no $catalog"
	exit 1
fi
list_entries "$catalog" >"$work/entries"
compare "$work/messages" "$work/entries" >"$work/wrong"
report 'translated' ': not \(in\|translated\)'
report 'in use, once' ': \(no longer used\|a second time\)'
report 'conversions and newlines' ': \(other conversions\|newline at\)'
if [ "$tree" != "${SOURCE_TREE:-$(dirname "$0")/..}" ]; then exit 0; fi

# ---- Does it notice? ----

# planted NAME CODE ENTRY: a tree with this code and this entry beside others that are right.
planted() {
	copy=$work/copy
	rm -rf "$copy"
	mkdir -p "$copy/src" "$copy/ui" "$copy/data/po"
	{
		printf '/* tr(c, "in a comment") */ static const char *t = N_("File");\n'
		printf 'f(tr(g(a, "b"), "a \\"quoted\\" "\n\t"%%s and %%u\\n"), "tr(c, text)"); str(c, "no"); tr(c, t);\n'
		printf '%s\n' "$2"
	} >"$copy/src/a.c"
	{
		printf 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
		printf '#: src/a.c\nmsgid "File"\nmsgstr "文件"\n\n'
		# Positions of arguments, not variables.
		# shellcheck disable=SC2016
		printf 'msgid "a \\"quoted\\" %%s and %%u\\n"\nmsgstr ""\n"%%2$u "\n"%%1$s\\n"\n'
		printf '%b' "$3"
	} >"$copy/data/po/zh_CN.po"
	bad=$("$self" "$copy" | grep -c '^not ok')
	case $bad/$1 in
	0/nothing | 1/[!n]*) echo "ok messages: planted $1" ;;
	*) echo "not ok messages: planted $1: $bad violations noticed" ;;
	esac
}

planted 'nothing' '' ''
planted 'untranslated message' 'tr(c, "More");' ''
planted 'untranslated message in a table' '{1, N_("More")},' ''
planted 'empty translation' 'tr(c, "More");' 'msgid "More"\nmsgstr ""\n'
planted 'fuzzy translation' 'tr(c, "More");' '\n#, fuzzy\nmsgid "More"\nmsgstr "更多"\n'
planted 'unused entry' '' 'msgid "More"\nmsgstr "更多"\n'
planted 'doubled entry' '' 'msgid "File"\nmsgstr "文件"\n'
planted 'missing conversion' 'tr(c, "%zu files");' 'msgid "%zu files"\nmsgstr "文件"\n'
planted 'other conversion' 'tr(c, "%zu files");' 'msgid "%zu files"\nmsgstr "%u 个文件"\n'
planted 'missing newline' 'tr(c, "Usage\n");' 'msgid "Usage\\n"\nmsgstr "用法"\n'
