// The completion script of bash, for 3.2 (which macOS has) and newer.

import {
	flagsOfAll,
	groups,
	namesOfAll,
	nextWords,
	takersOf,
	textsOfAll,
	type Completions,
	type Entry,
	type FlagEntry,
	type Place,
} from './entries.ts';

/** The script; it asks nothing of the program while somebody types. */
export function bashScript({entries: all, scenarios}: Completions): string {
	return `# Completion of onboard in bash. Load it: source <(onboard completion bash)
_onboard() {
	local current="\${COMP_WORDS[COMP_CWORD]}" flag='' name='' word='' index=1 place=0
	COMPREPLY=()
	# bash takes "--flag=value" apart at the "=".
	if [[ $current == '=' ]]; then
		flag="\${COMP_WORDS[COMP_CWORD-1]}" current=''
	elif [[ \${COMP_WORDS[COMP_CWORD-1]} == '=' ]]; then
		flag="\${COMP_WORDS[COMP_CWORD-2]}"
	elif [[ \${COMP_WORDS[COMP_CWORD-1]} == -* ]]; then
		flag="\${COMP_WORDS[COMP_CWORD-1]}"
	fi
	while ((index < COMP_CWORD)); do
		word="\${COMP_WORDS[index]}"
		case "$word" in
			${patterns(textsOfAll(all, 'value'))})
				((index++))
				[[ \${COMP_WORDS[index]} == '=' ]] && ((index++)) ;;
			${patterns(textsOfAll(all, 'optional'))})
				if [[ \${COMP_WORDS[index+1]} == '=' ]]; then ((index += 2)); elif [[ \${COMP_WORDS[index+1]} == */* ]]; then ((index++)); fi ;;
			-*) ;;
			*)
				case "\${name:+$name }$word" in
					${patterns(namesOfAll(all))}) name="\${name:+$name }$word" ;;
					*) ((place++)) ;;
				esac ;;
		esac
		((index++))
	done
	case "$flag:$name" in
${flagsOfAll(all)
	.flatMap(flag => flagCase(flag, all))
	.join('\n')}
	esac
	if [[ $current == -* ]]; then
		case "$name" in
${all.map(entry => `\t\t\t${patterns([entry.name])}) _onboard_words '${entry.flags.map(flag => flag.text).join(' ')}' ;;`).join('\n')}
		esac
		return
	fi
	case "$name:$place" in
${wordCases(all).join('\n')}
	esac
}

_onboard_scenarios='${scenarios.join(' ')}'

_onboard_words() {
	local IFS=$' \\n'
	COMPREPLY=($(compgen -W "$1" -- "$current"))
}

_onboard_paths() {
	local IFS=$'\\n'
	COMPREPLY=($(compgen "$1" -- "$current"))
	# Unknown before bash 4, which then completes without a slash.
	compopt -o filenames 2>/dev/null
}

complete -F _onboard onboard
`;
}

function flagCase(flag: FlagEntry, all: readonly Entry[]): readonly string[] {
	if (flag.takes === 'nothing') {
		return [];
	}

	// A word after an optional value's flag may as well be a command.
	const isLoose =
		flag.takes === 'optional'
			? `[[ $current == */* || \${COMP_WORDS[COMP_CWORD-1]} == '=' || \${COMP_WORDS[COMP_CWORD]} == '=' ]] && `
			: '';
	const isEverywhere = flagsOfAll(all).filter(other => other.text === flag.text).length === 1;
	const places = isEverywhere ? `${flag.text}:*` : patterns(takersOf(flag, all).map(entry => `${flag.text}:${entry.name}`));
	return isLoose === ''
		? [`\t\t${places}) ${filled(flag.value)}; return ;;`]
		: [`\t\t${places}) ${isLoose}{ ${filled(flag.value)}; return; } ;;`];
}

function wordCases(all: readonly Entry[]): readonly string[] {
	const starts = ['', ...groups(all)].map(
		name =>
			`\t\t${name || "''"}:0) _onboard_words '${nextWords(all, name)
				.map(([word]) => word)
				.join(' ')}' ;;`,
	);
	const own = all.flatMap(entry => entry.words.map((place, index) => `\t\t${patterns([`${entry.name}:${index}`])}) ${filled(place)} ;;`));
	return [...starts, ...own];
}

function filled(place: Place): string {
	switch (place.kind) {
		case 'choices':
			return `_onboard_words '${place.choices.join(' ')}'`;
		case 'scenarios':
			return '_onboard_words "$_onboard_scenarios"';
		case 'files':
			return '_onboard_paths -f';
		case 'folders':
			return '_onboard_paths -d';
		case 'open':
			return ':';
	}
}

function patterns(names: readonly string[]): string {
	return names.map(name => (name === '' || name.includes(' ') ? `'${name}'` : name)).join('|');
}
