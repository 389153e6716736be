import type { Target } from './targets';

/** Breaks for one beginning in millions, whose letters each lead a step further. */
export const TARGETS: Readonly<Record<string, Target>> = {
	planted: {
		seeds: ['seed'],
		run(input) {
			if (input[0] === '<') {
				if (input[1] === '\0') {
					if (input[2] === '~') {
						if (input[3] === '%') {
							throw new Error('the planted fault');
						}
					}
				}
			}
		},
	},
};
