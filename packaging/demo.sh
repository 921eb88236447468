#!/bin/sh
# SPDX-License-Identifier: MIT
#
# demo.sh: install what is missing, build akv, and show it at work against a
# cloud that runs on this machine: no Azure account, nothing left behind but
# the build in build/demo/.  Fails if anything it shows does not work.
set -eu

cd "$(dirname "$0")/.."
top=$PWD

# Nothing of the person's who looks: no proxy, no keyring, no configuration.
if [ "${1-}" != --clean ]; then
	./packaging/dependencies.sh demo
	exec env -i PATH="$PATH" TERM="${TERM-dumb}" LC_ALL=C.UTF-8 \
		"$top/packaging/demo.sh" --clean
fi

work=$(mktemp -d)
started=
cleanup()
{
	# in the order of starting, backwards
	for process in $started; do
		kill "$process" 2>/dev/null || :
		wait "$process" 2>/dev/null || :
	done
	rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 1' HUP INT TERM

# ---- telling ----

step()
{
	printf '\n== %s\n' "$1"
}

# show COMMAND: print it as somebody would type it, then run it.
show()
{
	printf '\n$ %s\n' "$1"
	eval "$1"
}

# show_failure STATUS COMMAND: the same for one that ends with STATUS.
show_failure()
{
	printf '\n$ %s\n' "$2"
	status=0
	eval "$2" 2>&1 || status=$?
	printf '(exit status %d)\n' "$status"
	[ "$status" -eq "$1" ]
}

# ---- building ----

step 'Building akv'
build()
{
	cmake -S . -B build/demo && cmake --build build/demo --parallel "$(nproc)"
}
if ! build >"$work/build.log" 2>&1; then
	cat "$work/build.log"
	exit 1
fi
export PATH="$top/build/demo:$PATH"
show 'akv --version'

# ---- what runs around it ----

step 'Starting a stand-in for Entra ID, Key Vault and Resource Manager here'
# Ready when it says so; ends with its stdin, which this script alone holds.
mkfifo "$work/life" "$work/ready"
cat >"$work/seed.json" <<END
{"vaults": {"contoso": {"secrets": {
  "git-token": {"value": "a token for git"},
  "old-password": {"value": "gone", "deleted": true}}}},
 "subscriptions": {"00000000-0000-0000-0000-000000000000": {"grants": [
  {"principal": "3f2b1c9e-7a64-4d0b-9e1f-0c5a8b7d6e42", "role": "Reader"}]}}}
END
tests/cloud/akv-cloud --dir "$work/cloud" --seed "$work/seed.json" \
	<"$work/life" >"$work/ready" &
cloud=$!
started="$cloud $started"
exec 3>"$work/life"
read -r _ <"$work/ready"

# Proxy and certificate, as in a company's network: akv knows no other switch.
set -a
# shellcheck disable=SC1091 # made by the cloud
. "$work/cloud/environment"
set +a
show 'env | grep -E "^(HTTPS_PROXY|SSL_CERT_FILE)="'

step 'Starting a Secret Service, as on a desktop, to keep tokens in'
export HOME="$work/home" XDG_RUNTIME_DIR="$work/run"
mkdir -m 700 "$HOME" "$XDG_RUNTIME_DIR"
cat >"$work/bus.conf" <<END
<busconfig>
  <type>session</type>
  <listen>unix:path=$XDG_RUNTIME_DIR/bus</listen>
  <policy context="default">
    <allow send_destination="*"/>
    <allow receive_sender="*"/>
    <allow own="*"/>
  </policy>
</busconfig>
END
mkfifo "$work/bus"
dbus-daemon --config-file="$work/bus.conf" --nofork --print-address=1 \
	>"$work/bus" 2>"$work/bus.log" 3>&- &
started="$! $started"
read -r _ <"$work/bus"
printf 'demo' | gnome-keyring-daemon --foreground --unlock \
	--components=secrets >"$work/keyring.log" 2>&1 3>&- &
started="$! $started"
export DBUS_SESSION_BUS_ADDRESS="unix:path=$XDG_RUNTIME_DIR/bus"
gdbus wait --session --timeout 10 org.freedesktop.secrets
echo 'gnome-keyring, on a session bus of its own'

# ---- configuring ----

step 'Who signs in: akv tries it, and saves what worked'
mkdir -p "$HOME/.config/akv"
(
	umask 077
	printf '%s\n' 'cloud-secret~1.value_-+/=' \
		>"$HOME/.config/akv/client-secret"
)
export TENANT=72f988bf-86f1-41af-91ab-2d7cd011db47
export CLIENT_ID=0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff
# shellcheck disable=SC2016 # expanded by show
show 'akv login --service-principal -u $CLIENT_ID -t $TENANT \
  --client-secret-file ~/.config/akv/client-secret -o table'

step 'The vault: looked up, asked itself, linked'
export SUBSCRIPTION=00000000-0000-0000-0000-000000000000
# shellcheck disable=SC2016 # expanded by show
show 'akv vault link --subscription $SUBSCRIPTION -g exports \
  --vault-name contoso --accept'

step 'Connections: each secret is read once before it is saved'
show 'akv connection create -n nightly-export \
  --url sftp://export@sftp.example.com --secret-name sftp-password -o none'
show 'akv connection create -n git-example --type git \
  --url https://build@git.example.com --secret-name git-token -o none'
show 'akv connection create -n old-export --secret-name old-password \
  --no-verify -o none'
show 'akv connection list -o table'
show 'cat ~/.config/akv/config'

# ---- reading ----

step 'The line protocol: a script asks for the credential of a connection'
show "printf 'connection=nightly-export\n\n' | akv get"

step 'The password alone, for scripts that want nothing else'
show 'akv read --newline nightly-export'

step 'The token of the first request was kept, and used by the second'
show 'akv cache show -o table'

step 'A secret that was soft-deleted: the message says what to do'
show_failure 3 'akv read old-export'

step 'git asks akv, and nobody else, for one server'
show "git config --global credential.https://git.example.com.helper ''"
show 'git config --global --add credential.https://git.example.com.helper akv'
show "printf 'protocol=https\nhost=git.example.com\n\n' | git credential fill"

step 'What the cloud saw: a sign-in each for vault and Resource Manager, then GET'
sed -n 's|.*"event": "request",.*"host": "\([^"]*\)", "method": "\([A-Z]*\)", "path": "\([^"]*\)".*|\2 https://\1\3|p' \
	"$work/cloud/journal.jsonl" >"$work/requests"
cat "$work/requests"
[ "$(grep -c '^POST' "$work/requests")" -eq 2 ]

# It fails when it saw what may never be sent.
exec 3>&-
wait "$cloud"

printf '\nShown: a vault linked, a credential over the line protocol, %s\n' \
	'a password alone, an error with its remedy, and git; only reads.'
