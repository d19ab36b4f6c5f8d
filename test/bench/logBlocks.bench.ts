import { FilterError } from '../../src/model/logs/filter/filterTypes.js';
import { entry } from '../support/logEntries.js';
import { filterOf } from '../support/logFilter.js';
import { fullTable, newest, viewOf } from './busyLog.js';
import { formatted, median, print } from './measure.js';

console.log(
  'How long the event loop is kept at most, over 1,000,000 rows (bare: one uninterrupted loop over numbers)',
);
const table = fullTable();
const { view, blocks } = await viewOf(table);
const rounds = 7;

async function longest(name: string, run: () => Promise<unknown>): Promise<void> {
  const blocked: number[] = [];
  const total: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const start = performance.now();
    blocks.begin();
    await run();
    blocks.end();
    total.push(performance.now() - start);
    blocked.push(blocks.longest);
    bare.push(plainLoop());
  }
  // The first round is for V8 to warm up.
  const [block, all, loop] = [blocked, total, bare].map((times) => median(times.slice(1)));
  print(
    name,
    `longest block ${formatted(block ?? NaN)} ms`,
    `in all ${formatted(all ?? NaN)} ms`,
    `bare ${formatted(loop ?? NaN)} ms`,
    `ratio ${formatted((block ?? NaN) / (loop ?? NaN))}`,
  );
}

function plainLoop(): number {
  const start = performance.now();
  let sum = 0;
  for (const slot of table.slotsInOrder()) if (table.time(slot) % 2 === 0) sum++;
  return sum < 0 ? NaN : performance.now() - start;
}

for (const text of ['4711', 'dp:cur_*', '/^4.*7$/', '-/[13579]$/ value<50000'])
  await longest(`filter ${text}`, () => view.setFilter(filterOf(text), 'hide'));
await longest('no filter', () => view.setFilter(undefined, 'hide'));
let isHidden = false;
await longest('a chip', () => {
  isHidden = !isHidden;
  return view.setHiddenTypes(new Set(isHidden ? [1] : []));
});
await longest('pause', () => view.freeze(true));
await longest('go on', async () => {
  await view.freeze(true);
  await view.freeze(false);
});

table.merge(0, [entry(newest + 1, { value: `${'a'.repeat(60)}!` })], 'newest');
let outcome = '';
await longest('a regex that never ends', async () => {
  outcome = await view.setFilter(filterOf('/(a+)+$/'), 'hide').then(
    () => 'it ran',
    (error: unknown) => (error instanceof FilterError ? error.problem.reason : String(error)),
  );
});
print('', `given up: ${outcome}`);
