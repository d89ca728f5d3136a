#!/bin/sh
# What `make install` and `make uninstall` do with $GOUJI, below paths with blanks in them; paths that make cannot take.
set -u

cd "${SOURCE_TREE:-$(dirname "$0")/..}" || exit 2
gouji=${GOUJI:-build/gouji}
case $gouji in /*) ;; *) gouji=$PWD/$gouji ;; esac
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
# This make is none of the one that runs the tests.
unset MAKEFLAGS MFLAGS MAKELEVEL MAKEOVERRIDES BUILD DESTDIR PREFIX
mkdir "$work/build" && ln -s "$gouji" "$work/build/gouji" || exit 2

check() { if [ -z "$2" ]; then echo "ok install: $1"; else echo "not ok install: $1: $2"; fi; }
installing() { make -o all PACKAGES=skip BUILD="$work/build" DESTDIR="$work/dest dir" PREFIX='/opt/a b' "$1" 2>&1; }
installed() { (cd "$work/dest dir/opt/a b" && find . -type f | LC_ALL=C sort | tr '\n' ' '); }

said=$(installing install) && said=
check 'below a path with blanks' "$(printf '%s' "$said" | tail -n 1)"
missing=
for name in bin/gouji share/man/man1/gouji.1 share/man/man5/gouji-rules.5 share/man/zh_CN/man1/gouji.1 \
	share/bash-completion/completions/gouji share/zsh/site-functions/_gouji share/fish/vendor_completions.d/gouji.fish; do
	[ -s "$work/dest dir/opt/a b/$name" ] || missing="$missing no $name"
done
check 'all is there' "$missing"
said=$(installing uninstall) && said=$(installed)
check 'nothing is left of it' "$said"
said=$(make -n BUILD="$work/a b" clean 2>&1) && said="would run: $said" || said=$(printf '%s' "$said" | grep -v 'BUILD is one path')
check 'a build directory with a blank in its name is refused' "$said"
