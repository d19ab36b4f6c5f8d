import { describe, expect, it } from 'vitest';
import { emptyTexts } from '../../../../src/panels/logs/emptyTexts.js';
import { eventWords, sourceName, typeName } from '../../../../src/panels/logs/eventTexts.js';
import { readLogsKey } from '../../../../src/panels/logs/logsRegistry.js';

describe('names of what the cloud gives as numbers', () => {
  it('are those of the page’s tables', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map(typeName)).toEqual([
      'Online',
      'Offline',
      'Activated',
      'Reset',
      'Command',
      'Firmware',
      'Report',
      'Signal',
      'Restart',
      'Timer',
    ]);
    const sources = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 16, -1].map(String);
    const names = sources.map(sourceName);
    expect(new Set(names).size).toBe(15);
    expect(names.filter((name) => /^Source|^$/.test(name))).toEqual([]);
    expect(sourceName('-1')).toBe('Unknown');
  });

  it.each([
    ['0', 'Source 0'],
    ['14', 'Source 14'],
    ['99', 'Source 99'],
    ['toString', 'Source toString'],
    ['', ''],
    [undefined, ''],
  ])('say of the source %j what is known: %s', (from, name) => {
    expect(sourceName(from)).toBe(name);
  });

  it('say an unknown type by its number', () => {
    expect([0, -1, 11, 42].map(typeName)).toEqual(['Type 0', 'Type -1', 'Type 11', 'Type 42']);
  });

  it('are searched for by key and by word', () => {
    const { types, sources } = eventWords().vocabulary;
    expect(types.find(({ type }) => type === 6)?.words).toEqual(['firmware', 'Firmware']);
    expect(sources.find(({ source }) => source === '-1')?.words).toEqual(['unknown', 'Unknown']);
    expect([types.length, sources.length]).toEqual([11, 15]);
    expect(types.find(({ words }) => words.includes('sent'))?.type).toBe(1_000);
  });
});

describe('why a log is empty', () => {
  const facts = { hasGateway: false, neverReported: false, online: true, isNarrowed: false, isDemo: false };

  it('has the likeliest cause first', () => {
    expect(emptyTexts({ ...facts, reason: 'noRows' })?.hints[0]).toMatch(/longer range/);
    expect(emptyTexts({ ...facts, reason: 'noRows', online: false })?.hints[0]).toMatch(/offline/);
    const narrowed = emptyTexts({ ...facts, reason: 'noRows', isNarrowed: true, neverReported: true });
    expect(narrowed?.hints[1]).toMatch(/all of them/);
    expect(narrowed?.hints[2]).toMatch(/never reported/);
  });

  it('names the instruction mode and the API group, but not in the demo', () => {
    const texts = (isDemo: boolean): string =>
      emptyTexts({ ...facts, reason: 'noRows', isDemo })?.hints.join('\n') ?? '';
    expect(texts(false)).toMatch(/Standard Instruction.*DP Instruction/);
    expect(texts(false)).toMatch(/API group/);
    expect(texts(true)).not.toMatch(/Instruction|API group/);
  });

  it('tells hubs and gateways to look behind them', () => {
    const hub = emptyTexts({ ...facts, reason: 'unsupported', hasGateway: true });
    expect(hub?.title).toMatch(/keeps no log/);
    expect(hub?.hints[0]).toMatch(/sub-devices/);
    expect(emptyTexts({ ...facts, reason: 'unsupported' })?.hints.join()).not.toMatch(/sub-devices/);
  });

  it('names the week', () => {
    expect(emptyTexts({ ...facts, reason: 'retention' })?.hints[0]).toMatch(/seven days/);
  });
});

describe('what a page keeps for a window reload', () => {
  it('names its devices, each once, in the order they were given', () => {
    expect(readLogsKey({ projectId: 'p', deviceIds: ['b', 'a', 'b'], filter: 1 })).toMatchObject({
      projectId: 'p',
      deviceIds: ['b', 'a'],
    });
  });

  it.each([
    [undefined],
    [null],
    ['x'],
    [{}],
    [{ projectId: 'p' }],
    [{ projectId: 'p', deviceIds: [] }],
    [{ projectId: 'p', deviceIds: ['a', 5] }],
    [{ projectId: 'p', deviceIds: 'abc' }],
    [{ projectId: '', deviceIds: ['a'] }],
    [{ projectId: 'p', deviceIds: ['x'.repeat(201)] }],
    [{ projectId: 'p', deviceIds: Array.from({ length: 51 }, (_, at) => `d${at}`) }],
  ])('is no key where it is %j', (state) => {
    expect(readLogsKey(state)).toBeUndefined();
  });
});
