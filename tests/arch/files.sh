#!/bin/sh
# SPDX-License-Identifier: MIT
#
# files.sh [ROOT]: length, first line and name of every source file.
set -eu

cd "${1:-.}"
bad=0

complain()
{
	printf '%s: %s\n' "$1" "$2"
	bad=1
}

sources()
{
	find . \( -name build -o -name 'build-*' -o -name .git -o \
		-name node_modules -o -name debian \) -prune -o \
		-type f \( -name '*.[ch]' -o -name '*.sh' \
		-o -name '*.cmake' -o -name CMakeLists.txt \) -print |
		sed 's|^\./||' | sort
}

list=$(sources)
for file in $list; do
	case $(basename "$file") in
	util.* | utils.* | misc.* | common.* | helper.* | helpers.*)
		complain "$file" "the name does not say what is inside"
		;;
	esac

	# behind the #! of a script, where there is one
	if ! head -n 2 "$file" | grep -q 'SPDX-License-Identifier: MIT'; then
		complain "$file" "no SPDX-License-Identifier in front"
	fi

	case $file in
	*.[ch])
		lines=$(wc -l <"$file")
		if [ "$lines" -gt 400 ]; then
			complain "$file" "$lines lines; 400 is the limit"
		fi
		;;
	esac
done
exit "$bad"
