import { describe, expect, it } from 'vitest';
import { exportLog, logFormats, type LogFormat } from '../../../../../src/model/logs/export/exportLog.js';
import { exportColumns, type ExportContext } from '../../../../../src/model/logs/export/exportedRow.js';
import type { PointModel } from '../../../../../src/model/values/pointModel.js';
import type { LogRow } from '../../../../../src/model/logs/rows/logTypes.js';

const context: ExportContext = {
  device: (index) => ({ id: `id${index}`, name: ['=cmd|calc', 'Küche'][index] ?? '' }),
  pointName: (_, code) => (code === 'switch_1' ? 'Lampe, links' : undefined),
  point: (_, code) => (points[code] ? { model: points[code] } : {}),
  typeName: (type) => ({ 7: 'Report', 1: 'Online' })[type] ?? `Type ${type}`,
  sourceName: (from) => ({ '1': 'Device', '-1': 'Unknown' })[from ?? ''] ?? `Source ${from}`,
};

const points: Readonly<Record<string, PointModel>> = {
  cur_current: { code: 'cur_current', dpId: 18, type: 'integer', scale: 3, unit: 'A' },
  switch_1: { code: 'switch_1', dpId: 1, type: 'boolean' },
  fault: { code: 'fault', dpId: 26, type: 'bitmap', labels: ['ov_cr', '=1+1'] },
  temp: { code: 'temp', type: 'float', unit: '°C' },
};

const rows: LogRow[] = [
  { id: 1, device: 0, time: 1_700_000_000_123, type: 7, from: '1', code: 'switch_1', value: 'true' },
  { id: 2, device: 1, time: 1_700_000_000_123, type: 7, from: '-1', code: 'cur_current', value: '-12' },
  { id: 3, device: 1, time: 1_700_000_000_124, type: 1, rowKey: 'k_1' },
  { id: 4, device: 0, time: 1_700_000_000_125, type: 42, from: '99', code: 'x', value: '=1+1\r\n"q",\t' },
  { id: 5, device: 0, time: 1_700_000_000_126, type: 7, code: 'y', value: '-1.50' },
  { id: 6, device: 0, time: 1_700_000_000_127, type: 7, code: 'z', value: '' },
];

async function textOf(format: LogFormat, given: Iterable<LogRow> = rows, own = context): Promise<string> {
  const pieces: string[] = [];
  for await (const piece of exportLog(given, format, own)) pieces.push(piece);
  return pieces.join('');
}

/** RFC 4180 as a spreadsheet reads it. */
function readCsv(text: string): string[][] {
  const cells = [...text.matchAll(/(?:"((?:[^"]|"")*)"|([^,\r\n"]*))(,|\r\n)/g)];
  const table: string[][] = [[]];
  for (const [, quoted, plain, end] of cells) {
    table.at(-1)?.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'));
    if (end === '\r\n') table.push([]);
  }
  table.pop();
  return table;
}

describe('a log as CSV', () => {
  const noCommand = ['', '', '', ''];

  it('says of what was sent and of its report what came of it, and how long that took', async () => {
    const facts = { key: 'k', verdict: 'appliedOther', acceptedMs: 30, latencyMs: 420 } as const;
    const command = (row: LogRow) =>
      row === rows[0] || row === rows[1] ? { ...facts, isSent: row === rows[0] } : undefined;
    const body = readCsv(await textOf('csv', rows, { ...context, command })).slice(1);
    expect(body.map((row) => row.slice(-4)).slice(0, 3)).toEqual([
      ['other', '30', '420', 'k'],
      ['', '', '420', 'k'],
      noCommand,
    ]);
  });

  it('has a row for each row, in order, value for value', async () => {
    const [head, ...body] = readCsv(await textOf('csv'));
    expect(head).toEqual([...exportColumns]);
    expect(body.map((row) => row[head?.indexOf('time') ?? -1])).toEqual(
      rows.map(({ time }) => new Date(time).toISOString()),
    );
    expect(body[1]).toEqual([
      '2023-11-14T22:13:20.123Z',
      '1700000000123',
      'id1',
      'Küche',
      '7',
      'Report',
      'cur_current',
      '',
      '-12',
      '-1',
      'Unknown',
      '',
      '18',
      '-0.012',
      'A',
      "'-0.012 A",
      ...noCommand,
    ]);
    expect(body[2]?.slice(11)).toEqual(['k_1', '', '', '', '', ...noCommand]);
  });

  it('runs nothing in a spreadsheet: only plain numbers may begin with a sign', async () => {
    const cells = readCsv(await textOf('csv')).flat();
    const dangerous = cells.filter((cell) => /^[=+\-@\t\r\n]/.test(cell) && !/^-\d+(\.\d+)?$/.test(cell));
    expect(dangerous).toEqual([]);
    expect(cells).toContain("'=cmd|calc");
    expect(cells).toContain('\'=1+1\r\n"q",\t');
    // No digit is lost: what isn't a number digit for digit is text.
    expect(cells).toContain("'-1.50");
  });
});

describe('a log as JSON Lines', () => {
  it('says exactly what the cloud said', async () => {
    const lines = (await textOf('jsonl')).trimEnd().split('\n');
    const read = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(read.map(({ value }) => value)).toEqual(rows.map(({ value }) => value));
    expect(read.map(({ source }) => source)).toEqual(rows.map(({ from }) => from));
    expect(read[0]).toEqual({
      time: '2023-11-14T22:13:20.123Z',
      time_ms: 1_700_000_000_123,
      device_id: 'id0',
      device: '=cmd|calc',
      type: 7,
      type_name: 'Report',
      code: 'switch_1',
      name: 'Lampe, links',
      value: 'true',
      source: '1',
      source_name: 'Device',
      dp_id: 1,
    });
    expect(read[3]).toMatchObject({ type: 42, type_name: 'Type 42', source: '99', source_name: 'Source 99' });
  });
});

describe('what values mean', () => {
  const meaning = async (code: string, value: string): Promise<unknown> => {
    const text = await textOf('jsonl', [{ id: 1, device: 0, time: 1, type: 7, code, value }]);
    const { dp_id, scaled_value, unit, shown } = JSON.parse(text) as Record<string, unknown>;
    return { dp_id, scaled_value, unit, shown };
  };

  it.each<[string, string, unknown]>([
    ['cur_current', '1423', { dp_id: 18, scaled_value: 1.423, unit: 'A', shown: '1.423 A' }],
    [
      'cur_current',
      '123456789012345',
      { dp_id: 18, scaled_value: 123_456_789_012.345, unit: 'A', shown: '123456789012.345 A' },
    ],
    ['cur_current', '1.5', { dp_id: 18 }],
    ['cur_current', 'true', { dp_id: 18 }],
    ['fault', '3', { dp_id: 26, shown: 'ov_cr, =1+1' }],
    ['temp', '21.5', { scaled_value: 21.5, unit: '°C', shown: '21.5 °C' }],
    // What is only usual for a code is marked, and no number to calculate with.
    ['cur_voltage', '2301', { shown: '≈ 230.1 V' }],
    ['unheard_of', '2301', {}],
    ['', '', {}],
  ])('of %s %j stands beside what was sent', async (code, value, expected) => {
    expect(await meaning(code, value)).toEqual({
      dp_id: undefined,
      scaled_value: undefined,
      unit: undefined,
      shown: undefined,
      ...(expected as object),
    });
  });

  it('runs nothing in a spreadsheet, and is a number where it is one', async () => {
    const [, ...body] = readCsv(
      await textOf('csv', [
        { id: 1, device: 1, time: 1, type: 7, code: 'fault', value: '2' },
        { id: 2, device: 1, time: 1, type: 7, code: 'cur_current', value: '-1500' },
      ]),
    );
    expect(body.map((cells) => cells.slice(-8, -4))).toEqual([
      ['26', '', '', "'=1+1"],
      ['18', '-1.5', 'A', "'-1.500 A"],
    ]);
  });

  it('is of no value that is longer than anybody reads', async () => {
    expect(await meaning('cur_current', '1'.repeat(5000))).toMatchObject({ dp_id: 18, shown: undefined });
  });
});

describe('a log as Markdown', () => {
  it('is one table, whatever a value holds', async () => {
    const hostile: LogRow = {
      id: 9,
      device: 1,
      time: 1_700_000_000_123,
      type: 7,
      code: 'x',
      value: 'a | b\n[x](command:y) <img> `c` \\| *d*',
    };
    const lines = (await textOf('markdown', [hostile])).trimEnd().split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[2]).toContain(String.raw`a \| b \[x\](command:y) \<img\> \`c\` \\\| \*d\*`);
    for (const line of lines)
      expect(line.match(/(?<!\\)(?:\\\\)*\|/g)).toHaveLength(exportColumns.length + 1);
  });
});

it('makes no link and no formula of a value in Markdown', async () => {
  const value = 'https://a.example www.b.example c@d.example $x$ 10:42';
  const text = await textOf('markdown', [{ id: 9, device: 1, time: 1_700_000_000_123, type: 7, value }]);
  expect(text).toContain(String.raw`https\:\/\/a\.example www\.b\.example c\@d\.example \$x\$ 10:42`);
});

describe('an export', () => {
  it.each(logFormats)('of nothing is a head alone: %s', async (format) => {
    expect((await textOf(format, [])).split('\n').filter(Boolean).length).toBe(
      { csv: 1, jsonl: 0, markdown: 2 }[format],
    );
  });

  it('lets others work between its pieces, and ends where it is cancelled', async () => {
    const controller = new AbortController();
    const many = Array.from({ length: 5_000 }, (_, id): LogRow => ({ id, device: 0, time: id, type: 7 }));
    let turns = 0;
    const tick = (): void => {
      turns++;
      if (turns === 3) controller.abort();
      else setImmediate(tick);
    };
    setImmediate(tick);
    let text = '';
    const run = async (): Promise<void> => {
      for await (const piece of exportLog(many, 'csv', context, { signal: controller.signal })) text += piece;
    };
    await expect(run()).rejects.toMatchObject({ name: 'AbortError' });
    expect(text.split('\r\n').length).toBeLessThan(2_600);
  });
});

describe('a log as JSON Lines', () => {
  it('has no line end within a row, whatever a reader takes for one', async () => {
    const value = 'a\u2028b\u2029c\nd\u0085';
    const text = await textOf('jsonl', [{ id: 1, device: 1, time: 1, type: 7, code: 'x', value }]);
    expect(text.split(/\r\n|[\n\u2028\u2029]/u)).toHaveLength(2);
    expect(JSON.parse(text)).toMatchObject({ value });
  });
});
