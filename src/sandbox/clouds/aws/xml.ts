// Writes the XML of the query services (STS, EC2) from plain values.

export type Xml = string | number | boolean | undefined | readonly Xml[] | {readonly [name: string]: Xml};

/** Renders an element; lists become `<item>` children as EC2 wants them, `undefined` is left out. */
export function element(name: string, value: Xml, attributes = ''): string {
	return value === undefined ? '' : `<${name}${attributes}>${content(value)}</${name}>`;
}

function content(value: Xml): string {
	if (Array.isArray(value)) {
		return value.map((item: Xml) => element('item', item)).join('');
	}

	if (typeof value === 'object') {
		return Object.entries(value)
			.map(([name, child]) => element(name, child))
			.join('');
	}

	return String(value).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
