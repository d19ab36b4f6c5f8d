import { describe, expect, it } from 'vitest';
import { parseJson } from '../../../src/base/json.js';

describe('a whole number in JSON', () => {
  it.each([
    ['9007199254740993', '9007199254740993'],
    ['-9007199254740993', '-9007199254740993'],
    ['12345678901234567890123', '12345678901234567890123'],
    ['12345678901234567890.0', '12345678901234567890.0'],
    ['1e400', '1e400'],
    ['-1E+999', '-1E+999'],
    ['9007199254740991', 9007199254740991],
    ['-9007199254740991', -9007199254740991],
    ['0.1234567890123456789', 0.12345678901234568],
    ['1e21', 1e21],
    ['1589505938123', 1589505938123],
  ])('%s is kept, digit by digit', (written, read) => {
    expect(parseJson(written)).toBe(read);
    expect(parseJson(`{"a": {"b":[ ${written},true]},"c":${written}}`)).toEqual({
      a: { b: [read, true] },
      c: read,
    });
  });

  it('is left alone inside of texts and names', () => {
    const text = String.raw`{"12345678901234567890":"1, 12345678901234567890","q\"":"\\","json":"{\"a\":12345678901234567890}","n":12345678901234567890}`;
    const rest: unknown = JSON.parse(text);
    expect(parseJson(text)).toEqual({ ...(rest as object), n: '12345678901234567890' });
  });

  it('is found beside a text of many escapes', () => {
    const long = String.raw`\"\n`.repeat(500_000);
    expect(parseJson(`{"a":"${long}","b":12345678901234567890}`)).toEqual({
      a: '"\n'.repeat(500_000),
      b: '12345678901234567890',
    });
  });

  it.each([63, 64, 65, 100_000])('is kept however deep it lies: %i', (depth) => {
    const deep = `${'['.repeat(depth)}12345678901234567890${']'.repeat(depth)}`;
    let read = parseJson(deep);
    for (let left = depth; left > 0; left--) read = (read as unknown[])[0];
    expect(read).toBe('12345678901234567890');
  });

  it('makes no JSON of what is none', () => {
    for (const text of ['', '{"a":12345678901234567890', '[12345678901234567890"]', '01234567890123456789'])
      expect(() => parseJson(text)).toThrow(SyntaxError);
  });
});
