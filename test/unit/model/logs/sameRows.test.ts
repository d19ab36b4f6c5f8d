import { describe, expect, it } from 'vitest';
import { StretchReader } from '../../../../src/model/logs/read/stretchReader.js';
import { LogTable } from '../../../../src/model/logs/table/logTable.js';
import { iterateLogs } from '../../../support/logPages.js';
import type { LogEntry } from '../../../../src/tuya/results.js';
import {
  answering,
  randomEditions,
  randomReads,
  RowsReference,
  rowTexts,
  type RandomRead,
} from '../../../support/randomReads.js';
import { byPerson } from '../../../support/asking.js';

// What SQLite keeps of the same readings is in test/host/archive/rows.test.ts: Node has it only from 22.13 on.

const seeds = Array.from({ length: 12 }, (_, seed) => seed);
const { signal } = new AbortController();

function rowsOf(table: LogTable): LogEntry[] {
  return Array.from(table.slotsInOrder(), (slot) => {
    const { time, type, from, rowKey, code, value } = table.row(slot);
    return {
      eventTime: time,
      eventId: type,
      ...(from !== undefined && { eventFrom: from }),
      ...(code !== undefined && { code }),
      ...(value !== undefined && { value }),
      ...(rowKey !== undefined && { row: rowKey }),
      extra: {},
    };
  });
}

/** Page by page, as a session reads it. */
async function readInto(table: LogTable, read: RandomRead): Promise<readonly LogEntry[]> {
  const answer = answering(read);
  const selection = { types: [7], codes: [] };
  const reader = new StretchReader(({ cursor }) => answer(cursor), selection, read.from, read.to);
  const whole: LogEntry[] = [];
  while (!reader.isDone) {
    const step = await reader.next(byPerson(signal));
    table.merge(0, step.entries, 'newest');
    whole.push(...step.whole);
  }
  return whole;
}

describe.each(randomEditions)('random reads of a log, %s edition', (edition) => {
  it.each(seeds)('give the iterator, the reader and the table the same rows (seed %i)', async (seed) => {
    const table = new LogTable();
    const reference = new RowsReference();
    for (const read of randomReads(seed, edition)) {
      const iterated: LogEntry[] = [];
      for await (const page of iterateLogs(answering(read))) iterated.push(...page.items);
      expect(rowTexts(iterated)).toEqual(rowTexts(read.rows));
      const whole = await readInto(table, read);
      if (!read.isDoubled) expect(rowTexts(whole)).toEqual(rowTexts(read.rows));
      reference.read(read.rows);
      expect(rowTexts(rowsOf(table))).toEqual(reference.texts());
    }
    expect(table.size).toBeGreaterThan(50);
  });
});
