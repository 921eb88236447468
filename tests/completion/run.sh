#!/bin/bash
# SPDX-License-Identifier: MIT
#
# run.sh AKV: the completion functions in the shells that are here, with the
# local cloud for the names of secrets.
set -u

here=$(cd "$(dirname "$0")" && pwd)
functions=$here/../../packaging/completions
work=$(mktemp -d)
bad=0
asked=0
# the program by its name, as a shell finds it
mkdir "$work/bin"
ln -s "$1" "$work/bin/akv"
export PATH=$work/bin:$PATH HOME=$work AKV_CONFIG=$work/config

coproc CLOUD { exec "$AKV_TEST_PYTHON" "$here/../cloud/akv-cloud"; }
cloud=$CLOUD_PID
# shellcheck disable=SC2317 # the trap calls it
clean_up()
{
	eval "exec ${CLOUD[1]}>&-"
	wait "$cloud"
	rm -rf "$work"
}
trap clean_up EXIT
read -r ready <&"${CLOUD[0]}"
directory=${ready#*'"dir": "'}
set -a
# shellcheck source=/dev/null
. "${directory%%'"'*}/environment"
set +a

umask 077
printf 'cloud-secret~1.value_-+/=' >"$work/client-secret"
cat >"$work/config" <<END
[principal]
tenant = 72f988bf-86f1-41af-91ab-2d7cd011db47
client-id = 0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff
client-secret-file = $work/client-secret
[cache]
token-store = none
[vault contoso]
default = true
[vault other]
[connection nightly-export]
secret = sftp-password
[connection nightly-import]
secret = sftp-password
[connection odd name;\$(id)]
secret = sftp-password
END

# expect WHAT GOT WANTED
expect()
{
	asked=$((asked + 1))
	if [ "$2" != "$3" ]; then
		printf '%s\n  offers: %s\n  not:    %s\n' "$1" "$2" "$3"
		bad=1
	fi
}

# all LINE WANTED: the same in the shells that list what they offer
all()
{
	local wanted=$2
	expect "bash: $1" "$(bash --norc --noprofile "$here/bash.sh" \
		"$functions/akv.bash" "$1" | tr '\n' ' ')" "$wanted "
	if command -v fish >/dev/null; then
		# fish offers a whole word, which it quotes itself, bash
		# what is behind the =
		wanted=${3-$wanted}
		expect "fish: $1" "$(fish --no-config "$here/fish.fish" \
			"$functions/akv.fish" "$1" | tr '\n' ' ')" "$wanted "
	fi
}

# zsh_makes LINE WANTED: what becomes of the line
zsh_makes()
{
	if command -v zsh >/dev/null; then
		expect "zsh: $1" "$(zsh -f "$here/zsh.zsh" \
			"$functions/_akv" "$1" "$work/line")" "$2"
	fi
}

all 'akv secret show' 'show show-deleted'
all 'akv cache ' 'clear show'
all 'akv secret download --e' '--encoding'
all 'akv secret show -o t' 'table tsv'
all 'akv secret show --output=t' 'table tsv' '--output=table --output=tsv'
all 'akv read nightly-' 'nightly-export nightly-import'
all 'akv connection show --name nightly-e' 'nightly-export'
# shellcheck disable=SC2016 # it must not run
all 'akv read odd' 'odd\ name\;\$\(id\)' 'odd name;$(id)'
all 'akv secret list --vault-name ' 'contoso other'
all 'akv secret show --vault-name contoso --name s' 'sftp-password spaces'
all 'akv secret show -n sf' 'sftp-password'
all 'akv connection create --secret-name sf' 'sftp-password'
all 'akv connection create --type po' 'pop3 postgres'

zsh_makes 'akv secret download --enc' 'akv secret download --encoding '
zsh_makes 'akv read nightly-e' 'akv read nightly-export '
# shellcheck disable=SC2016 # it must not run
zsh_makes 'akv read odd' 'akv read odd\ name\;\$\(id\) '
zsh_makes 'akv secret show --output=ta' 'akv secret show --output=table '
zsh_makes 'akv secret list --vault-name cont' \
	'akv secret list --vault-name contoso '
zsh_makes 'akv secret show -n sf' 'akv secret show -n sftp-password '

# what fails says nothing, and does not take long
AKV_CONFIG=/nonexistent
expect 'without a configuration' "$(akv __complete -- read '' 2>&1)" ''
AKV_CONFIG=$work/config
expect 'of a vault that is not there' \
	"$(akv __complete -- secret show --vault-name nowhere -n '' 2>&1)" ''
expect 'of nonsense' "$(akv __complete -- nonsense '' 2>&1)" ''
expect 'of nothing' "$(akv __complete -- 2>&1)" ''
expect 'of files' "$(akv __complete -- secret download -f '' 2>&1)" ':files'

echo "$asked questions"
exit "$bad"
