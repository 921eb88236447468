#!/bin/sh
# SPDX-License-Identifier: MIT
#
# run.sh BUILD-DIRECTORY MAKE-ASSERTION: install a certified OpenID provider
# into BUILD-DIRECTORY and let it judge the assertions of akv.
set -eu

if [ $# -ne 2 ]; then
	echo "usage: $0 BUILD-DIRECTORY MAKE-ASSERTION" >&2
	exit 2
fi
for command in node npm openssl; do
	if ! command -v "$command" >/dev/null; then
		echo "skipped: no $command"
		exit 77
	fi
done

here=$(cd "$(dirname "$0")" && pwd)
program=$(realpath "$2")
mkdir -p "$1"
cd "$1"

# modules are looked up from where a script lies
cp "$here/package.json" "$here/sign-in.mjs" .
if ! cmp -s package.json node_modules/.installed; then
	npm install --no-audit --no-fund --no-package-lock --loglevel=error
	cp package.json node_modules/.installed
fi

# make NAME: a key and its certificate
make()
{
	openssl req -x509 -newkey rsa:2048 -nodes -sha256 -days 2 \
		-subj "/CN=akv contract $1" \
		-keyout "$1-key.pem" -out "$1.pem" 2>/dev/null
}

umask 077
rm -f ./*.pem ./*.pfx
make certificate
make other
cat certificate-key.pem certificate.pem >principal.pem
{
	cat certificate.pem
	openssl pkcs8 -topk8 -in certificate-key.pem \
		-passout 'pass:open sesame'
} >encrypted.pem
openssl pkcs12 -export -in principal.pem -passout 'pass:open sesame' \
	-out principal.pfx
# as Windows exports it; without OpenSSL's old algorithms, as usual
openssl pkcs12 -export -legacy -in principal.pem \
	-passout 'pass:open sesame' -out legacy.pfx 2>/dev/null ||
	cp principal.pfx legacy.pfx

node sign-in.mjs "$program"
