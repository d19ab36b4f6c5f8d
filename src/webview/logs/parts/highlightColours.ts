import type { LogHighlightDto } from '../../../protocol/logFilter.js';

/** As many rules as there are colours for them. */
export const mostRules = 5;

export function freeColour(rules: readonly LogHighlightDto[]): number {
  const taken = new Set(rules.map(({ colour }) => colour));
  return [0, 1, 2, 3, 4].find((colour) => !taken.has(colour)) ?? 0;
}
