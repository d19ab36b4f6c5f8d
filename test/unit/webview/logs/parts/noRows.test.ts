import { describe, expect, it } from 'vitest';
import { hidingReasons } from '../../../../../src/webview/logs/parts/noRows.js';

const counts = [
  { type: 5, count: 4 },
  { type: 7, count: 6 },
];
const reasons = (text: string, hiddenTypes: readonly number[], read = 10): readonly string[] =>
  hidingReasons({
    locale: 'en',
    snapshot: {
      rows: { read, shown: 0, matching: 0 },
      counts,
      filter: { text, mode: 'hide', hiddenTypes: [...hiddenTypes] },
    },
  });

describe('why no row is left', () => {
  it.each<[string, readonly number[], number, readonly string[]]>([
    ['x', [], 10, ['The filter matches none of 10 rows.']],
    ['', [5, 7], 10, ['Rows of event types that are switched off: 10']],
    ['x', [5], 10, ['The filter matches none of 6 rows.', 'Rows of event types that are switched off: 4']],
    ['x', [], 15, ['The filter matches none of 10 rows.', 'Rows of devices that are switched off: 5']],
  ])('filter “%s”, types %j off, %i read', (text, hidden, read, expected) => {
    expect(reasons(text, hidden, read)).toEqual(expected);
  });
});
