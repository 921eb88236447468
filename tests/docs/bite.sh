#!/bin/sh
# SPDX-License-Identifier: MIT
#
# bite.sh AKV: a test that never says no is worth nothing.  Spoils a copy of
# the documents in one way after the other and sees that it is noticed.  Run in
# the top folder.
set -eu

akv=$1
tests=$(cd "$(dirname "$0")" && pwd)
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
bad=0

cp -R ./*.md cmake cmd libhelper packaging protocol tests "$copy"

# A ctest that lists whatever is named, so that the unspoilt copy passes.
{
	echo '#!/bin/sh'
	echo 'cat <<END'
	grep -o '[a-z0-9]*/[a-z0-9_/]*' SECURITY.md | sed 's/^/  Test #1: /'
	echo END
} >"$copy/ctest"
chmod +x "$copy/ctest"

# run TEST: with the arguments that it has in CMakeLists.txt, on the copy.
run()
{
	case $1 in
	commands | readme) "$tests/$1.sh" "$akv" "$copy" ;;
	claims) "$tests/claims.sh" "$copy/ctest" . '' "$copy" ;;
	*) "$tests/$1.sh" "$copy" ;;
	esac
}

for test in commands readme environment exit_status claims paths; do
	if ! output=$(run "$test" 2>&1); then
		echo "$test complains about the documents as they are:"
		echo "$output"
		bad=1
	fi
done

# spoil TEST FILE SED: is the change of FILE noticed by TEST?
spoil()
{
	sed "$3" "$2" >"$copy/$2"
	if cmp -s "$2" "$copy/$2"; then
		echo "$1: '$3' does not change $2"
		bad=1
	elif run "$1" >/dev/null 2>&1; then
		echo "$1 does not notice '$3' in $2"
		bad=1
	fi
	cp "$2" "$copy/$2"
}

spoil commands cmd/akv.1 's/^\.It Ic read$/.It Ic write/'
spoil commands cmd/akv.1 '/^\.Op Fl -newline/d'
spoil commands cmd/akv.1 '/^\.It Fl -newline/d'
spoil commands cmd/akv.1 's/^\.It Fl o , -output/.It Fl O , -output/'
spoil commands cmd/akv.1 's/-timeout Ar seconds/-timeout Ar minutes/'
spoil readme README.md 's/akv read/akv fetch/'
spoil readme README.md 's/akv read --format curl/akv read --formats curl/'
spoil readme README.md 's/^secret = sftp/secrets = sftp/'
spoil readme README.md 's/TlsUntrusted/TlsMistrusted/'
spoil readme cmd/git-credential-akv.1 's/^git config/akv config/'
spoil environment cmd/akv.1 '/^\.It Ev AKV_TRACE/d'
spoil environment cmd/akv.1 's/AKV_TRACE/AKV_TRACES/'
spoil exit_status README.md '/^| 11 |/d'
spoil exit_status cmd/akv.1 's/^\.It 11$/.It 12/'
spoil claims SECURITY.md 's/arch\/symbols/arch\/symbol/'
spoil claims SECURITY.md 's/^12\. /11. /'
spoil claims SECURITY.md '/^1\. /s/^/0. A claim without a test.\n/'
spoil paths README.md 's/protocol\/PROTOCOL.md/protocol\/PROTOCOLS.md/'
spoil paths ARCHITECTURE.md 's/base\/bearer/base\/bearers/'
spoil paths README.md 's/(SECURITY.md)/(SECURE.md)/'
exit "$bad"
