#!/bin/sh
# The manual pages have nothing that mandoc warns of.
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
done
if [ "$found" = no ]; then echo "skip manual: no page"; fi
