import { expect, it } from 'vitest';
import { isFine, type Verdict } from '../../faults/judge.js';
import { kinds } from '../../faults/kinds.js';
import { labCases, verbs, type LabCase, type Verb } from '../../faults/labCases.js';
import type { LabClient, LabSession } from '../../faults/labClient.js';
import { ourClient } from '../../faults/ourClient.js';
import { runCase } from '../../faults/runCase.js';
import { keys } from '../../support/faultServer.js';
import { soaked } from '../../support/soak.js';

/** What `npm run faults` is made of. Faults that take real time are met there, and in wire/faults.test.ts. */

const patienceMs = 60_000;
const seeds = soaked([1, 2, 3, 4, 5], [1]);
const everyVerb: readonly Verb[] = verbs;
const someVerbs = soaked(everyVerb, ['POST', 'pages', 'log']);

it.each(kinds.filter(({ isSilent }) => !isSilent))(
  '$title: ends in the right result, or in an error with a name',
  async (kind) => {
    const failed: string[] = [];
    const cases = labCases.filter((test) => test.kind === kind && someVerbs.includes(test.verb));
    for (const seed of seeds) {
      for (const test of cases) {
        const verdict = await runCase(test, ourClient, seed, patienceMs);
        if (!isFine(verdict))
          failed.push(`${test.name}, seed ${seed}: ${verdict.outcome}. ${verdict.detail}`);
      }
    }
    expect(failed).toEqual([]);
  },
);

it('has 24 kinds of fault and more than 300 cases, each with a name of its own', () => {
  expect(kinds).toHaveLength(24);
  expect(new Set(labCases.map(({ name }) => name)).size).toBe(labCases.length);
  expect(labCases.length).toBeGreaterThan(300);
});

/** Ours, with a fault of its own. */
function spoilt(change: (session: LabSession) => Partial<LabSession>): LabClient {
  return {
    name: 'spoilt',
    open: (server, dice) => {
      const session = ourClient.open(server, dice);
      return { ...session, ...change(session) };
    },
  };
}

const named = (test: string): LabCase => {
  const found = labCases.find(({ name }) => name === test);
  if (!found) throw new RangeError(`There is no case “${test}”.`);
  return found;
};

const failing = (error: Error): LabClient =>
  spoilt(({ run }) => ({
    run: (verb) =>
      run(verb).catch(() => {
        throw error;
      }),
  }));

it.each<[what: string, test: string, client: LabClient, verdict: Partial<Verdict>]>([
  [
    'a row that is lost without a word',
    'http500 once pages',
    spoilt(({ run }) => ({
      run: async (verb) => {
        const { value } = await run(verb);
        return { value: Array.isArray(value) ? value.slice(1) : value };
      },
    })),
    { outcome: 'wrong' },
  ],
  [
    'a write that is sent twice',
    'clock once PUT',
    spoilt(({ run }) => ({ run: (verb) => run(verb).then(() => run(verb)) })),
    { outcome: 'wrong', isTwice: true },
  ],
  [
    'a write that is told as done and was not',
    'http500 once DELETE',
    spoilt(({ run }) => ({ run: (verb) => run(verb).catch(() => ({ value: 'done' })) })),
    { outcome: 'wrong' },
  ],
  [
    'a write that is told as not done and was',
    'reset done POST',
    failing(Object.assign(new Error('The network failed.'), { reason: 'network', remedy: 'checkNetwork' })),
    { outcome: 'wrong', isTwice: false },
  ],
  [
    'an error without a name',
    'http500 lasting GET',
    failing(new Error('fetch failed')),
    { outcome: 'unnamed', isLeaked: false },
  ],
  [
    'a secret in an error',
    'http500 lasting GET',
    failing(Object.assign(new Error('Failed.'), { request: { secret: keys.accessSecret } })),
    { outcome: 'unnamed', isLeaked: true },
  ],
  [
    'a secret in the log',
    'http500 once GET',
    spoilt(() => ({ said: () => ({ lines: [[{ deep: [keys.accessSecret] }]] }) })),
    { outcome: 'right', isLeaked: true },
  ],
  [
    'a call that never ends',
    'http500 once GET',
    spoilt(() => ({ run: () => new Promise(() => undefined) })),
    { outcome: 'hang' },
  ],
])('sees %s', async (_what, test, client, verdict) => {
  const patience = verdict.outcome === 'hang' ? 0 : patienceMs;
  expect(await runCase(named(test), client, 1, patience)).toMatchObject(verdict);
});
