import { describe, expect, it } from 'vitest';
import { Markers } from '../../../../../src/model/logs/state/markers.js';
import { isNamedTask } from '../../../../../src/model/logs/state/taskNames.js';
import { MemoryState } from '../../../../support/storage.js';

function setUp(stored?: unknown) {
  const state = new MemoryState(new Map(stored === undefined ? [] : [['logs/markers', stored]]));
  let now = 1_000;
  let ids = 0;
  const markers = new Markers(
    state,
    () => `m${++ids}`,
    () => now++,
  );
  return {
    markers,
    state,
    again: () =>
      new Markers(
        state,
        () => 'x',
        () => now,
      ).list(),
  };
}

describe('markers', () => {
  it('are kept, the newest first, and are there in the next window', async () => {
    const { markers, again } = setUp();
    let fired = 0;
    markers.onDidChange(() => fired++);
    await markers.add(' flashed ', 'person');
    await markers.add('Build · exit code 0', 'task', 500);
    expect(markers.list()).toEqual([
      { id: 'm1', time: 1_000, text: 'flashed', source: 'person' },
      { id: 'm2', time: 500, text: 'Build · exit code 0', source: 'task' },
    ]);
    expect(again()).toEqual(markers.list());
    expect(fired).toBe(2);
  });

  it('are given other words, unless they are gone', async () => {
    const { markers, again } = setUp();
    const { id } = await markers.add('flashed …', 'flash', 700);
    await markers.add('other', 'person', 800);
    await markers.retext(id, ' 1.0.0 → 1.0.1 ');
    expect(again()).toEqual([
      { id: 'm2', time: 800, text: 'other', source: 'person' },
      { id: 'm1', time: 700, text: '1.0.0 → 1.0.1', source: 'flash' },
    ]);
    let fired = 0;
    markers.onDidChange(() => fired++);
    await markers.retext('gone', 'x');
    expect([fired, markers.list().length]).toEqual([0, 2]);
  });

  it('say what goes on in this window, and don’t keep it', async () => {
    const { markers, again } = setUp();
    const { id } = await markers.add('flashed', 'flash', 700, 'flashed · waiting…');
    await markers.add('other', 'person', 800);
    expect(markers.list().map(({ text }) => text)).toEqual(['other', 'flashed · waiting…']);
    expect(again().map(({ text }) => text)).toEqual(['other', 'flashed']);
    await markers.retext(id, 'flashed · 1.0.1');
    expect(markers.list()).toEqual(again());
    expect(again().map(({ text }) => text)).toEqual(['other', 'flashed · 1.0.1']);
  });

  it('are 200 at most: the oldest goes', async () => {
    const { markers } = setUp();
    for (let count = 0; count < 201; count++) await markers.add('', 'person');
    const list = markers.list();
    expect([list.length, list[0]?.id, list.at(-1)?.id]).toEqual([200, 'm201', 'm2']);
  });

  it('cut what is too long, and leave out what can’t be read', async () => {
    const { markers } = setUp([{ id: 5 }, 'x', null, { id: 'a', time: 3, text: 'kept', source: 'person' }]);
    expect(markers.list().map(({ text }) => text)).toEqual(['kept']);
    expect((await markers.add('y'.repeat(5_000), 'person')).text).toHaveLength(300);
    expect(setUp('nonsense').markers.list()).toEqual([]);
  });
});

describe('names of tasks', () => {
  it.each([
    ['Flash', ['flash'], true],
    ['Flash firmware', ['Flash'], false],
    ['Flash firmware', ['Flash*'], true],
    ['idf: flash (COM3)', ['*flash*'], true],
    ['build-and-flash', ['build*flash'], true],
    ['build', ['build*build'], false],
    ['abab', ['ab*ab'], true],
    ['aba', ['ab*ba'], false],
    ['a+b', ['a.b'], false],
    ['anything', ['*'], true],
    ['anything', ['', ' '], false],
    ['anything', [], false],
    ['x'.repeat(50_000), [`${'*x'.repeat(99)}*y`], false],
  ])('%.20s against %j: %s', (name, patterns, expected) => {
    expect(isNamedTask(name, patterns)).toBe(expected);
  });
});
