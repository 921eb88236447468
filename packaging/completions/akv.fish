# SPDX-License-Identifier: MIT
#
# Completion of akv in fish: akv itself knows what may come next.

function __akv_complete
	set -l words (commandline -opc)
	set -l current (commandline -ct)
	for line in ($words[1] __complete -- $words[2..-1] "$current" 2>/dev/null)
		switch $line
			case ':files'
				__fish_complete_path (string replace -r -- '^--[^=]*=' '' "$current")
			case ':commands'
				__fish_complete_command
			case '*'
				echo $line
		end
	end
end

complete -c akv -f -a '(__akv_complete)'
