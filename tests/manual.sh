#!/bin/sh
# The manual pages have nothing that mandoc warns of, and lines that fit a terminal of 80 columns.
set -u
cd "${SOURCE_TREE:-$(dirname "$0")/..}" || exit 2

found=no
for page in man/*.[15] man/zh_CN/*.[15]; do
	[ -f "$page" ] || continue
	found=yes
	if ! command -v mandoc >/dev/null; then
		echo "skip $page: no mandoc"
	elif said=$(mandoc -Tlint -Wwarning "$page" 2>&1) && [ -z "$said" ]; then
		echo "ok $page"
	else
		echo "not ok $page: mandoc warns"
		echo "$said"
	fi
	if ! command -v preconv >/dev/null; then
		echo "skip $page in 80 columns: no preconv of groff"
		continue
	fi
	widest=$(groff -K utf8 -mandoc -Tutf8 -P-cbou -rLL=78n "$page" 2>/dev/null | LC_ALL=C.UTF-8 wc -L)
	if [ "$widest" -gt 0 ] && [ "$widest" -le 80 ]; then
		echo "ok $page in 80 columns"
	else
		echo "not ok $page: a line of $widest columns"
	fi
done
if [ "$found" = no ]; then echo "skip manual: no page"; fi
