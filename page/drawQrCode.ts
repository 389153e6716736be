import { correction, generate } from 'lean-qr';
import { type Html, html } from './html';

/** The blank border that scanners need (ISO/IEC 18004, 5.3.8). */
const QUIET_ZONE_MODULES = 4;

/** A QR code's modules: how many there are on a side, and the dark ones as an SVG path. */
export interface QrCode {
	readonly size: number;
	readonly path: string;
}

/**
 * Draws a QR code as SVG, black on white in any colour scheme.
 * @param label the picture's text alternative
 */
export function drawQrCode({ size, path }: QrCode, label: string): Html {
	const side = size + 2 * QUIET_ZONE_MODULES;
	const origin = `${-QUIET_ZONE_MODULES} ${-QUIET_ZONE_MODULES - 0.5}`;
	return html`<svg role="img" aria-label="${label}" viewBox="${origin} ${side} ${side}" shape-rendering="crispEdges">
<path fill="#fff" d="M${origin}h${side}v${side}h${-side}z"/><path stroke="#000" d="${path}"/></svg>`;
}

/** Takes a millisecond or more. Each row of dark modules is a dashed line through their centres, one module wide. */
export function encodeQrCode(content: string): QrCode {
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
