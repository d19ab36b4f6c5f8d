import { FilterError } from '../../src/model/logs/filter/filterTypes.js';
import type { LogView } from '../../src/model/logs/view/logView.js';
import { entry } from '../support/logEntries.js';
import { filterOf } from '../support/logFilter.js';
import type { Bench, Row, Side } from './bench.js';
import { fullTable, newest, viewOf } from './busyLog.js';

const figure = 'longest block, ms';

/** One loop over numbers, without a break: it keeps the event loop for as long as it takes. */
const bare: Side = () => {
  const table = fullTable();
  return {
    run: () => {
      const start = performance.now();
      let even = 0;
      for (const slot of table.slotsInOrder()) if (table.time(slot) % 2 === 0) even++;
      if (even === 0) throw new Error('No time is even.');
      return { [figure]: performance.now() - start };
    },
  };
};

/** How long an action keeps the event loop at most, where it takes breaks. */
function row(name: string, act: (view: LogView) => Promise<unknown>, table = fullTable): Row {
  return {
    name,
    sides: {
      ours: async () => {
        const { view, blocks } = await viewOf(table());
        return {
          run: async () => {
            blocks.begin();
            await act(view);
            blocks.end();
            return { [figure]: blocks.longest };
          },
        };
      },
      bare,
    },
  };
}

const filters = ['4711', 'dp:cur_*', '/^4.*7$/', '-/[13579]$/ value<50000'];

function withSlowText() {
  const table = fullTable();
  table.merge(0, [entry(newest + 1, { value: `${'a'.repeat(60)}!` })], 'newest');
  return table;
}

async function neverEnding(view: LogView): Promise<void> {
  const reason = await view.setFilter(filterOf('/(a+)+$/'), 'hide').then(
    () => 'nothing',
    (error: unknown) => (error instanceof FilterError ? error.problem.reason : String(error)),
  );
  if (reason !== 'tooSlow') throw new Error(`It was not given up as too slow, but: ${reason}.`);
}

async function goOn(view: LogView): Promise<void> {
  await view.freeze(true);
  await view.freeze(false);
}

export default {
  title: 'How long the event loop is kept at most, over 1,000,000 rows (bare: one uninterrupted loop)',
  rows: [
    ...filters.map((text) => row(`filter ${text}`, (view) => view.setFilter(filterOf(text), 'hide'))),
    row('no filter', (view) => view.setFilter(undefined, 'hide')),
    row('a chip off and on', async (view) => {
      await view.setHiddenTypes(new Set([1]));
      await view.setHiddenTypes(new Set());
    }),
    row('pause and go on', goOn),
    row('a regex that never ends', neverEnding, withSlowText),
  ],
} satisfies Bench;
