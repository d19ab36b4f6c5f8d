import { describe, expect, it, vi } from 'vitest';
import { eventNames } from '../../../../../src/panels/logs/eventTexts.js';
import { completed, completions } from '../../../../../src/webview/logs/filter/completion.js';
import { device } from '../../../../support/logsPage.js';

vi.mock('vscode', () => ({ l10n: { t: (text: string) => text } }));

const codes = [
  { code: 'cur_power', name: 'Power', dpId: 19, chart: true },
  { code: 'power_on delay', chart: false },
  { code: 'switch_1', chart: false },
];
const known = {
  names: eventNames(),
  snapshot: {
    devices: [device(0, { codes }), device(1, { name: 'Desk lamp', codes })],
    counts: [{ type: 7, count: 3 }],
  },
};

/** `|` is the caret. */
const offered = (marked: string, asked = false): readonly string[] =>
  completions(marked.replace('|', ''), marked.indexOf('|'), known, asked).map(({ text }) => text);

describe('what is offered at the caret of the filter', () => {
  it.each([
    ['|', []],
    ['d|', ['dp:', 'device:']],
    ['x -t|', ['type:']],
    ['val|', ['value']],
    ['pow|', ['dp:cur_power', 'dp:"power_on delay"']],
    ['dp:pow|', ['cur_power', '"power_on delay"']],
    ['dp:switch_1,19|', ['cur_power']],
    ['dp:"power_on d|', ['"power_on delay"']],
    ['-dp:sw|', ['switch_1']],
    ['dp:sw|itch', []],
    ['dp:switch_1|', []],
    ['device:desk|', ['"Desk lamp"']],
    ['type:repo|', ['Report']],
    ['from:clo|', ['Cloud']],
    ['"a po|', []],
    ['/po|', []],
    ['dp:nothing_like_it|', []],
  ])('%s', (text, expected) => {
    expect(offered(text)).toEqual(expected);
  });

  it('takes a comma in quotes for a part of the name', () => {
    const named = [device(0, { name: 'Kitchen, left', codes: [] }), device(1, { name: 'say "hi"', codes })];
    const put = (text: string): unknown => {
      const [first] = completions(text, text.length, { ...known, snapshot: { devices: named, counts: [] } });
      return first && completed(text, first).text;
    };
    expect(put('device:"Kitchen, l')).toBe('device:"Kitchen, left" ');
    expect(put('device:"Kitchen, left",sa')).toBe('device:"Kitchen, left","say \\"hi\\"" ');
    expect(put('device:"say \\"h')).toBe('device:"say \\"hi\\"" ');
  });

  it('writes a code of digits so that it is no number of the firmware', () => {
    const snapshot = { devices: [device(0, { codes: [{ code: '101', chart: false }] })], counts: [] };
    expect(completions('dp:10', 5, { ...known, snapshot })[0]?.text).toBe('"101"');
  });

  it('begins with the types that came up', () => {
    expect(offered('type:|')[0]).toBe('Report');
  });

  it('is everything where somebody asks for it, and never without end', () => {
    expect(offered('|', true)).toEqual(['dp:', 'type:', 'from:', 'device:', 'value', 'raw']);
    const many = Array.from({ length: 500 }, (_, at) => ({ code: `code_${at}`, chart: false }));
    const snapshot = { devices: [device(0, { codes: many })], counts: [] };
    expect(completions('dp:', 3, { ...known, snapshot })).toHaveLength(10);
  });

  it('stands in the text as it would be typed', () => {
    const put = (text: string, caret: number): unknown => {
      const [first] = completions(text, caret, known);
      return first && completed(text, first);
    };
    expect(put('x dp:sw', 7)).toEqual({ text: 'x dp:switch_1 ', caret: 14 });
    expect(put('dp:sw y', 5)).toEqual({ text: 'dp:switch_1 y', caret: 11 });
    expect(put('ty', 2)).toEqual({ text: 'type:', caret: 5 });
  });
});
