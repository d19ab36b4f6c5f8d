import { describe, expect, it } from 'vitest';
import type { LogRow } from '../../../../../src/model/logs/rows/logTypes.js';
import type { FilterMode } from '../../../../../src/model/logs/view/logView.js';
import { Dice, LogLedger } from '../../../../support/logEntries.js';
import { filterOf } from '../../../../support/logFilter.js';
import { note, setUpView } from '../../../../support/logViewSetup.js';

const moments = 300;

/** Filters, and the same said in plain code. */
const filters: readonly (readonly [string | undefined, (row: LogRow) => boolean])[] = [
  [undefined, () => true],
  ['type:1', ({ type }) => type === 1],
  ['-value=1', ({ value }) => value !== '1'],
  ['/^2$/ from:device', ({ value, from }) => value === '2' && from === '1'],
  ['offline', () => false],
  ['device:kuche', ({ device }) => device === 1],
];

describe('LogView, whatever happens in whatever order', () => {
  it.each(Array.from({ length: 30 }, (_, seed) => seed))(
    'shows the rows that pass (seed %i)',
    async (seed) => {
      const dice = new Dice(seed);
      const { view, table, hooks, setNotes } = setUpView({ capacity: dice.pick([60, 500, 5000]) });
      const ledgers = [0, 1].map(() => new LogLedger(dice, dice.chance(0.5), moments));
      const merge = (): void => {
        const device = dice.below(2);
        const ledger = ledgers[device];
        for (let n = dice.below(20); n > 0; n--) ledger?.add();
        const from = dice.below(moments);
        table.merge(
          device,
          ledger?.read(from, from + dice.below(40)) ?? [],
          dice.chance(0.9) ? 'newest' : 'oldest',
        );
      };
      hooks.onBreath = () => {
        if (dice.chance(0.3)) merge();
        if (dice.chance(0.01)) table.clear();
      };

      let passes = filters[0]?.[1] ?? (() => true);
      let mode: FilterMode = 'hide';
      let hiddenTypes = new Set<number>();
      let hiddenDevices = new Set<number>();
      let frozen: readonly LogRow[] | undefined;
      const notes = [note(-1, 100), note(-2, 250)];
      setNotes(notes);
      const settle = (promise: Promise<void>): void => void promise.catch(() => undefined);
      const tableRows = (): LogRow[] => Array.from(table.slotsInOrder(), (slot) => table.row(slot));

      for (let step = 0; step < 60; step++) {
        const kind = dice.below(10);
        if (kind < 4) merge();
        else if (kind < 6) {
          const [text, own] = dice.pick(filters);
          passes = own;
          mode = dice.pick(['hide', 'keep']);
          settle(view.setFilter(text === undefined ? undefined : filterOf(text), mode));
        } else if (kind === 6)
          settle(view.setHiddenTypes((hiddenTypes = new Set(dice.chance(0.5) ? [1] : []))));
        else if (kind === 7)
          settle(view.setHiddenDevices((hiddenDevices = new Set(dice.chance(0.5) ? [1] : []))));
        else if (kind === 8) {
          frozen = frozen ? undefined : tableRows();
          settle(view.freeze(frozen !== undefined));
        } else if (dice.chance(0.2)) table.clear();
        if (dice.chance(0.4)) continue;

        while (view.busy) await Promise.resolve();
        const visible = (frozen ?? tableRows()).filter(
          (row) =>
            !hiddenTypes.has(row.type) && !hiddenDevices.has(row.device) && (mode === 'keep' || passes(row)),
        );
        const items = view.window(0, view.total);
        expect(items.flatMap((item) => (item.kind === 'row' ? [item.row] : []))).toEqual(visible);
        expect([...view.rows()]).toEqual(visible);
        expect(view.matchingRows).toBe(visible.filter(passes).length);
        for (const item of items) {
          if (item.kind === 'row') expect(item.matches).toBe(passes(item.row));
          expect(view.indexOf(item.kind === 'row' ? item.row.id : item.note.id)).toBe(item.index);
        }
        expect(items.filter((item) => item.kind === 'note')).toHaveLength(2);
      }
      view.dispose();
    },
  );
});
