import { describe, expect, it } from 'vitest';
import { rawText } from '../../../../src/model/values/decodeValue.js';
import { fullLength, previewLength, valueDto as pointDto } from '../../../../src/panels/details/valueDto.js';

function valueDto(value: unknown, type?: string, limit?: number) {
  return pointDto({ code: 'x', value, ...(type !== undefined && { type }) }, limit);
}

describe('a data point’s value', () => {
  it.each([
    ['a boolean', true, undefined, 'boolean', 'true'],
    ['zero', 0, undefined, 'number', '0'],
    ['a number in a string stays text', '12', undefined, 'text', '12'],
    ['"true" in a string stays text', 'true', undefined, 'text', 'true'],
    ['an enum value', 'white_mode', 'Enum', 'text', 'white_mode'],
    ['a colour in hex', '000003e803e8', 'String', 'text', '000003e803e8'],
    ['a word of eight letters', 'standby1', undefined, 'text', 'standby1'],
    ['nothing', '', undefined, 'empty', ''],
    ['null', null, undefined, 'empty', ''],
    ['broken JSON', '{"h":', undefined, 'text', '{"h":'],
    ['JSON in a string', '{"h":21.0}', undefined, 'json', '{"h":21.0}'],
    ['an object', { h: 21 }, undefined, 'json', '{"h":21}'],
    ['an array', [1, 2], undefined, 'json', '[1,2]'],
    ['padded base64, by its type', 'AAECAw==', 'Raw', 'binary', 'AAECAw=='],
    ['padded base64 of an unknown code', 'AAECAw==', undefined, 'text', 'AAECAw=='],
    ['short raw base64, by its type', 'AAEC', 'Raw', 'binary', 'AAEC'],
    ['a raw value that is not base64', 'a-b!', 'raw', 'text', 'a-b!'],
  ])('%s', (_, value, type, kind, text) => {
    expect(valueDto(value, type)).toMatchObject({ kind, text, truncated: false });
  });

  it('lays JSON out and counts its entries', () => {
    expect(valueDto('{"h":21,"s":[1]}').decoded).toEqual({
      as: 'json',
      size: 2,
      text: '{\n  "h": 21,\n  "s": [\n    1\n  ]\n}',
    });
  });

  it('shows bytes in hex', () => {
    expect(valueDto('AAEC/w==').decoded).toEqual({ as: 'hex', size: 4, text: '00 01 02 ff' });
  });

  it('cuts a value of a megabyte, and says how long it is', () => {
    const long = 'x'.repeat(1_000_000);
    expect(valueDto(long)).toMatchObject({
      length: 1_000_000,
      truncated: true,
      text: 'x'.repeat(previewLength),
    });
    expect(valueDto(long, undefined, fullLength).text).toHaveLength(fullLength);
  });

  it('does not parse JSON of a megabyte', () => {
    expect(valueDto(`[${'1,'.repeat(500_000)}1]`).kind).toBe('text');
  });

  it('writes out what would not show', () => {
    expect(valueDto('a\u202eb\u0000c\u200bd').text).toBe('a\\u202eb\\u0000c\\u200bd');
  });

  it('keeps `__proto__` in JSON as a name like any other', () => {
    expect(valueDto('{"__proto__":{"x":1}}').decoded?.text).toContain('"__proto__"');
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  it('copies a string as it is and everything else as JSON', () => {
    expect([rawText('a\u202eb'), rawText({ a: 1 }), rawText(1.5), rawText(false)]).toEqual([
      'a\u202eb',
      '{"a":1}',
      '1.5',
      'false',
    ]);
  });
});
