// What the survey says about a terminal opened next, against the real shells: both must name the same value.

import {describe, expect, test} from 'vitest';
import {askShell} from '../../src/save/fresh-shell.ts';
import type {ShellId} from '../../src/save/shells.ts';
import {explain} from '../../src/survey/effective.ts';
import {survey} from '../../src/survey/survey.ts';
import {elsewhere, has, makeHome} from '../save/home.ts';

const line = '[ -r "$HOME/.config/onboard/env.sh" ] && . "$HOME/.config/onboard/env.sh" # onboard\n';
const fragment = {'.config/onboard/env.sh': "export AWS_REGION='saved'\n"};
type Row = readonly [name: string, files: Readonly<Record<string, string>>, start?: 'login' | 'terminal'];

const rows: Readonly<Record<'bash' | 'zsh' | 'fish', readonly Row[]>> = {
	bash: [
		['exported', {'.bashrc': 'export AWS_REGION=one\n'}],
		['the last one counts', {'.bashrc': 'export AWS_REGION=one\nexport AWS_REGION=two\n'}],
		['not exported', {'.bashrc': 'AWS_REGION=one\n'}],
		['exported later', {'.bashrc': 'AWS_REGION=one\nexport AWS_REGION\n'}],
		['all exported', {'.bashrc': 'set -a\nAWS_REGION=one\nset +a\n'}],
		['for one program', {'.bashrc': 'AWS_REGION=one true\n'}],
		['the home folder', {'.bashrc': 'export AWS_REGION="$HOME/one"\n'}],
		['a tilde', {'.bashrc': 'export AWS_REGION=~/one\n'}],
		['a quoted dollar', {'.bashrc': "export AWS_REGION='$HOME/one'\n"}],
		['what onboard saved', {...fragment, '.bashrc': `export AWS_REGION=one\n${line}`}],
		['below what onboard saved', {...fragment, '.bashrc': `${line}export AWS_REGION=two\n`}],
		['saved, but read by nothing', fragment],
		['a login file that hides another', {'.bash_profile': '# nothing\n', '.profile': 'export AWS_REGION=hidden\n'}, 'login'],
		['a login file that reads another', {'.bash_profile': '. ~/.profile\n', '.profile': 'export AWS_REGION=read\n'}, 'login'],
	],
	zsh: [
		['exported', {'.zshrc': 'export AWS_REGION=one\n'}],
		['.zshrc over .zshenv', {'.zshenv': 'export AWS_REGION=one\n', '.zshrc': 'export AWS_REGION=two\n'}],
		['.zlogin over .zshrc', {'.zshrc': 'export AWS_REGION=one\n', '.zlogin': 'export AWS_REGION=two\n'}, 'login'],
		['typeset', {'.zshrc': 'typeset -gx AWS_REGION=one\n'}],
		['not exported', {'.zshrc': 'AWS_REGION=one\n'}],
		['what onboard saved', {...fragment, '.zshrc': `export AWS_REGION=one\n${line}`}],
		['below what onboard saved', {...fragment, '.zshrc': `${line}export AWS_REGION=two\n`}],
	],
	fish: [
		['exported', {'.config/fish/config.fish': 'set -gx AWS_REGION one\n'}],
		['not exported', {'.config/fish/config.fish': 'set -g AWS_REGION one\n'}],
		['long flags', {'.config/fish/config.fish': 'set --global --export AWS_REGION one\n'}],
		[
			'config.fish over conf.d',
			{'.config/fish/conf.d/onboard.fish': 'set -gx AWS_REGION one\n', '.config/fish/config.fish': 'set -gx AWS_REGION two\n'},
		],
	],
};

describe.each(Object.entries(rows))('%s', (shell, cases) => {
	const complete = cases.map(([name, files, start = 'terminal']) => [name, files, start] as const);
	test.skipIf(!has(shell)).each(complete)('%s', async (_name, files, start) => {
		const home = await makeHome({SHELL: `/bin/${shell}`});
		for (const [name, content] of Object.entries(files)) {
			await home.write(name, content);
		}

		const answer = await askShell(shell as ShellId, start, ['AWS_REGION'], home.ports, {limitMs: 20_000});
		expect(answer.state).toBe('answered');
		const facts = await survey(home.ports, elsewhere);
		expect(explain(facts, 'AWS_REGION', 'new-shell')?.value).toBe(answer.values['AWS_REGION']);
	});
});
