// The completion script of fish.

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
export function fishScript({entries: all, scenarios}: Completions): string {
	return `# Completion of onboard in fish. Load it: onboard completion fish | source
function __onboard_at --description 'Whether the words before the cursor name this command, and how many others there are'
	set --local name ''
	set --local rest 0
	set --local skip 0
	set --local last ''
	for word in (commandline -opc)[2..]
		if test $skip -eq 1
			set skip 0
			continue
		end
		switch $word
			case ${textsOfAll(all, 'value').join(' ')}
				set skip 1
			case '-*'
			case '*'
				if string match --quiet '*/*' -- $word; and contains -- $last ${textsOfAll(all, 'optional').join(' ')}
					continue
				end
				set --local longer (string trim -- "$name $word")
				if contains -- $longer ${namesOfAll(all)
					.map(name => quoted(name))
					.join(' ')}
					set name $longer
				else
					set rest (math $rest + 1)
				end
		end
		set last $word
	end
	test "$name" = "$argv[1]"; and begin
		not set --query argv[2]; or test $rest -eq $argv[2]
	end
end

function __onboard_after --description 'Whether the word before the cursor is this flag'
	test (commandline -opc)[-1] = $argv[1]
end

set --global __onboard_scenarios ${scenarios.join(' ')}
complete --command onboard --erase
complete --command onboard --no-files
${['', ...groups(all)].flatMap(name => nextWords(all, name).map(([word, text]) => `complete -c onboard -n ${quoted(`__onboard_at '${name}' 0`)} -a ${word} -d ${quoted(text)}`)).join('\n')}
${all.flatMap(entry => entry.words.map((place, index) => `complete -c onboard -n ${quoted(`__onboard_at '${entry.name}' ${index}`)} ${filled(place)}`)).join('\n')}
${flagsOfAll(all)
	.map(flag => flagLine(flag, all))
	.join('\n')}
${flagsOfAll(all, 'optional')
	.map(flag => `complete -c onboard -n '__onboard_after ${flag.text}' ${filled(flag.value)}`)
	.join('\n')}
`;
}

/** One line for a flag that means the same to every command, with a condition for those that take it. */
function flagLine(flag: FlagEntry, all: readonly Entry[]): string {
	const takers = takersOf(flag, all);
	const isOfAll = takers.length === all.length;
	const condition = isOfAll ? '' : ` -n ${quoted(takers.map(entry => `__onboard_at '${entry.name}'`).join('; or '))}`;
	const value = flag.takes === 'nothing' ? '' : ` ${flag.takes === 'value' ? '-r ' : ''}${filled(flag.value)}`;
	return `complete -c onboard${condition} -l ${flag.text.slice(2)}${value} -d ${quoted(flag.description)}`;
}

function filled(place: Place): string {
	switch (place.kind) {
		case 'choices':
			return `-f -a ${quoted(place.choices.join(' '))}`;
		case 'scenarios':
			return "-f -a '$__onboard_scenarios'";
		case 'files':
			return '-F';
		case 'folders':
			return `-f -a '(__fish_complete_directories)'`;
		case 'open':
			return '-f';
	}
}

function quoted(text: string): string {
	return `'${text.replaceAll(/[\\']/gu, String.raw`\$&`)}'`;
}
