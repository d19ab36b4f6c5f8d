import { describe, expect, it } from 'vitest';
import { isAbortError } from '../../../../../src/base/errors.js';
import { FilterError } from '../../../../../src/model/logs/filter/filterTypes.js';
import { entry } from '../../../../support/logEntries.js';
import { filterOf } from '../../../../support/logFilter.js';
import { slowSandbox } from '../../../../support/slowSandbox.js';
import { note, setUpView, shown } from '../../../../support/logViewSetup.js';

type Setup = ReturnType<typeof setUpView>;

/** Rows 0 … count-1, one each ms; every third is of type 1, values are their numbers. */
function fill({ table }: Setup, count: number, from = 0, device = 0): void {
  const rows = Array.from({ length: count }, (_, n) =>
    entry(from + n, { eventId: (from + n) % 3 === 0 ? 1 : 7, value: `${from + n}` }),
  );
  table.merge(device, rows.toReversed(), 'newest');
}

function filled(count: number): Setup {
  const setup = setUpView();
  fill(setup, count);
  return setup;
}

const hostile = `${'a'.repeat(60)}!`;

describe('LogView', () => {
  it('shows all rows in order, each with the time of the one above it', () => {
    const { view } = filled(5);
    expect(shown(view)).toEqual([0, 1, 2, 3, 4]);
    expect([view.total, view.shownRows, view.matchingRows, view.queued, view.busy]).toEqual([
      5,
      5,
      5,
      0,
      false,
    ]);
    const [first, second] = view.window(2, 2);
    expect(first).toMatchObject({ kind: 'row', index: 2, previousTime: 1, matches: true });
    expect(second).toMatchObject({ index: 3, previousTime: 2 });
    expect(view.window(0, 1)[0]).not.toHaveProperty('previousTime');
  });

  it.each([
    [-5, 3, [0, 1, 2]],
    [3, 3, [3, 4]],
    [4, 10, [4]],
    [5, 10, []],
    [99, 1, []],
    [0, 0, []],
  ])('cuts a window from %i of %i at its ends', (start, count, times) => {
    const items = filled(5).view.window(start, count);
    expect(items.map((item) => item.kind === 'row' && item.row.time)).toEqual(times);
  });

  it('shows what a table held before it was made', async () => {
    const first = filled(5);
    const { view } = setUpView({ table: first.table });
    await expect.poll(() => view.busy).toBe(false);
    expect(shown(view)).toEqual([0, 1, 2, 3, 4]);
  });

  describe('filter', () => {
    it('hides what does not match, or keeps it and says so', async () => {
      const { view } = filled(12);
      await view.setFilter(filterOf('1'), 'hide');
      expect(shown(view)).toEqual([1, 10, 11]);
      expect([view.shownRows, view.matchingRows]).toEqual([3, 3]);
      await view.setFilter(filterOf('1'), 'keep');
      expect([view.shownRows, view.matchingRows]).toEqual([12, 3]);
      expect(view.window(9, 2).map((item) => item.kind === 'row' && item.matches)).toEqual([false, true]);
      await view.setFilter(undefined, 'hide');
      expect([view.shownRows, view.matchingRows]).toEqual([12, 12]);
    });

    it('leaves the old result until the new one is ready', async () => {
      const setup = filled(20_000);
      const { view, hooks } = setup;
      await view.setFilter(filterOf('type:1'), 'hide');
      const before = view.version;
      const seen = new Set<number>();
      hooks.onBreath = () => void seen.add(view.shownRows);
      const done = view.setFilter(filterOf('type:7'), 'hide');
      expect(view.busy).toBe(true);
      await done;
      expect([...seen]).toEqual([6667]);
      expect([view.shownRows, view.busy]).toEqual([13_333, false]);
      expect(view.version).toBeGreaterThan(before);
    });

    it('stops at once when it is cancelled, and the old result stays', async () => {
      const { view, hooks } = filled(20_000);
      const controller = new AbortController();
      hooks.onBreath = () => controller.abort();
      await expect(view.setFilter(filterOf('type:7'), 'hide', controller.signal)).rejects.toSatisfy(
        isAbortError,
      );
      expect([hooks.breaths, view.shownRows, view.busy]).toEqual([1, 20_000, false]);
    });

    it('gives way to a later filter; chips that come with it belong to it', async () => {
      const { view } = filled(20_000);
      const first = view.setFilter(filterOf('type:1'), 'hide');
      const second = view.setFilter(filterOf('value>=10000'), 'hide');
      const chips = view.setHiddenTypes(new Set([1]));
      await expect(first).rejects.toSatisfy(isAbortError);
      await Promise.all([second, chips]);
      expect(view.shownRows).toBe(6667);
      expect(view.window(0, 1)[0]).toMatchObject({ row: { time: 10_000 } });
    });

    it('is given up if a regex is too slow: the filter before stays', async () => {
      const { view, table } = filled(10);
      table.merge(0, [entry(50, { value: hostile })], 'newest');
      await view.setFilter(filterOf('type:1'), 'hide');
      const error = await view.setFilter(filterOf('x /(a+)+$/'), 'hide').catch((failure: unknown) => failure);
      expect(error).toBeUndefined();
      const slow = await view
        .setFilter(filterOf('dp:s* /(a+)+$/'), 'hide')
        .catch((failure: unknown) => failure);
      expect(slow).toBeInstanceOf(FilterError);
      expect(slow).toMatchObject({ problem: { from: 6, to: 14, reason: 'tooSlow' } });
      expect([view.shownRows, view.filterProblem, view.busy]).toEqual([0, undefined, false]);
    });

    it('is switched off, and says so, if a regex is too slow on a row that comes later', async () => {
      const { view, table } = filled(10);
      await view.setFilter(filterOf('/(a+)+$/'), 'hide');
      await view.setHiddenTypes(new Set([1]));
      expect(view.shownRows).toBe(0);
      table.merge(0, [entry(50, { value: hostile })], 'newest');
      await expect.poll(() => view.busy).toBe(false);
      expect(view.filterProblem).toMatchObject({ reason: 'tooSlow' });
      expect(view.shownRows).toBe(7);
      table.merge(0, [entry(51)], 'newest');
      expect(view.shownRows).toBe(8);
      await view.setFilter(undefined, 'hide');
      expect(view.filterProblem).toBeUndefined();
    });

    it('looks again when names changed, and so do the highlights', async () => {
      const { view, hooks } = filled(3);
      await view.setFilter(filterOf('ceiling'), 'hide');
      view.setHighlights([{ rule: 2, filter: filterOf('lamp') }]);
      expect(view.window(0, 1)[0]).toMatchObject({ rule: 2 });
      hooks.names.set('switch', 'Fan on the ceiling');
      await view.wordsChanged();
      expect(view.shownRows).toBe(3);
      expect(view.window(0, 1)[0]).not.toHaveProperty('rule');
      hooks.names.set('switch', 'Fan');
      await view.wordsChanged();
      expect(view.shownRows).toBe(0);
    });
  });

  it('hides types and devices, and counts types before that', async () => {
    const setup = filled(6);
    const { view } = setup;
    fill(setup, 3, 3, 1);
    await view.setHiddenTypes(new Set([1]));
    expect(shown(view)).toEqual([1, 2, 4, 4, 5, 5]);
    expect([...view.typeCounts()]).toEqual([
      [1, 3],
      [7, 6],
    ]);
    await view.setHiddenDevices(new Set([0]));
    expect(shown(view)).toEqual([4, 5]);
    expect([...view.typeCounts()]).toEqual([
      [1, 1],
      [7, 2],
    ]);
    fill(setup, 3, 6, 0);
    fill(setup, 3, 6, 1);
    expect(shown(view)).toEqual([4, 5, 7, 8]);
    await view.setHiddenTypes(new Set());
    await view.setHiddenDevices(new Set());
    expect(view.shownRows).toBe(15);
  });

  it('follows the table: rows at the end, in the middle and at the beginning, filtered', async () => {
    const setup = setUpView();
    fill(setup, 3, 100);
    await setup.view.setFilter(filterOf('type:1'), 'hide');
    fill(setup, 3, 200);
    fill(setup, 3, 50);
    fill(setup, 3, 150);
    expect(shown(setup.view)).toEqual([51, 102, 150, 201]);
    expect(setup.view.matchingRows).toBe(4);
    setup.table.clear();
    expect([setup.view.total, setup.view.matchingRows]).toEqual([0, 0]);
    fill(setup, 3, 300);
    expect(shown(setup.view)).toEqual([300]);
  });

  it('takes rows in that come while a filter is worked out, and lets go of those that are dropped', async () => {
    const setup = setUpView({ capacity: 20_000 });
    fill(setup, 20_000);
    let next = 20_000;
    setup.hooks.onBreath = () => {
      fill(setup, 10, next);
      next += 10;
    };
    await setup.view.setFilter(filterOf('type:1'), 'hide');
    expect(next).toBeGreaterThan(20_000);
    const expected = Array.from({ length: 20_000 }, (_, n) => next - 20_000 + n).filter((n) => n % 3 === 0);
    expect(shown(setup.view)).toEqual(expected);
  });

  it('mistakes no row for one that stood in its place while a regex was at work', async () => {
    const setup = setUpView({ capacity: 3000 });
    const { view, table, hooks } = setup;
    const value = (time: number): string => `${time < 3000 ? 'old' : 'new'} ${time}`;
    const fillTo = (from: number, to: number): void => {
      const rows = Array.from({ length: to - from }, (_, n) => entry(from + n, { value: value(from + n) }));
      table.merge(0, rows.toReversed(), 'newest');
    };
    fillTo(0, 3000);
    let next = 3000;
    hooks.onBreath = () => {
      if (next < 4000) fillTo(next, (next += 100));
    };
    await view.setFilter(filterOf('/[05](?=$)/'), 'hide');
    expect(next).toBeGreaterThan(3000);
    const expected = Array.from({ length: 3000 }, (_, n) => next - 3000 + n).filter((n) => n % 5 === 0);
    expect(shown(view)).toEqual(expected);
  });

  it('begins anew if the table is cleared while a filter is worked out', async () => {
    const setup = filled(20_000);
    setup.hooks.onBreath = () => {
      setup.hooks.onBreath = () => undefined;
      setup.table.clear();
      fill(setup, 4, 30_000);
    };
    await setup.view.setFilter(filterOf('type:1'), 'hide');
    expect(shown(setup.view)).toEqual([30_000, 30_003]);
  });

  describe('notes', () => {
    it('stand before the rows of their time or later, in order of time', () => {
      const setup = filled(4);
      const { view } = setup;
      setup.setNotes([note(-1, 2), note(-2, 0), note(-3, 99), note(-4, 2)]);
      expect(shown(view)).toEqual([-2, 0, 1, -1, -4, 2, 3, -3]);
      expect([view.total, view.shownRows]).toEqual([8, 4]);
      expect(view.window(3, 3).map(({ kind, index }) => [kind, index])).toEqual([
        ['note', 3],
        ['note', 4],
        ['row', 5],
      ]);
      expect(view.window(5, 1)[0]).toMatchObject({ row: { time: 2 }, previousTime: 1 });
      expect([-1, -2, -3, -4, -5].map((id) => view.indexOf(id))).toEqual([3, 0, 7, 4, undefined]);
      expect([-5, 0, 1, 2, 3, 4, 99, 100].map((time) => view.indexAt(time))).toEqual([
        0, 0, 2, 3, 6, 7, 7, 7,
      ]);
      for (const [index, item] of view.window(0, 8).entries()) {
        if (item.kind === 'row') expect(view.indexOf(item.row.id)).toBe(index);
      }
    });

    it('stand alone in a view without rows, and go with their device', async () => {
      const setup = setUpView();
      expect([setup.view.total, setup.view.indexAt(5)]).toEqual([0, undefined]);
      setup.setNotes([note(-1, 2), note(-2, 3, { device: 1 })]);
      expect(shown(setup.view)).toEqual([-1, -2]);
      await setup.view.setHiddenDevices(new Set([1]));
      expect(shown(setup.view)).toEqual([-1]);
      expect(setup.view.indexAt(5)).toBe(0);
    });

    it('stay when the filter hides all rows', async () => {
      const setup = filled(4);
      setup.setNotes([note(-1, 2)]);
      await setup.view.setFilter(filterOf('nothing'), 'hide');
      expect(shown(setup.view)).toEqual([-1]);
    });
  });

  describe('step', () => {
    it('goes from match to match with their numbers, over notes and rows kept for context', async () => {
      const setup = filled(10);
      const { view } = setup;
      setup.setNotes([note(-1, 3), note(-2, 6)]);
      await view.setFilter(filterOf('type:1'), 'keep');
      const forward: unknown[] = [];
      for (let at = view.step(undefined, true); at; at = view.step(at.index, true))
        forward.push([at.index, at.ordinal]);
      expect(forward).toEqual([
        [0, 1],
        [4, 2],
        [8, 3],
        [11, 4],
      ]);
      const back: unknown[] = [];
      for (let at = view.step(undefined, false); at; at = view.step(at.index, false))
        back.push([at.index, at.ordinal]);
      expect(back).toEqual(forward.toReversed());
      // From a note, and from rows that don't match.
      expect([view.step(3, true)?.index, view.step(3, false)?.index]).toEqual([4, 0]);
      expect([view.step(5, true)?.index, view.step(5, false)?.index]).toEqual([8, 4]);
      const found = view.step(0, true);
      expect(found && view.indexOf(found.id)).toBe(found?.index);
    });

    it('finds nothing without a filter, or without a match', async () => {
      const { view } = filled(3);
      expect(view.step(undefined, true)).toBeUndefined();
      await view.setFilter(filterOf('nothing'), 'keep');
      expect(view.step(undefined, true)).toBeUndefined();
      expect(view.step(2, false)).toBeUndefined();
    });
  });

  it('gives the ids between two items, both included, whichever comes first', () => {
    const setup = filled(5);
    setup.setNotes([note(-1, 2)]);
    const ids = setup.view.window(0, 6).flatMap((item) => (item.kind === 'row' ? [item.row.id] : []));
    expect(setup.view.idsBetween(1, 4)).toEqual(ids.slice(1, 4));
    expect(setup.view.idsBetween(4, 1)).toEqual(ids.slice(1, 4));
    expect(setup.view.idsBetween(2, 2)).toEqual([]);
    expect(setup.view.idsBetween(0, 99)).toEqual(ids);
    expect(setup.view.idsBetween(0, 99, 2)).toEqual(ids.slice(0, 2));
  });

  it('walks over the rows as they stood when the walk began', () => {
    const setup = setUpView({ capacity: 5 });
    fill(setup, 5);
    const times: number[] = [];
    for (const row of setup.view.rows()) {
      times.push(row.time);
      fill(setup, 2, 10 + times.length * 2);
    }
    expect(times).toEqual([0, 1, 2, 3, 4]);
    expect(setup.table.columns.limit).toBeLessThanOrEqual(15);
  });

  describe('frozen', () => {
    it('ends well where a regex is too slow for a row that came meanwhile, and says so', async () => {
      const { view, table } = filled(10);
      await view.setFilter(filterOf('/(a+)+$/'), 'hide');
      await view.freeze(true);
      table.merge(0, [entry(50, { value: hostile })], 'newest');
      await expect(view.freeze(false)).resolves.toBeUndefined();
      await expect.poll(() => view.busy).toBe(false);
      expect(view.filterProblem).toMatchObject({ reason: 'tooSlow' });
      expect(view.shownRows).toBe(11);
    });

    it('gives the rows that are on screen by their ids, also those that were dropped', async () => {
      const setup = setUpView({ capacity: 10 });
      fill(setup, 10);
      const { view, table } = setup;
      const ids = view.idsBetween(0, 9);
      await view.freeze(true);
      fill(setup, 8, 10);
      expect(table.row(table.slotsInOrder()[0] ?? 0).time).toBe(8);
      const chosen = [9, 1, 1, 0].map((at) => ids[at] ?? 0);
      const taken = (): number[] => [...view.rowsOf([...chosen, 5])].map(({ time }) => time);
      expect(taken()).toEqual([0, 1, 9]);
      await view.freeze(false);
      expect(taken()).toEqual([9]);
    });

    it('stays exactly as it is whatever happens to the table, and catches up', async () => {
      const setup = setUpView({ capacity: 50 });
      const { view, table } = setup;
      fill(setup, 50);
      setup.setNotes([note(-1, 20)]);
      await view.setFilter(filterOf('type:1'), 'keep');
      const picture = (): unknown => [
        view.window(0, view.total),
        view.total,
        view.matchingRows,
        [...view.typeCounts()],
        view.step(5, true),
        [...view.rows()],
      ];
      await view.freeze(true);
      const before = picture();
      const { version } = view;
      setup.setNotes([]);
      for (let n = 50; n < 400; n += 7) {
        fill(setup, 7, n);
        expect(picture()).toEqual(before);
      }
      table.clear();
      fill(setup, 10, 1000);
      expect(picture()).toEqual(before);
      expect([view.version, view.queued]).toEqual([version, 360]);
      await view.freeze(false);
      expect(shown(view)).toEqual(Array.from({ length: 10 }, (_, n) => 1000 + n));
      expect([view.matchingRows, view.queued]).toEqual([3, 0]);
      fill(setup, 3, 2000);
      expect(view.shownRows).toBe(13);
    });

    it('can be filtered, and lets go of what it held', async () => {
      const setup = setUpView({ capacity: 30 });
      const { view, table } = setup;
      fill(setup, 30);
      await view.freeze(true);
      fill(setup, 90, 30);
      await view.setFilter(filterOf('type:1'), 'hide');
      expect(shown(view)).toEqual([0, 3, 6, 9, 12, 15, 18, 21, 24, 27]);
      await view.setHiddenTypes(new Set([1]));
      await view.setFilter(undefined, 'hide');
      expect(view.shownRows).toBe(20);
      await view.freeze(false);
      expect(shown(view)).toEqual(Array.from({ length: 30 }, (_, n) => 90 + n).filter((n) => n % 3 !== 0));
      fill(setup, 3000, 120);
      expect(table.columns.limit).toBeLessThanOrEqual(61);
    });

    it('keeps to the rows of its moment even if a filter was on its way', async () => {
      const setup = filled(20_000);
      const { view } = setup;
      let isFrozen = false;
      setup.hooks.onBreath = () => {
        if (isFrozen) return;
        isFrozen = true;
        void view.freeze(true);
        fill(setup, 3000, 20_000);
      };
      await view.setFilter(filterOf('type:1'), 'hide');
      expect(view.shownRows).toBe(6667);
      await view.freeze(false);
      expect(view.shownRows).toBe(7667);
    });
  });

  describe('highlights', () => {
    it('mark stretches and rows, the first rule before the others, the filter last', async () => {
      const { view, table } = setUpView();
      table.merge(0, [entry(1, { value: 'alpha beta' }), entry(0, { value: 'Beta', eventId: 2 })], 'newest');
      view.setHighlights([
        { rule: 3, filter: filterOf('/a b|zz/') },
        { rule: 1, filter: filterOf('beta') },
        { rule: 4, filter: filterOf('type:offline') },
      ]);
      await view.setFilter(filterOf('alpha -nope'), 'keep');
      expect(view.marks(['alpha beta', 'Beta', ''])).toEqual([
        [
          [0, 4, -1],
          [4, 6, 3],
          [6, 10, 1],
        ],
        [[0, 4, 1]],
        [],
      ]);
      expect(view.window(0, 2).map((item) => item.kind === 'row' && item.rule)).toEqual([1, 1]);
      view.setHighlights([{ rule: 4, filter: filterOf('type:offline') }]);
      expect(view.window(0, 2).map((item) => item.kind === 'row' && item.rule)).toEqual([4, undefined]);
      await view.setFilter(undefined, 'hide');
      expect(view.marks(['alpha'])).toEqual([[]]);
    });

    it('stand at the right place in texts that are compared without accents and width', () => {
      const { view } = setUpView();
      view.setHighlights([{ rule: 0, filter: filterOf('strasse') }]);
      const text = 'Küche, große Straße 5';
      const [[from, to] = [0, 0]] = view.marks([text])[0] ?? [];
      expect(text.slice(from, to)).toBe('Straße');
    });

    it('are switched off, and said to be, if a regex is too slow the third time; each time the window changes', async () => {
      const { sandbox } = slowSandbox((text, { source }) =>
        source === 'a+' && text === 'aaaa' ? 50 : undefined,
      );
      const { view, table } = setUpView({ sandbox });
      table.merge(0, [entry(1, { value: 'aaaa' })], 'newest');
      view.setHighlights([
        { rule: 0, filter: filterOf('/a+/') },
        { rule: 2, filter: filterOf('aaa') },
      ]);
      for (const isOff of [false, false, true]) {
        const { version } = view;
        expect(view.marks(['aaaa'])).toEqual([[[0, 3, 2]]]);
        // What is read in the same turn belongs together.
        expect(view.version).toBe(version);
        await Promise.resolve();
        await Promise.resolve();
        expect(view.version).toBeGreaterThan(version);
        expect(view.highlightProblems).toHaveLength(isOff ? 1 : 0);
      }
      expect(view.highlightProblems).toEqual([{ rule: 0, problem: { from: 0, to: 4, reason: 'tooSlow' } }]);
      const { version } = view;
      expect(view.window(0, 1)[0]).toMatchObject({ rule: 2 });
      await Promise.resolve();
      await Promise.resolve();
      expect(view.version).toBe(version);
      view.setHighlights([]);
      expect(view.highlightProblems).toEqual([]);
    });

    it('survive a regex that finds empty stretches', () => {
      const { view } = setUpView();
      view.setHighlights([{ rule: 0, filter: filterOf('/b*/') }]);
      expect(view.marks(['abbab'])).toEqual([
        [
          [1, 3, 0],
          [4, 5, 0],
        ],
      ]);
    });
  });

  it('is quiet once it is gone', async () => {
    const setup = filled(20_000);
    const pending = setup.view.setFilter(filterOf('type:1'), 'hide');
    let calls = 0;
    setup.view.onDidChange(() => calls++);
    setup.view.dispose();
    await expect(pending).rejects.toSatisfy(isAbortError);
    fill(setup, 3, 30_000);
    expect(calls).toBe(0);
  });
});
