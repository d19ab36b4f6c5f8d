import type { Outcome, Verdict } from './judge.js';
import { isFine, outcomes } from './judge.js';
import { isList, verbs, type LabCase, type Way } from './labCases.js';
import type { LabClient } from './labClient.js';
import { kinds, type Kind } from './kinds.js';

/** The lab's results as a person reads them. */

export interface CaseResult {
  readonly test: LabCase;
  /** By the client's name. */
  readonly verdicts: ReadonlyMap<string, Verdict>;
}

const marks: Readonly<Record<Outcome, string>> = {
  right: '✓',
  named: '!',
  unnamed: '?',
  wrong: '✗',
  hang: '∞',
};
const wayTitles: Readonly<Record<Way, string>> = {
  once: 'once',
  done: 'once, after it was done',
  lasting: 'from there on',
  token: 'at the token',
};
const titleWidth = 68;
const cellWidth = 4;
const clientWidth = verbs.length * cellWidth + 2;

export const legend =
  '✓ right  ! named error, or a list told as incomplete  ? unnamed error  ✗ wrong result  ∞ hang\n' +
  '2 a write took place twice  L a secret was leaked';

/** One line for each fault and way, with a mark for each client and verb. */
export function table(clients: readonly LabClient[], results: readonly CaseResult[]): string {
  const heads = clients.map(({ name }) => name.padEnd(clientWidth)).join('');
  const verbHead = verbs.map((verb) => verb.slice(0, 3).padEnd(cellWidth)).join('');
  const lines = [
    ''.padEnd(titleWidth) + heads.trimEnd(),
    ''.padEnd(titleWidth) +
      clients
        .map(() => verbHead.padEnd(clientWidth))
        .join('')
        .trimEnd(),
  ];
  for (const kind of kinds) {
    for (const way of Object.keys(wayTitles) as Way[]) {
      const row = results.filter(({ test }) => test.kind === kind && test.way === way);
      if (row.length === 0) continue;
      const cells = clients.map(({ name }) =>
        verbs.map((verb) => cell(row.find(({ test }) => test.verb === verb)?.verdicts.get(name))).join(''),
      );
      const title = `${kind.title}, ${wayTitles[way]}`.padEnd(titleWidth);
      lines.push((title + cells.map((text) => text.padEnd(clientWidth)).join('')).trimEnd());
    }
  }
  return lines.join('\n');
}

function cell(verdict: Verdict | undefined): string {
  if (!verdict) return '·'.padEnd(cellWidth);
  const flags = (verdict.isTwice ? '2' : '') + (verdict.isLeaked ? 'L' : '');
  return (marks[verdict.outcome] + flags).padEnd(cellWidth);
}

const totalTitles: Readonly<Record<Outcome | 'twice' | 'leaked', string>> = {
  right: 'right',
  named: 'named error',
  unnamed: 'unnamed error',
  wrong: 'wrong result',
  hang: 'hang',
  twice: 'a write took place twice',
  leaked: 'a secret was leaked',
};

/** How many cases of each client ended in which way. */
export function totals(clients: readonly LabClient[], results: readonly CaseResult[]): string {
  const verdictsOf = ({ name }: LabClient): Verdict[] =>
    results.flatMap(({ verdicts }) => verdicts.get(name) ?? []);
  const count = (client: LabClient, is: (verdict: Verdict) => boolean): number =>
    verdictsOf(client).filter(is).length;
  return columns(clients, [
    [`of ${results.length} cases`, clients.map(() => '')],
    ...outcomes.map((outcome): Row => [
      totalTitles[outcome],
      clients.map((client) => count(client, (verdict) => verdict.outcome === outcome)),
    ]),
    [totalTitles.twice, clients.map((client) => count(client, ({ isTwice }) => isTwice))],
    [totalTitles.leaked, clients.map((client) => count(client, ({ isLeaked }) => isLeaked))],
  ]);
}

export type Survival = 'survived' | 'named' | 'failed';

/** What a kind of fault makes of a reading of 20 pages that meets it once: both readings, the worse counts. */
export function survival(
  kind: Kind,
  client: LabClient,
  results: readonly CaseResult[],
): Survival | undefined {
  const readings = results.filter(
    ({ test }) => test.kind === kind && test.way === 'once' && isList(test.verb),
  );
  const verdicts = readings.flatMap(({ verdicts: all }) => all.get(client.name) ?? []);
  if (verdicts.length === 0) return undefined;
  if (!verdicts.every(isFine)) return 'failed';
  return verdicts.every(({ outcome }) => outcome === 'right') ? 'survived' : 'named';
}

/** The kinds of fault, and how a reading fares that meets each of them once. */
export function survivals(clients: readonly LabClient[], results: readonly CaseResult[]): string {
  const met = kinds.filter((kind) => clients.some((client) => survival(kind, client, results)));
  const all = clients.map((client) => met.map((kind) => survival(kind, client, results)));
  const count = (which: Survival): Row => [
    which,
    all.map((ofClient) => ofClient.filter((one) => one === which).length),
  ];
  return columns(clients, [
    [`of ${met.length} kinds, met once by a reading of 20 pages`, clients.map(() => '')],
    ...met.map((kind, index): Row => [kind.title, all.map((ofClient) => ofClient[index] ?? '')]),
    ['', clients.map(() => '')],
    count('survived'),
    count('named'),
    count('failed'),
  ]);
}

type Row = readonly [title: string, cells: readonly (string | number)[]];

function columns(clients: readonly LabClient[], rows: readonly Row[]): string {
  const width = Math.max(...clients.map(({ name }) => name.length)) + 2;
  const titles = Math.max(...rows.map(([title]) => title.length)) + 2;
  const line = (title: string, cells: readonly (string | number)[]): string =>
    (title.padEnd(titles) + cells.map((text) => String(text).padStart(width)).join('')).trimEnd();
  const [first, ...rest] = rows;
  return [
    line(
      first?.[0] ?? '',
      clients.map(({ name }) => name),
    ),
    ...rest.map((row) => line(...row)),
  ].join('\n');
}
