# SPDX-License-Identifier: MIT
#
# zsh.zsh FUNCTIONS LINE FILE: what the line of a zsh at a terminal becomes
# when the tab key is pressed at its end; by way of FILE.
zmodload zsh/zpty || exit 77
zpty shell zsh -f -i
zpty -w shell "PS1=; fpath=(${1:h} \$fpath); autoload -Uz compinit; compinit -u -D"
zpty -w shell "show() { print -r -- \"\$BUFFER\" >$3; print do''ne; }; zle -N show; bindkey '^X' show"
zpty -w shell "print re''ady"
zpty -r shell answer '*ready*'
zpty -w -n shell "$2"$'\t\x18'
zpty -r shell answer '*done*'
print -r -- "$(<$3)"
zpty -d shell
