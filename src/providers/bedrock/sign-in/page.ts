// What the browser shows when it comes back from the sign-in: fixed text, nothing from the address is repeated.

export type PageKind = 'done' | 'refused' | 'foreign' | 'unknown';

const words: Readonly<Record<PageKind, {readonly title: string; readonly text: string}>> = {
	done: {title: 'Signed in', text: 'You can close this tab and go back to the terminal.'},
	refused: {title: 'Not signed in', text: 'The sign-in was refused or cancelled. The terminal says what to do next.'},
	foreign: {title: 'Not our sign-in', text: 'This page belongs to another sign-in. Use the address that the terminal shows now.'},
	unknown: {title: 'Nothing here', text: 'This address only waits for a sign-in started in a terminal.'},
};

/** A complete HTML page without scripts or outside references. */
export function signInPage(kind: PageKind): string {
	const {title, text} = words[kind];
	return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title} · onboard</title>
<style>:root{color-scheme:light dark}body{font:1.125rem/1.6 system-ui,sans-serif;max-width:32rem;margin:20vh auto;padding:0 1.5rem}h1{font-size:1.5rem}</style></head>
<body><h1>${title}</h1><p>${text}</p></body>
</html>
`;
}
