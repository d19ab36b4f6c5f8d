import { describe, expect, it } from 'vitest';
import { deviceShape, fileShape, stepShapes } from '../../../src/model/expectations/shapes.js';
import { durationText } from '../../../src/platform/expectations/durationTexts.js';
import { fieldTexts } from '../../../src/platform/expectations/fieldTexts.js';

describe('the keys of a file', () => {
  it('each have a text and a beginning, and no other key has', () => {
    const shapes = { file: fileShape, device: deviceShape, ...stepShapes };
    for (const [block, { shape }] of Object.entries(shapes)) {
      const texts = fieldTexts[block as keyof typeof fieldTexts];
      expect([block, ...Object.keys(texts).toSorted()]).toEqual([block, ...Object.keys(shape).toSorted()]);
      for (const [key, read] of Object.entries(texts)) {
        expect(read().text).not.toBe('');
        expect(read().snippet.startsWith(`${key}:`)).toBe(true);
      }
    }
  });
});

it.each([
  [450, '450 ms'],
  [2_500, '2.5 s'],
  [90_000, '90 s'],
  [600_000, '10 min'],
])('%i ms is said as %s', (ms, text) => {
  expect(durationText(ms)).toBe(text);
});
