import { describe, expect, it } from 'vitest';
import { bytesText } from '../../../../src/model/values/bytesText.js';
import { hexText } from '../../../../src/model/values/hex.js';

const utf16 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'utf16le').swap16());

describe('bytes', () => {
  it.each<[string, Uint8Array, string | undefined]>([
    ['UTF-8', Uint8Array.from(Buffer.from('Küche 厨房')), 'Küche 厨房'],
    ['UTF-16BE', utf16('Front door: 门'), 'Front door: 门'],
    ['JSON', Uint8Array.from(Buffer.from('{"a":[1]}')), '{\n  "a": [\n    1\n  ]\n}'],
    ['JSON in UTF-16BE', utf16('{"a":1}'), '{\n  "a": 1\n}'],
    ['broken JSON', Uint8Array.from(Buffer.from('{"a":')), '{"a":'],
    ['two bytes that could be a character', Uint8Array.of(0x95, 0xe8), undefined],
    ['pairs that could be characters', Uint8Array.of(0x95, 0xe8, 0x95, 0xe8, 0x53, 0xa8), undefined],
    ['a measurement', Uint8Array.from(Buffer.from('CSIAFfQABKE=', 'base64')), undefined],
    ['zeros', new Uint8Array(8), undefined],
    ['an odd number of bytes', Uint8Array.of(0, 0x41, 0, 0x42, 0), undefined],
    ['half a pair', Uint8Array.of(0, 0x41, 0xd8, 0x00), undefined],
    ['nothing', new Uint8Array(0), undefined],
    ['a reversed reading order', Uint8Array.from(Buffer.from('a\u202eb')), undefined],
    ['more than anybody reads', new Uint8Array(200_001).fill(0x41), undefined],
  ])('of %s', (_, bytes, text) => {
    expect(bytesText(bytes)).toBe(text);
  });

  it('are hex in pairs, up to a number', () => {
    expect(hexText(Uint8Array.of(0, 255, 16))).toBe('00 ff 10');
    expect(hexText(Uint8Array.of(0, 255, 16), 2)).toBe('00 ff …');
    expect(hexText(new Uint8Array(0))).toBe('');
  });
});
