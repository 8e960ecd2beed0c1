# Makes Ctrl-T write down, in offered.txt, what Tab would offer, by standing in for the builtin that adds every offered word.
autoload -Uz compinit && compinit -u
source ./onboard.zsh

compadd () {
	if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then
		builtin compadd "$@"
		return
	fi
	local -a hits prefix
	builtin compadd -A hits "$@"
	zparseopts -E p:=prefix
	(( $#hits )) && print -rl -- ${hits/#/$prefix[2]} >>$HOME/offered.txt
	builtin compadd "$@"
}

typeset -i asked=0
probe () {
	: >$HOME/offered.txt
	zle list-choices
	BUFFER=''
	zle -M "answered $(( ++asked ))."
}
zle -N probe
bindkey '^T' probe
