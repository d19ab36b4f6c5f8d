import { describe, expect, it } from 'vitest';
import { unreadDetails, type DetailsState } from '../../../../src/model/details/detailsState.js';
import { ValueRefusedError } from '../../../../src/model/sending/commandSender.js';
import type { PointValue, SentCommand } from '../../../../src/model/sending/sentCommand.js';
import type { PointModel } from '../../../../src/model/values/pointModel.js';
import { commandDtos } from '../../../../src/panels/details/commandDto.js';
import { detailsSending } from '../../../../src/panels/details/detailsSending.js';
import { editorDto } from '../../../../src/panels/details/editorDto.js';
import { modelOf } from '../../../support/productModels.js';

const ref = { projectId: 'p', deviceId: 'd' };
const points: readonly PointModel[] = [
  { code: 'mode', type: 'enum', range: ['auto', 'eco', 'off'], labels: ['Automatic', ''], access: 'rw' },
  { code: 'twins', type: 'enum', range: ['a', 'a\u200b'], access: 'rw' },
  { code: 'level', type: 'integer', min: 0, max: 100, scale: 1, unit: '%', access: 'rw' },
];
const command: SentCommand = {
  ...{ id: 7, key: 'k7', ref, code: 'mode', value: 'eco', at: 0, hadValue: false, state: 'ended' },
  verdict: { kind: 'noReport', waitedMs: 15_000 },
};

function setUp(changes: Partial<DetailsState> = {}, refusal?: Error) {
  const sent: PointValue[] = [];
  const state: DetailsState = {
    ...unreadDetails,
    ref,
    device: { id: 'd', status: [{ code: 'odd', value: 1 }], extra: {} },
    model: modelOf(points),
    ...changes,
  };
  const requests = detailsSending({
    details: { state: () => state },
    sender: {
      sentTo: () => [command, { ...command, id: 9, isValueGone: true }],
      outlook: () => ({ isReportOnly: false, hasValue: true, isOffline: true }),
      sendAll: (_ref, points) => {
        sent.push(...points);
        return refusal ? Promise.reject(refusal) : Promise.resolve(points.map(() => command));
      },
    },
  });
  const ask = async (name: keyof typeof requests, body: unknown): Promise<unknown> => {
    const { parse, handle } = requests[name] as {
      parse(body: unknown): never;
      handle(params: never, signal: AbortSignal): Promise<unknown>;
    };
    return handle(parse(body), new AbortController().signal);
  };
  return { ask, sent };
}

describe('what the page wants sent', () => {
  it.each([
    [
      { code: 'mode', text: 'auto (Automatic)', as: 'member' },
      { code: 'mode', value: 'auto' },
    ],
    [
      { code: 'level', text: '9.5', as: 'typed' },
      { code: 'level', value: 95 },
    ],
    [
      { code: 'odd', text: '{"a":1}', as: 'typed' },
      { code: 'odd', value: { a: 1 } },
    ],
    [
      { code: 'level', text: '95', as: 'json' },
      { code: 'level', value: 95 },
    ],
  ])('%j is %j', async (asked, point) => {
    const { ask, sent } = setUp();
    expect(await ask('send', asked)).toEqual({ outcome: 'ended', text: 'No report in 15 s.' });
    expect(sent).toEqual([point]);
  });

  it.each([
    [{ code: 'mode', text: 'auto', as: 'member' }, 'The data point doesn’t take this value.'],
    // What looks the same can't be told apart.
    [{ code: 'twins', text: 'a', as: 'member' }, 'The data point doesn’t take this value.'],
    [{ code: 'level', text: '999', as: 'typed' }, 'At most 10.0 %.'],
    [{ code: 'level', text: '5000', as: 'json' }, 'At most 10.0 %.'],
    [{ code: 'odd', text: 'on', as: 'typed' }, 'This isn’t JSON: put a text in quotes.'],
    [{ code: 'odd', text: 'on', as: 'json' }, 'This isn’t JSON: put a text in quotes.'],
  ])('%j is refused: %s', async (asked, message) => {
    const { ask, sent } = setUp();
    expect(await ask('send', asked)).toEqual({ outcome: 'invalid', message });
    expect(await ask('checkSend', asked)).toEqual({ problem: message, notes: [] });
    expect(sent).toEqual([]);
  });

  it.each([
    ['send', { code: 'elsewhere', text: 'true', as: 'typed' }],
    ['send', { code: 'odd', text: 'true', as: 'something' }],
    ['sendAgain', { id: 8, how: 'same' }],
    // Its value isn't kept.
    ['sendAgain', { id: 9, how: 'same' }],
    // It has none.
    ['sendAgain', { id: 7, how: 'opposite' }],
  ] as const)('%s %j is about nothing that the page shows', async (name, body) => {
    const { ask, sent } = setUp();
    await expect(ask(name, body)).rejects.toThrow();
    expect(sent).toEqual([]);
  });

  it('is one command of several data points, or nothing where one of them can’t be sent', async () => {
    const { ask, sent } = setUp();
    const level = { code: 'level', text: '9.5', as: 'typed' };
    const mode = { code: 'mode', text: 'eco', as: 'member' };
    expect(await ask('sendTogether', { points: [level, { ...mode, text: 'odd' }] })).toEqual({
      outcome: 'invalid',
      message: 'mode: The data point doesn’t take this value.',
    });
    expect(sent).toEqual([]);
    expect(await ask('sendTogether', { points: [level, mode] })).toMatchObject({ outcome: 'ended' });
    expect(sent).toEqual([
      { code: 'level', value: 95 },
      { code: 'mode', value: 'eco' },
    ]);
    await expect(ask('sendTogether', { points: [] })).rejects.toThrow();
    await expect(ask('sendTogether', { points: [mode, mode] })).rejects.toThrow();
  });

  it('is checked with what is worth knowing before', async () => {
    const { ask } = setUp();
    expect(await ask('checkSend', { code: 'odd', text: '1', as: 'typed' })).toEqual({
      notes: [
        'The device is offline.',
        'The device has this value already: most report only changes.',
        'No model says what this data point takes: the value isn’t checked.',
      ],
    });
  });

  it('is sent again as it was, and tells what refused it', async () => {
    const again = setUp();
    await again.ask('sendAgain', { id: 7, how: 'same' });
    expect(again.sent).toEqual([{ code: 'mode', value: 'eco' }]);
    const refused = setUp({}, new ValueRefusedError({ kind: 'reportOnly' }, undefined));
    expect(await refused.ask('send', { code: 'odd', text: '1', as: 'typed' })).toEqual({
      outcome: 'invalid',
      message: 'This data point is only reported: it can’t be set.',
    });
    const failed = setUp({}, new Error('x'));
    expect(await failed.ask('send', { code: 'odd', text: '1', as: 'typed' })).toMatchObject({
      outcome: 'notDone',
    });
  });
});

describe('the field of a data point', () => {
  it.each<readonly [Partial<PointModel>, unknown, unknown]>([
    [{ type: 'boolean', access: 'ro' }, true, undefined],
    [{ type: 'boolean' }, true, { kind: 'boolean' }],
    [
      { type: 'integer', min: 50, max: 350, scale: 1, step: 5, unit: '℃' },
      215,
      { kind: 'number', min: '5.0', max: '35.0', step: '0.5', unit: '℃', now: '21.5' },
    ],
    // A model that lies leaves a field that can be used.
    [{ type: 'integer', min: 10, max: 5, step: -1 }, 'x', { kind: 'number', step: '1' }],
    [{ type: 'integer', max: 500, step: 5, scale: 1 }, 'x', { kind: 'number', max: '50.0', step: '0.5' }],
    // Its arrows go from 10 to 20, and not from 5 to 15.
    [
      { type: 'integer', min: 5, max: 25_000, step: 10 },
      'x',
      { kind: 'number', min: '5', from: '10', max: '25000', step: '10' },
    ],
    [{ type: 'enum', range: ['a', 'a\u200b'] }, 'a', { kind: 'text', now: 'a' }],
    [
      { type: 'enum', range: Array.from({ length: 500 }, (_, at) => String(at)) },
      '1',
      { kind: 'text', now: '1' },
    ],
    [{ type: 'enum', range: ['a', 'b'] }, 'b', { kind: 'enum', members: ['a', 'b'], now: 'b' }],
    [{ type: 'bitmap', labels: ['x'], maxLength: 2 }, 1, { kind: 'bitmap', labels: ['x', 'bit 1'] }],
    [{ type: 'bitmap' }, 1, { kind: 'number', min: '0', step: '1', now: '1' }],
    [{ type: 'raw', maxLength: 8 }, '', { kind: 'bytes', maxLength: 8 }],
    [{ type: 'other' }, '', { kind: 'unchecked' }],
    // What a field begins with is sent as it stands where nobody changes it.
    [{ type: 'string' }, 'Hello', { kind: 'text', now: 'Hello' }],
    [{ type: 'string' }, 'Hel\u200blo', { kind: 'text' }],
    [{ type: 'string' }, 'x'.repeat(500), { kind: 'text' }],
    [{ type: 'raw' }, 'AP8=', { kind: 'bytes', now: 'base64:AP8=' }],
    [{ type: 'json' }, { h: 1 }, { kind: 'json', now: '{"h":1}' }],
    [{ type: 'date' }, 1_700_000_000_000, { kind: 'text', now: '2023-11-14T22:13:20.000Z' }],
    [{ type: 'other' }, '12', { kind: 'unchecked', now: '"12"' }],
    [{ type: 'other' }, '{"h":1}', { kind: 'unchecked', now: String.raw`"{\"h\":1}"` }],
    [{ type: 'other' }, { h: 1 }, { kind: 'unchecked', now: '{"h":1}' }],
  ])('%j', (model, value, editor) => {
    expect(editorDto({ code: 'x', ...model }, value)).toEqual(editor);
  });
});

describe('the commands of a device', () => {
  it('are the newest 50, their values shown by the model, with what would undo them', () => {
    const many = Array.from({ length: 60 }, (_, index): SentCommand => ({ ...command, id: 60 - index }));
    const dtos = commandDtos(
      [{ ...command, code: 'level', value: 125 }, { ...command, code: 'odd', value: true }, ...many],
      new Map(points.map((point) => [point.code, point])),
    );
    expect(dtos).toHaveLength(50);
    expect(dtos[0]).toMatchObject({ code: 'level', value: '12.5 %', tone: 'note', isEnded: true });
    expect(dtos[1]?.opposite).toBe('false');
    expect(dtos[2]).not.toHaveProperty('opposite');
  });
});
