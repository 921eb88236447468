#!/bin/bash
# SPDX-License-Identifier: MIT
#
# Installs Microsoft's client into BUILD-DIRECTORY, starts the cloud, and lets the one read from
# the other. Ends with "ok" and status 0, or says what failed.
set -euo pipefail

if [ $# -ne 1 ]; then
    echo "usage: $0 BUILD-DIRECTORY" >&2
    exit 2
fi

here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1"
build=$(cd "$1" && pwd)

# Modules are looked up from where a script lies, so the script is copied and not only the package.
cp "$here/package.json" "$here/read-secret.mjs" "$build/"
cd "$build"
if ! cmp -s package.json node_modules/.installed; then
    npm install --no-audit --no-fund --no-package-lock --loglevel=error
    cp package.json node_modules/.installed
fi

openssl req -x509 -newkey rsa:2048 -nodes -sha256 -days 2 -subj "/CN=akv test principal" \
    -keyout principal.pem -out certificate.pem 2>/dev/null
cat certificate.pem >>principal.pem
# Microsoft's client for JavaScript reads no PKCS#12: what is in it, it gets as PEM.
printf 'open sesame' >passphrase
openssl pkcs12 -export -in principal.pem -passout file:passphrase -out principal.pfx
openssl pkcs12 -in principal.pfx -passin file:passphrase -nodes -out from-pfx.pem
chmod 600 principal.pem principal.pfx from-pfx.pem passphrase

coproc CLOUD { exec "$here/../akv-cloud"; }
cloud=$CLOUD_PID
read -r ready <&"${CLOUD[0]}"
member() {
    local rest=${ready##*"\"$1\": \""}
    printf '%s' "${rest%%'"'*}"
}

status=0
# Managed identities are asked without the proxy, as anywhere.
env --unset=no_proxy NO_PROXY=127.0.0.1 HTTPS_PROXY="$(member proxy)" \
    NODE_EXTRA_CA_CERTS="$(member ca)" CLOUD_CONTROL="$(member control)" \
    CLOUD_IMDS="$(member imds)" CLOUD_APP_SERVICE="$(member app_service)" \
    node read-secret.mjs || status=$?

eval "exec ${CLOUD[1]}>&-"
wait "$cloud" || status=$?
[ "$status" -ne 0 ] || echo ok
exit "$status"
