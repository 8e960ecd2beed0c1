// The notices: name, version and licence text of every package that has code in the bundle; equal texts are printed once.

/** What an author says by "MIT" where the package itself brings no text (spdx.org/licenses/MIT, read 2026-11). */
const mit = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

/** The text of THIRD-PARTY-NOTICES.txt. */
export function noticesOf(packages) {
	const byText = new Map();
	for (const {name, version, license, author, text} of packages) {
		const said = text || usualText(license, author ?? 'its authors');
		byText.set(said, [...(byText.get(said) ?? []), `${name} ${version} (${license})`]);
	}

	const rule = '-'.repeat(80);
	const parts = [...byText].map(([text, names]) => `${rule}\n${names.join('\n')}\n${rule}\n\n${text}\n`);
	return `onboard contains code of the packages below.\n\n${parts.join('\n')}`;
}

/** @throws For a licence whose text is needed and not here, so that no package goes without. */
function usualText(license, author) {
	const head = `Licensed by ${author} under ${license}; the package brings no text of it.`;
	switch (license) {
		case 'MIT':
			return `${head}\n\n${mit}`;
		case 'Apache-2.0':
			return `${head} The text of the Apache License 2.0 stands with other packages of this file.`;
		default:
			throw new Error(`A package under ${license} brings no text of it; add the text to build/notices.mjs.`);
	}
}
