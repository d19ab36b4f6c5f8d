// Prints what a row came to: what ours took, and its ratio to each other side with the lowest and highest of the rounds.

/**
 * @typedef {import('./bench.js').Row} Row
 * @typedef {import('./bench.js').Goal} Goal
 * @typedef {import('./bench.js').Figures} Figures
 * @typedef {ReadonlyMap<string, readonly Figures[]>} Played
 */

/**
 * @param {Row} row
 * @param {Played} played by side, one entry a round
 * @param {ReadonlyMap<string, string>} missing side and reason
 */
export function printFigures(row, played, missing) {
  const names = new Set([...played.values()].flat().flatMap((figures) => Object.keys(figures)));
  for (const figure of names) console.log(`    ${figureLine(row, played, figure)}`);
  for (const goal of row.goals ?? []) console.log(`    ${goalLine(goal, played)}`);
  for (const [side, reason] of missing) console.log(`    ${side} is missing: ${reason}`);
}

/**
 * @param {Row} row
 * @param {Played} played
 * @param {string} figure
 */
function figureLine({ count = 1, unit }, played, figure) {
  const isTime = figure === 'time' || figure === 'cpu';
  /** @param {number} value */
  const told = (value) =>
    !isTime
      ? formatted(value)
      : unit === undefined
        ? `${formatted(value)} ms`
        : `${formatted((value * 1000) / count)} µs`;
  const parts = [...played.keys()].flatMap((side) => {
    const value = median(valuesOf(played, side, figure));
    if (value === undefined) return [];
    if (side === 'ours') return [`ours ${told(value)}`];
    const ratio = ratioTo(played, side, figure);
    return [`${side} ${told(value)}${ratio ? ` (ours × ${ratioText(ratio)})` : ''}`];
  });
  const name = isTime && unit !== undefined ? `${figure} of a ${unit}` : figure;
  return `${name.padEnd(18)} ${parts.join(' · ')}`;
}

/**
 * @param {Goal} goal
 * @param {Played} played
 */
function goalLine({ figure, beside, atMost }, played) {
  const value =
    beside === undefined ? median(valuesOf(played, 'ours', figure)) : ratioTo(played, beside, figure)?.middle;
  const wanted = `goal: ${figure} at most ${exact(atMost)}${beside === undefined ? '' : ` × ${beside}`}`;
  if (value === undefined) return `${wanted}: not measured`;
  return `${wanted}: ${value <= atMost ? 'reached' : `not reached, ${exact(value)}`}`;
}

/**
 * Ours to another side, round by round: what the machine does besides hits both sides of a round. Each round of ours to the
 * one turn of a side that is played once.
 * @param {Played} played
 * @param {string} side
 * @param {string} figure
 */
function ratioTo(played, side, figure) {
  const own = valuesOf(played, 'ours', figure);
  const others = valuesOf(played, side, figure);
  const ratios = own
    .map((value, round) => value / (others[others.length === 1 ? 0 : round] ?? NaN))
    .filter(Number.isFinite);
  const middle = median(ratios);
  return middle === undefined
    ? undefined
    : { middle, lowest: Math.min(...ratios), highest: Math.max(...ratios) };
}

/** @param {{ middle: number, lowest: number, highest: number }} ratio */
function ratioText({ middle, lowest, highest }) {
  return `${middle.toFixed(2)}, ${lowest.toFixed(2)}–${highest.toFixed(2)}`;
}

/**
 * @param {Played} played
 * @param {string} side
 * @param {string} figure
 * @returns {number[]}
 */
function valuesOf(played, side, figure) {
  return (played.get(side) ?? []).flatMap((figures) => figures[figure] ?? []);
}

/** @param {readonly number[]} numbers */
function median(numbers) {
  return numbers.toSorted((one, other) => one - other)[numbers.length >> 1];
}

/** @param {number} number */
function formatted(number) {
  return number >= 100 ? number.toFixed(0) : number >= 1 ? number.toFixed(1) : number.toFixed(3);
}

/**
 * What is compared with it differs in the second place: 1.35 is not 1.4.
 * @param {number} number
 */
function exact(number) {
  return number >= 1000 ? number.toFixed(0) : String(Number(number.toPrecision(3)));
}
