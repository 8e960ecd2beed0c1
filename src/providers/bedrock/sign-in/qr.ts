// An address as a QR code in half-block characters; loaded only when a device sign-in shows one.

/** Lines of a QR code with the least error correction, so that it stays as small as a terminal needs. */
export async function qrLines(text: string): Promise<readonly string[]> {
	const {renderUnicodeCompact} = await import('uqr');
	return renderUnicodeCompact(text, {ecc: 'L', boostEcc: false, border: 1}).split('\n');
}
