# SPDX-License-Identifier: MIT
#
# fish.fish FUNCTIONS LINE: what fish offers at the end of LINE.
source $argv[1]
complete -C $argv[2] | string replace -r '\t.*' '' | sort
