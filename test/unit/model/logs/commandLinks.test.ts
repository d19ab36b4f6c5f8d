import { describe, expect, it } from 'vitest';
import { Emitter } from '../../../../src/base/event.js';
import { CompiledFilter } from '../../../../src/model/logs/filter/compiledFilter.js';
import { commandEntry } from '../../../../src/model/logs/rows/commandRow.js';
import { CommandLinks } from '../../../../src/model/logs/open/commandLinks.js';
import { RegexSandbox } from '../../../../src/model/logs/filter/regexSandbox.js';
import { LogTable } from '../../../../src/model/logs/table/logTable.js';
import type { DeviceRef } from '../../../../src/model/projects/project.js';
import type { SentCommand, Verdict } from '../../../../src/model/sending/sentCommand.js';
import type { LogEntry } from '../../../../src/tuya/results.js';
import { filterOf, searchWords } from '../../../support/logFilter.js';

const refs = ['d0', 'd1'].map((deviceId) => ({ projectId: 'p', deviceId }));
const [ref = { projectId: '', deviceId: '' }] = refs;

const sent = (key: string, cloudAt: number, verdict?: Verdict): SentCommand => ({
  ...{ id: 0, key, ref, code: 'temp', value: 21, at: cloudAt, cloudAt, hadValue: false },
  ...(verdict ? { state: 'ended', verdict, acceptedMs: 30 } : { state: 'accepted' }),
});
const applied = (at: number, ms: number): Verdict => ({ kind: 'applied', report: { value: 21, at, ms } });
const report = (eventTime: number, code = 'temp'): LogEntry => ({
  ...{ eventTime, eventId: 7, code, value: '21', extra: {} },
});

function tableOf(commands: readonly SentCommand[], entries: readonly LogEntry[], isKnown = true) {
  const table = new LogTable();
  const changed = new Emitter<DeviceRef>();
  let list = isKnown ? commands : [];
  const source = {
    sentTo: ({ deviceId }: DeviceRef) => (deviceId === 'd0' ? list : []),
    onDidChange: changed.event,
  };
  const links = new CommandLinks(table, refs, source);
  const rows = [...entries, ...commands.flatMap((command) => commandEntry(command) ?? [])];
  table.merge(
    0,
    rows.sort((a, b) => b.eventTime - a.eventTime),
    'newest',
  );
  table.merge(1, [report(1_420)], 'newest');
  const slots = [...table.slotsInOrder()];
  const slotAt = (time: number, device = 0, type?: number): number =>
    slots.find(
      (slot) =>
        table.time(slot) === time &&
        table.columns.device(slot) === device &&
        (type === undefined || table.columns.type(slot) === type),
    ) ?? -1;
  const matches = (text: string): number[] => {
    const filter = new CompiledFilter(filterOf(text), {
      columns: table.columns,
      words: { ...searchWords, command: (slot) => links.facts(slot) },
      sandbox: new RegexSandbox(),
      now: () => 0,
    });
    const found: number[] = [];
    const run = filter.run(table.slotsInOrder().slice(), (slot, isHit) => {
      if (isHit) found.push(table.time(slot));
    });
    while (run.next().done !== true);
    return found;
  };
  const tell = (next: readonly SentCommand[]): void => {
    list = next;
    changed.fire(ref);
  };
  return { table, links, slotAt, matches, tell };
}

describe('commands and their reports', () => {
  const commands = [
    sent('late', 3_000, { kind: 'noReport', waitedMs: 15_000 }),
    sent('waiting', 2_000),
    sent('first', 1_000, applied(1_420, 420)),
  ];
  const entries = [report(2_100), report(1_420, 'other'), report(1_420), report(500)];

  it('find each other by device, time and code, and no other row', () => {
    const { links, slotAt, table } = tableOf(commands, entries);
    const command = slotAt(1_000);
    const its = slotAt(1_420);
    expect(links.of(its)).toMatchObject({ role: 'report', command: { key: 'first' } });
    expect(links.partnerOf(command)).toBe(table.row(its).id);
    expect(links.partnerOf(its)).toBe(table.row(command).id);
    const linked = [...table.slotsInOrder()].filter((slot) => links.of(slot));
    expect(linked).toHaveLength(4);
    expect(links.of(slotAt(1_420, 1))).toBeUndefined();
    expect(links.partnerOf(slotAt(3_000))).toBeUndefined();
  });

  it('are known from the rows alone, where the log was kept and nothing else remembers them', () => {
    const { links, slotAt, table } = tableOf(commands, entries, false);
    expect(links.partnerOf(slotAt(1_000))).toBe(table.row(slotAt(1_420)).id);
    expect(links.facts(slotAt(3_000))).toMatchObject({ isSent: true, verdict: 'noReport' });
  });

  it('find each other once a report has come', () => {
    const { links, slotAt, tell } = tableOf(commands, entries);
    expect(links.facts(slotAt(2_000))).toMatchObject({ verdict: 'waiting' });
    expect(links.of(slotAt(2_100))).toBeUndefined();
    tell([sent('waiting', 2_000, applied(2_100, 100))]);
    expect(links.facts(slotAt(2_100))).toMatchObject({ isSent: false, latencyMs: 100 });
  });

  it.each([
    ['type:1000', [1_000, 2_000, 3_000]],
    ['verdict:applied', [1_000]],
    ['-verdict:applied type:1000', [2_000, 3_000]],
    ['latency>400', [1_000, 1_420]],
    ['latency:..400', []],
    ['latency=420', [1_000, 1_420]],
    ['latency<420', []],
  ])('are found by %s', (text, times) => {
    expect(tableOf(commands, entries).matches(text)).toEqual(times);
  });

  it.each(['latency=soon', 'verdict:odd', 'verdict:'])('are not by %s', (text) => {
    expect(() => filterOf(text)).toThrow();
  });
});
