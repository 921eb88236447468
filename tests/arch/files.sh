#!/bin/sh
# SPDX-License-Identifier: MIT
#
# files.sh [ROOT]: length, first line and name of every source file.
set -eu

cd "${1:-.}"

# shellcheck disable=SC2016 # the dollars are awk's
find . \( -name build -o -name 'build-*' -o -name .git \
	-o -name node_modules \) -prune -o \
	-type f \( -name '*.[ch]' -o -name '*.sh' \
	-o -name '*.cmake' -o -name CMakeLists.txt \) -print |
	sed 's|^\./||' | sort | xargs awk '
function complain(why) {
	printf "%s: %s\n", file, why
	bad = 1
}

function judge() {
	if (file ~ /(^|\/)(util|utils|misc|common|helper|helpers)\.[a-z]+$/)
		complain("the name does not say what is inside")
	if (!licensed)
		complain("no SPDX-License-Identifier in front")
	if (file ~ /\.[ch]$/ && lines > 400)
		complain(lines " lines; 400 is the limit")
}

FNR == 1 {
	if (file != "")
		judge()
	file = FILENAME
	licensed = 0
}
# behind the #! of a script, where there is one
FNR <= 2 && /SPDX-License-Identifier: MIT/ { licensed = 1 }
{ lines = FNR }
END {
	if (file != "")
		judge()
	exit bad
}
'
