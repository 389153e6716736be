import { correction, generate } from 'lean-qr';
import { type Html, html } from './html';

/** The blank border that scanners need, in modules (ISO/IEC 18004, 5.3.8). */
const QUIET_ZONE = 4;

/** The last code that was drawn: it is nearly always the same one, and takes a millisecond or more. */
let last = { content: '', size: 0, path: '' };

/**
 * Draws a QR code as SVG, black on white whatever the page's colours are.
 * @param label what the picture is
 */
export function qrCode(content: string, label: string): Html {
	if (last.content !== content) {
		last = { content, ...modules(content) };
	}
	const side = last.size + 2 * QUIET_ZONE;
	const origin = `${-QUIET_ZONE} ${-QUIET_ZONE - 0.5}`;
	return html`<svg role="img" aria-label="${label}" viewBox="${origin} ${side} ${side}" shape-rendering="crispEdges">
<path fill="#fff" d="M${origin}h${side}v${side}h${-side}z"/><path stroke="#000" d="${last.path}"/></svg>`;
}

/** The dark modules: each row is a line through their middles, one module wide. */
function modules(content: string): { size: number; path: string } {
	const code = generate(content, { minCorrectionLevel: correction.M });
	let path = '';
	for (let y = 0; y < code.size; y++) {
		path += `M0 ${y}`;
		for (let x = 0, end = 0; x < code.size; x = end) {
			const isDark = code.get(x, y);
			while (end < code.size && code.get(end, y) === isDark) {
				end++;
			}
			path += isDark ? `h${end - x}` : `m${end - x} 0`;
		}
	}
	return { size: code.size, path };
}
