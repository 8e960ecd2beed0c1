// Finds many short strings in one long one in a single pass, by walking a tree of their letters.

/** Where each part was found, in ascending order; at most `most` places each. */
export type Found = ReadonlyMap<string, readonly number[]>;

export type Finder = {find(text: string): Found};

type Node = {readonly next: Map<number, Node>; part?: string};

const shortest = 3;
const most = 256;

/**
 * Prepares the search for parts of at least three characters.
 *
 * @throws RangeError when a part is shorter: it would be found everywhere.
 */
export function finderOf(parts: Iterable<string>): Finder {
	const root: Node = {next: new Map()};
	for (const part of parts) {
		if (part.length < shortest) {
			throw new RangeError(`A phrase needs at least three letters in each part: ${part}`);
		}

		plant(root, part);
	}

	return {
		find(text) {
			const found = new Map<string, number[]>();
			for (let index = 0; index < text.length; index++) {
				let node = root.next.get(text.charCodeAt(index));
				for (let step = index + 1; node !== undefined; step++) {
					if (node.part !== undefined) {
						note(found, node.part, index);
					}

					node = node.next.get(text.charCodeAt(step));
				}
			}

			return found;
		},
	};
}

function plant(root: Node, part: string): void {
	let node = root;
	for (let index = 0; index < part.length; index++) {
		const code = part.charCodeAt(index);
		const next = node.next.get(code) ?? {next: new Map()};
		node.next.set(code, next);
		node = next;
	}

	node.part = part;
}

function note(found: Map<string, number[]>, part: string, index: number): void {
	const places = found.get(part);
	if (places === undefined) {
		found.set(part, [index]);
	} else if (places.length < most) {
		places.push(index);
	}
}
