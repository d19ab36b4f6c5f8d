// Prints what a row came to: what ours took, and its ratio to each other side with the lowest and highest of the rounds.

/**
 * @typedef {import('./bench.js').Row} Row
 * @typedef {import('./bench.js').Goal} Goal
 * @typedef {import('./bench.js').Figures} Figures
 * @typedef {ReadonlyMap<string, readonly Figures[]>} Played
 * @typedef {{ wanted: string, found: string, isReached: boolean }} Verdict
 */

/**
 * @param {Row} row
 * @param {Played} played by side, one entry a round
 * @param {ReadonlyMap<string, string>} missing side and reason
 * @returns {Verdict[]} of its goals
 */
export function printFigures(row, played, missing) {
  const names = new Set([...played.values()].flat().flatMap((figures) => Object.keys(figures)));
  for (const figure of names) console.log(`    ${figureLine(row, played, figure)}`);
  const verdicts = (row.goals ?? []).map((goal) => verdictOn(goal, played));
  for (const { wanted, found } of verdicts) console.log(`    goal: ${wanted}: ${found}`);
  for (const [side, reason] of missing) console.log(`    ${side} is missing: ${reason}`);
  return verdicts.map((verdict) => ({ ...verdict, wanted: `${row.name}: ${verdict.wanted}` }));
}

/**
 * The last lines of a run: what is not at its goal, where one would have to look for it otherwise.
 * @param {readonly Verdict[]} verdicts
 */
export function printSummary(verdicts) {
  if (verdicts.length === 0) return;
  const reached = verdicts.filter(({ isReached }) => isReached).length;
  console.log(
    `\n${reached} of ${verdicts.length} goals are reached${reached < verdicts.length ? '; not these:' : '.'}`,
  );
  for (const { isReached, wanted, found } of verdicts) if (!isReached) console.log(`  ${wanted}: ${found}`);
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
 * @returns {Verdict}
 */
function verdictOn({ figure, beside, atMost }, played) {
  const value =
    beside === undefined ? median(valuesOf(played, 'ours', figure)) : ratioTo(played, beside, figure)?.middle;
  const wanted = `${figure} at most ${exact(atMost)}${beside === undefined ? '' : ` × ${beside}`}`;
  if (value === undefined) return { wanted, found: 'not measured', isReached: false };
  const isReached = value <= atMost;
  return { wanted, found: isReached ? 'reached' : `not reached, ${exact(value)}`, isReached };
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
