import { expect, it } from 'vitest';
import { parseFilter } from '../../../../../src/model/logs/filter/parseFilter.js';
import { pointFilter } from '../../../../../src/model/logs/filter/pointFilter.js';
import { hostileTexts } from '../../../panels/hostile.js';

const vocabulary = { types: new Map(), sources: new Map() } as never;

it('is what a person would type', () => {
  expect(pointFilter('switch_1')).toBe('dp:switch_1');
});

it.each(['a b', 'a,b', '"', '\\', 'a" -dp:b', '-x', 'x:y', '/re/', ...hostileTexts])(
  'names one data point and says nothing else: %j',
  (code) => {
    const line = code.replace(/[\r\n]+/g, ' ');
    if (line.trim() === '' || line.length > 1_000) return;
    expect(parseFilter(pointFilter(code), vocabulary)).toMatchObject({
      ok: true,
      filter: { groups: [[{ negated: false, test: { kind: 'code', patterns: [line] } }]] },
    });
  },
);
