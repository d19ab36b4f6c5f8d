import { describe, expect, it } from 'vitest';
import { LogPrefs } from '../../../../../src/model/logs/prefs/logPrefs.js';
import { usualLayout } from '../../../../../src/model/logs/prefs/prefsSchema.js';
import { layoutSchema } from '../../../../../src/protocol/logLayout.js';
import { MemoryState } from '../../../../support/storage.js';

const column = (name: 'value' | 'time') => ({ column: name, shown: true, width: 99 });

describe('what is remembered for all logs', () => {
  it('is what everybody sees first, and fits what the page takes', () => {
    const prefs = new LogPrefs(new MemoryState());
    expect(layoutSchema.parse(prefs.layout)).toEqual(usualLayout);
    expect([prefs.savedFilters, prefs.highlights]).toEqual([[], []]);
  });

  it('comes back whole in the next window', async () => {
    const state = new MemoryState();
    const prefs = new LogPrefs(state);
    let fired = 0;
    prefs.onDidChange(() => fired++);
    const layout = { ...usualLayout, zone: 'utc' as const, columns: [column('value'), column('time')] };
    await prefs.setLayout(layout);
    await prefs.saveFilter({ name: 'b', text: 'type:online' });
    await prefs.saveFilter({ name: 'a', text: 'x' });
    await prefs.saveFilter({ name: 'b', text: 'type:offline' });
    await prefs.setHighlights([{ text: 'error', colour: 2, enabled: true }]);
    const next = new LogPrefs(state);
    expect(next.layout).toEqual(layout);
    expect(next.savedFilters).toEqual([
      { name: 'a', text: 'x' },
      { name: 'b', text: 'type:offline' },
    ]);
    expect(next.highlights).toEqual([{ text: 'error', colour: 2, enabled: true }]);
    await next.removeFilter('a');
    expect(prefs.savedFilters.map(({ name }) => name)).toEqual(['b']);
    expect(fired).toBe(5);
  });

  it.each([
    ['nothing of it', 'x'],
    ['a column twice', { ...usualLayout, columns: [column('time'), column('time')] }],
    ['a width of no grid', { ...usualLayout, columns: [{ column: 'time', shown: true, width: 1e9 }] }],
  ])('is the usual layout where what is stored is %s', (_, stored) => {
    expect(new LogPrefs(new MemoryState(new Map([['logs/layout', stored]]))).layout).toEqual(usualLayout);
  });

  it('reads the rest of a damaged list', () => {
    const state = new MemoryState(
      new Map<string, unknown>([
        ['logs/filters', [{ name: '' }, { name: 'ok', text: 'x' }, 7]],
        [
          'logs/highlights',
          [
            { text: 'a', colour: 9, enabled: true },
            { text: 'b', colour: 0, enabled: false },
          ],
        ],
      ]),
    );
    const prefs = new LogPrefs(state);
    expect(prefs.savedFilters).toEqual([{ name: 'ok', text: 'x' }]);
    expect(prefs.highlights.map(({ text }) => text)).toEqual(['b']);
  });
});
