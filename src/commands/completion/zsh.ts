// The completion script of zsh, by its own `_arguments`; works when sourced and as a file `_onboard` on fpath.

import {flagsOfAll, groups, namesOfAll, nextWords, type Completions, type Entry, type FlagEntry, type Place} from './entries.ts';

/** The script; it asks nothing of the program while somebody types. */
export function zshScript({entries: all, scenarios}: Completions): string {
	return `#compdef onboard
# Completion of onboard in zsh. Load it after compinit: source <(onboard completion zsh)
_onboard() {
	local name='' word='' index=2
	local -a places
	while (( index < CURRENT )); do
		word=$words[index]
		case "$word" in
			(${flagsOfAll(all, 'value')
				.map(flag => flag.text)
				.join('|')}) (( index++ )) ;;
			(-*) ;;
			(*)
				case "\${name:+$name }$word" in
					(${namesOfAll(all)
						.map(name => quoted(name))
						.join('|')}) name="\${name:+$name }$word" ;;
				esac ;;
		esac
		(( index++ ))
	done
	case "$name" in
${all.map(entry => `\t\t(${quoted(entry.name)}) _arguments -s ${[...entry.flags.map(flag => flagSpec(flag)), ...wordSpecs(entry, all)].map(spec => quoted(spec)).join(' ')} ;;`).join('\n')}
${groups(all)
	.map(
		name =>
			`\t\t(${name}) _arguments ${['1: :', `2:command:((${described(nextWords(all, name))}))`].map(spec => quoted(spec)).join(' ')} ;;`,
	)
	.join('\n')}
	esac
}

_onboard_scenarios() {
	compadd "$@" -- ${scenarios.join(' ')}
}

if [[ \${funcstack[1]-} == _onboard ]]; then
	_onboard "$@"
else
	compdef _onboard onboard
fi
`;
}

function flagSpec(flag: FlagEntry): string {
	const text = `[${flag.description.replaceAll(/[[\]:\\]/gu, String.raw`\$&`)}]`;
	switch (flag.takes) {
		case 'nothing':
			return `${flag.text}${text}`;
		case 'value':
			return `${flag.text}=${text}:value:${action(flag.value)}`;
		case 'optional':
			return `${flag.text}=${text}::value:${action(flag.value)}`;
	}
}

/** Words of the command's own name count as arguments, too. */
function wordSpecs(entry: Entry, all: readonly Entry[]): readonly string[] {
	if (entry.name === '') {
		return [`1:command:((${described(nextWords(all, ''))}))`];
	}

	const own = entry.name.split(' ').map((_word, index) => `${index + 1}: :`);
	return [...own, ...entry.words.map((place, index) => `${own.length + index + 1}:value:${action(place)}`)];
}

function described(words: ReadonlyArray<readonly [string, string]>): string {
	return words.map(([word, text]) => `${word}\\:${JSON.stringify(text)}`).join(' ');
}

function action(place: Place): string {
	switch (place.kind) {
		case 'choices':
			return `(${place.choices.join(' ')})`;
		case 'scenarios':
			return '_onboard_scenarios';
		case 'files':
			return '_files';
		case 'folders':
			return '_path_files -/';
		case 'open':
			return ' ';
	}
}

function quoted(text: string): string {
	return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
