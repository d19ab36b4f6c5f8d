import { expect, it } from 'vitest';
import { presentText } from '../../../../src/model/sending/presentText.js';
import { readTyped } from '../../../../src/model/sending/typedValue.js';
import { decodeValue } from '../../../../src/model/values/decodeValue.js';
import type { PointModel } from '../../../../src/model/values/pointModel.js';
import { shownText } from '../../../../src/model/values/shownText.js';

it.each<[string, unknown, Partial<PointModel>, string | undefined]>([
  ['x', 2150, { type: 'integer', scale: 2, unit: '°C' }, '21.50 °C'],
  ['x', 5, { type: 'bitmap', labels: ['a', 'b', 'c'] }, 'a, c'],
  ['x', 'AP8=', { type: 'raw' }, '00 ff'],
  ['x', 1_700_000_000_000, { type: 'date' }, '2023-11-14T22:13:20.000Z'],
  ['x', '12', {}, '"12"'],
  // A decoder's words are no value.
  ['colour_data_v2', '00d203e802e4', { type: 'string' }, '00d203e802e4'],
  ['colour_data_v2', '{"h":210,"s":1000,"v":740}', { type: 'json' }, '{"h":210,"s":1000,"v":740}'],
  // Bytes beyond those that a line has room for, and a text that a row shows cut.
  ['x', Buffer.alloc(80, 1).toString('base64'), { type: 'raw' }, `base64:${'AQEB'.repeat(26)}AQE=`],
  ['x', `${'x'.repeat(200)}`, { type: 'string' }, 'x'.repeat(200)],
  ['x', 'two\nlines', { type: 'string' }, undefined],
  ['x', 'hidden\u202e', { type: 'string' }, undefined],
  ['x', ['hidden\u202e'], {}, undefined],
  ['x', 'x'.repeat(40_000), {}, undefined],
  ['x', 99, { type: 'integer', max: 50 }, undefined],
  ['x', 'on', { type: 'integer' }, undefined],
  ['x', '', { type: 'string' }, undefined],
  ['x', null, {}, undefined],
])('begins with the text that sends the present value: %s %j of %j', (code, value, facts, text) => {
  const model = { code, ...facts };
  const shown = shownText(decodeValue({ code, value }, model)).slice(0, 120);
  expect(presentText(value, model, shown)).toBe(text);
  if (text !== undefined) expect(readTyped(text, model)).toMatchObject({ ok: true, value });
});
