#!/bin/sh
# Prints src/base/simplified_pairs.h: traditional Chinese characters, each with the simplified one for it behind it, from
# the Unihan database.
# Usage: make-simplified.sh [Unihan_Variants.txt.bz2] >src/base/simplified_pairs.h
#
# Taken are characters of U+4E00 to U+9FFF, three bytes of UTF-8 each as the simplified ones are, so that a text can be
# written over in its place. Those that stay as they are in some words (著, 乾) are left out; some that
# Unihan knows otherwise or not at all are put first.
set -eu
LC_ALL=C
export LC_ALL

{
	# 覆 爲 衆 羣 覈 祕 諮 徵 託 裏 裡 瞭 復 遊 籤 啓 巖 衞 説 閲 佈 註 佔 週 紮 閒 鑑 蹤 洩 溼
	cat <<-'PAIRS'
		8986 590D
		7232 4E3A
		8846 4F17
		7FA3 7FA4
		8988 6838
		7955 79D8
		8AEE 54A8
		5FB5 5F81
		8A17 6258
		88CF 91CC
		88E1 91CC
		77AD 4E86
		5FA9 590D
		904A 6E38
		7C64 7B7E
		5553 542F
		5DD6 5CA9
		885E 536B
		8AAC 8BF4
		95B2 9605
		4F48 5E03
		8A3B 6CE8
		4F54 5360
		9031 5468
		7D2E 624E
		9592 95F2
		9451 9274
		8E64 8E2A
		6D29 6CC4
		6EBC 6E7F
	PAIRS
	bzip2 -dc "${1:-/usr/share/unicode/Unihan_Variants.txt.bz2}" | awk -F '\t' '
	$2 == "kSimplifiedVariant" && $1 ~ /^U\+[4-9][0-9A-F][0-9A-F][0-9A-F]$/ && $1 >= "U+4E00" {
		split($3, variants, " ")
		if (!index($3, $1) && variants[1] ~ /^U\+[4-9][0-9A-F][0-9A-F][0-9A-F]$/ && variants[1] >= "U+4E00")
			print substr($1, 3), substr(variants[1], 3)
	}'
} | awk '!seen[$1]++' | sort | awk '
function hex(digits,	i, value) {
	value = 0
	for (i = 1; i <= length(digits); i++)
		value = value * 16 + index("0123456789ABCDEF", substr(digits, i, 1)) - 1
	return value
}

function utf8(cp) {
	return sprintf("%c%c%c", 224 + int(cp / 4096), 128 + int(cp / 64) % 64, 128 + cp % 64)
}

BEGIN {
	print "/* Made by data/unicode/make-simplified.sh from the Unihan database: see there. */"
	print "#ifndef GOUJI_BASE_SIMPLIFIED_PAIRS_H"
	print "#define GOUJI_BASE_SIMPLIFIED_PAIRS_H"
	print ""
	print "/* In the order of the first characters: 萬 and 万, 與 and 与. */"
	print "static const char simplified_pairs[][7] = {"
}

{
	line = line (line == "" ? "\t" : " ") "\"" utf8(hex($1)) utf8(hex($2)) "\","
	if (++n % 12 == 0) {
		print line
		line = ""
	}
}

END {
	if (line != "")
		print line
	print "};"
	print ""
	print "#endif"
}'
