import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLog } from '../../../../src/model/logs/openLog.js';
import { usualStart, type OpenLog } from '../../../../src/model/logs/open/openLog.js';
import { eventWords } from '../../../../src/panels/logs/eventTexts.js';
import type { PointModel } from '../../../../src/model/values/pointModel.js';
import { exportRows } from '../../../../src/panels/logs/exportLogs.js';
import { logsRequests } from '../../../../src/panels/logs/logsRequests.js';
import { logsSnapshot } from '../../../../src/panels/logs/logsSnapshot.js';
import type { ExportRequest, FromLogsPage } from '../../../../src/protocol/logRequests.js';
import type { LogRowDetailsDto, LogWindowDto } from '../../../../src/protocol/logRows.js';
import { aWorkbench } from '../../../support/commandSetup.js';

let bench: Awaited<ReturnType<typeof aWorkbench>>;
let projectId: string;
let deviceId: string;
let log: OpenLog;
let copied: string[];
let done: unknown[];

beforeEach(async () => {
  bench = await aWorkbench();
  projectId = String(await bench.run('tuya.addProject', { name: 'Bench', ...bench.keys }));
  const { truth } = bench.cloud;
  deviceId = truth.deviceIds().find((id) => truth.device(id)?.['name'] === 'Kühlschrank') ?? '';
  copied = [];
  done = [];
});
afterEach(async () => {
  log.dispose();
  await bench.end();
});

/** Opens the log as a panel does, without following, and waits for its rows. */
async function open(): Promise<void> {
  log = openLog(bench.core.logs, { projectId, deviceIds: [deviceId] }, eventWords());
  log.start({ ...usualStart, following: false }, 'person');
  await expect.poll(() => snapshot().loading).toBeUndefined();
  await expect.poll(() => log.session.view.total).toBeGreaterThan(0);
}

const snapshot = () =>
  logsSnapshot(log, {
    logs: bench.core.logs,
    project: bench.core.projects.get(projectId),
    archive: { of: () => undefined, possible: () => ({ possible: true }) },
    files: { of: () => undefined },
  });

/** As the channel does it: read, then handle. */
async function ask(name: keyof FromLogsPage['requests'], body: unknown): Promise<unknown> {
  const { requests } = logsRequests({
    log,
    prefs: bench.core.logs.prefs,
    copy: (text) => Promise.resolve(void copied.push(text)),
    exportRows: (request) => void done.push(request),
    savePng: (bytes) => void done.push(bytes.length),
    addMarker: (time) => void done.push(['marker', time]),
    compareFlash: (marker) => void done.push(['flash', marker]),
    archive: (ref, on) => void done.push([ref, on]),
    logFile: (ref, on) => void done.push([ref, on]),
    showLogFile: (ref, how) => void done.push([ref, how]),
    watchOnline: (ref, on) => void done.push([ref, on]),
    openDevice: (ref) => void done.push(ref),
    showExtensionLog: () => void done.push('showExtensionLog'),
  });
  const { parse, handle } = requests[name] as {
    parse(body: unknown): never;
    handle(params: never, signal: AbortSignal): Promise<unknown>;
  };
  return handle(parse(body), new AbortController().signal);
}

const window = async (index: number, count: number): Promise<LogWindowDto> =>
  (await ask('window', { index, count })) as LogWindowDto;
const rowsOf = ({ items }: LogWindowDto) => items.filter((item) => item.kind === 'row');
/** The cloud's own record of the range that was read. */
const inTruth = () => bench.cloud.truth.log(deviceId, { ...snapshot().span }).toReversed();

describe('a row that a person acts on', () => {
  it('narrows the filter as it is typed, by the values of the cloud', async () => {
    await open();
    const row = rowsOf(await window(0, 300)).find(({ code }) => code !== undefined);
    const text = await ask('narrow', { id: row?.id, by: 'code', how: 'only', text: 'x dp:other' });
    expect(text).toEqual({ text: `x dp:${String(row?.code)}` });
    expect(await ask('narrow', { id: -99, by: 'code', how: 'only', text: '' })).toBeNull();
  });

  it('is soon there after something was sent to its device, in each log of it that is open', async () => {
    await open();
    let hurried = 0;
    const { session } = log;
    session.hurry = () => void hurried++;
    bench.core.logs.hurry({ projectId, deviceId });
    bench.core.logs.hurry({ projectId, deviceId: 'another' });
    expect(hurried).toBe(1);
    log.dispose();
    bench.core.logs.hurry({ projectId, deviceId });
    expect(hurried).toBe(1);
  });

  it('may have a marker at its time', async () => {
    await open();
    await ask('addMarker', { time: 5 });
    await ask('addMarker', {});
    expect(done).toEqual([
      ['marker', 5],
      ['marker', undefined],
    ]);
  });
});

describe('a window of rows', () => {
  it('is what the cloud has, in order, each with the time since the one above', async () => {
    await open();
    const rows = rowsOf(await window(0, 300));
    const truth = inTruth();
    expect(truth.length).toBeGreaterThan(20);
    expect(rows.map(({ time, type, value }) => [time, type, value.text])).toEqual(
      truth.map(({ time, type, value = '' }) => [time, type, value]),
    );
    expect(rows.slice(1).map(({ delta }) => delta)).toEqual(
      rows.slice(1).map(({ time }, at) => time - (rows[at]?.time ?? 0)),
    );
  });

  it('says where the anchor stands, and stays within a message', async () => {
    for (let at = 0; at < 250; at++) {
      bench.cloud.truth.addLogEvent(deviceId, {
        time: Date.now() - 1_000,
        type: 7,
        code: `c${'x'.repeat(300)}`,
        value: `\u202e${'界'.repeat(500)}${at}`,
      });
    }
    await open();
    const { total, items } = await window(0, 300);
    expect(JSON.stringify(items).length).toBeLessThan(65 * 1024);
    expect(items.length).toBeLessThan(total);
    const last = items.at(-1);
    const next = (await ask('window', {
      index: 0,
      count: 10,
      anchor: { id: last?.id, before: 2 },
    })) as LogWindowDto;
    expect(next).toMatchObject({ anchorIndex: last?.index, start: (last?.index ?? 0) - 2 });
    for (const { value } of rowsOf(await window(total - 5, 5))) {
      expect(value.text.length).toBeLessThan(210);
      expect(value.text).toMatch(/^\\u202e/);
      expect(value.truncated).toBe(true);
    }
  });
});

describe('what is in a cell', () => {
  // The device reports by itself now and then, also a moment ago.
  const last = async (wanted: string) => rowsOf(await window(0, 300)).findLast(({ code }) => code === wanted);
  const bytes = Buffer.from(Array.from({ length: 6_001 }, (_, at) => (at * 97) % 256)).toString('base64');
  const hex = `${Buffer.from(bytes, 'base64').subarray(0, 64).toString('hex').match(/../g)?.join(' ')} …`;
  it.each([
    ['long', `{"a":[${'1,'.repeat(4_000)}1]}`, { kind: 'json' }],
    ['long', `[${'x'.repeat(5_000)}`, { kind: 'text' }],
    ['path_data', bytes, { kind: 'binary', size: 6_001, shown: { text: hex } }],
    ['long', bytes, { kind: 'text' }],
  ])('is told of a long value of %s by its ends', async (code, value, told) => {
    bench.cloud.truth.addLogEvent(deviceId, { time: Date.now() - 1_000, type: 7, code, value });
    await open();
    expect((await last(code))?.value).toEqual({ ...told, text: value.slice(0, 200), truncated: true });
  });

  it.each([
    ['phase_a', 'CSIAFfQABKE=', { kind: 'binary', size: 8, shown: { text: '233.8 V, 5.620 A, 1185 W' } }],
    ['path_data', 'AAEC', { kind: 'binary', size: 3, shown: { text: '00 01 02' } }],
    ['colour_data', '000003e803e8', { kind: 'text', shown: { text: 'hsv(0°, 100 %, 100 %) #ff0000' } }],
  ])('is what %s of %s means', async (code, value, told) => {
    bench.cloud.truth.addLogEvent(deviceId, { time: Date.now() - 1_000, type: 7, code, value });
    await open();
    expect((await last(code))?.value).toEqual({ ...told, text: value, truncated: false });
  });

  it('has what the filter found marked where it was found: in the meaning, the code, the name', async () => {
    bench.cloud.truth.addLogEvent(deviceId, {
      time: Date.now() - 1_000,
      type: 7,
      code: 'phase_a',
      value: 'CSIAFfQABKE=',
    });
    await open();
    const marksOf = async (text: string): Promise<unknown> => {
      await ask('filter', { text, mode: 'hide', hiddenTypes: [] });
      await expect.poll(() => log.session.view.busy).toBe(false);
      const { marks, otherMarks } = (await last('phase_a')) ?? {};
      return { marks, otherMarks };
    };
    expect(await marksOf('233.8')).toEqual({ otherMarks: { shown: [[0, 5, -1]] } });
    expect(await marksOf('PHASE')).toEqual({ otherMarks: { code: [[0, 5, -1]] } });
    expect(await marksOf('CSIA')).toEqual({ marks: [[0, 4, -1]] });
    const counts = snapshot().counts.find(({ type }) => type === 7);
    expect(counts).toMatchObject({ type: 7, matching: 1 });
    expect(counts?.count).toBeGreaterThan(1);
    await ask('filter', { text: '', mode: 'hide', hiddenTypes: [] });
    await expect.poll(() => snapshot().counts.every(({ matching }) => matching === undefined)).toBe(true);
  });

  it('stays within a message with all that is marked in it', async () => {
    for (let at = 0; at < 150; at++) {
      bench.cloud.truth.addLogEvent(deviceId, {
        time: Date.now() - 1_000,
        type: 7,
        code: 'text',
        value: `${'ab'.repeat(100)}${at}`,
      });
    }
    await open();
    await ask('highlights', { rules: [{ text: 'a', colour: 0, enabled: true }] });
    await expect.poll(() => snapshot().highlights.length).toBe(1);
    const { items, total } = await window(0, 300);
    expect(
      rowsOf({ items } as LogWindowDto).findLast(({ code }) => code === 'text')?.marks?.length,
    ).toBeGreaterThan(50);
    expect(JSON.stringify(items).length).toBeLessThan(65 * 1024);
    expect(items.length).toBeLessThan(Math.min(300, total));
  });
});

describe('a row', () => {
  it('tells everything, in full', async () => {
    const value = JSON.stringify({ a: 'y'.repeat(1_000) });
    bench.cloud.truth.addLogEvent(deviceId, {
      time: Date.now() - 1_000,
      type: 7,
      from: -1,
      code: 'json',
      value,
    });
    await open();
    const id = rowsOf(await window(0, 300)).findLast(({ code }) => code === 'json')?.id;
    const { row } = (await ask('row', { id })) as { row: LogRowDetailsDto };
    expect(row).toMatchObject({ device: 'Kühlschrank', deviceId, code: 'json', from: '-1', raw: value });
    expect(row.decoded).toMatchObject({ as: 'json', size: 1 });
    expect(JSON.parse(row.json)).toMatchObject({ device_id: deviceId, event_id: 7, event_from: '-1', value });
    await expect(ask('row', { id: 10_000_000 })).resolves.toEqual({ row: null });
  });
});

describe('a row whose value is beyond all measure', () => {
  it.each([
    ['lists in lists', `${'['.repeat(6_000)}${']'.repeat(6_000)}`],
    ['objects in objects', `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`],
    ['a long text', 'x'.repeat(2_000_000)],
  ])('is told, cut where it is too long: %s', async (_, value) => {
    bench.cloud.truth.addLogEvent(deviceId, {
      time: Date.now() - 1_000,
      type: 7,
      from: -1,
      code: 'odd',
      value,
    });
    await open();
    const id = rowsOf(await window(0, 300)).findLast(({ code }) => code === 'odd')?.id;
    const { row } = (await ask('row', { id })) as { row: LogRowDetailsDto };
    expect(row.code).toBe('odd');
    expect(JSON.stringify(row).length).toBeLessThan(2_000_000);
    const shown = row.decoded?.text ?? row.raw;
    expect(shown).toMatch(/nested deeper|…$/);
  });
});

describe('a row whose product explains it', () => {
  const points: readonly PointModel[] = [
    {
      code: 'load_power',
      dpId: 19,
      name: 'Power',
      type: 'integer',
      access: 'ro',
      scale: 1,
      unit: 'W',
      min: 0,
      max: 30_000,
    },
    { code: 'mode', dpId: 101, type: 'enum', access: 'rw', range: ['0', '1'], labels: ['Eco', 'Boost'] },
  ];

  async function openExplained(values: readonly (readonly [code: string, value: string])[]): Promise<void> {
    for (const [at, [code, value]] of values.entries()) {
      bench.cloud.truth.addLogEvent(deviceId, { time: Date.now() - 1_000 + at, type: 7, code, value });
    }
    await open();
    const productId = log.devices.device(0)?.productId ?? '';
    await bench.core.productModels.importModel([{ productId, source: 'import', readAt: 1, points }]);
    await expect.poll(() => log.devices.point(0, 'load_power').model?.dpId).toBe(19);
  }

  it('shows its DP id, its name, and what the value means', async () => {
    await openExplained([
      ['load_power', '2196'],
      ['load_power', '30001'],
      ['mode', '1'],
      ['mode', 'turbo'],
    ]);
    const rows = rowsOf(await window(0, 300)).slice(-4);
    expect(rows.map(({ dpId, name }) => [dpId, name])).toEqual([
      [19, 'Power'],
      [19, 'Power'],
      [101, undefined],
      [101, undefined],
    ]);
    expect(rows.map(({ value }) => value)).toEqual([
      { kind: 'number', text: '2196', truncated: false, shown: { text: '219.6 W' } },
      { kind: 'number', text: '30001', truncated: false, shown: { text: '3000.1 W' }, isOutside: true },
      { kind: 'text', text: '1', truncated: false, shown: { text: 'Boost' } },
      { kind: 'text', text: 'turbo', truncated: false, isOutside: true },
    ]);
    const [device] = snapshot().devices;
    expect(device?.codes.find(({ code }) => code === 'mode')).toEqual({
      code: 'mode',
      dpId: 101,
      chart: true,
    });
  });

  it('tells in full what the product says, and what was sent', async () => {
    await openExplained([['load_power', '30001']]);
    const id = rowsOf(await window(0, 300)).at(-1)?.id;
    const { row } = (await ask('row', { id })) as { row: LogRowDetailsDto };
    expect(row).toMatchObject({
      code: 'load_power',
      name: 'Power',
      point: { dpId: 19, access: 'ro', type: 'Integer', range: '0.0 to 3000.0 W' },
      raw: '30001',
      shown: { text: '3000.1 W' },
      isOutside: true,
    });
    expect(JSON.parse(row.json)).toMatchObject({ value: '30001' });
  });

  it('is found by what it shows once the model has come, and drawn so', async () => {
    await openExplained([
      ['mode', '1'],
      ['mode', '0'],
      ['load_power', '2999'],
    ]);
    await ask('filter', { text: 'boost', mode: 'hide', hiddenTypes: [] });
    expect(rowsOf(await window(0, 300)).map(({ code, value }) => [code, value.text])).toEqual([
      ['mode', '1'],
    ]);
    await ask('filter', { text: 'dp:19 value=299.9', mode: 'hide', hiddenTypes: [] });
    expect(rowsOf(await window(0, 300)).map(({ value }) => value.text)).toEqual(['2999']);
    await ask('filter', { text: '', mode: 'hide', hiddenTypes: [] });
    const series = [{ device: 0, code: 'mode' }];
    const chart = await ask('chart', { from: Date.now() - 60_000, to: Date.now(), series, points: 100 });
    expect(chart).toMatchObject({
      series: [{ kind: 'enum', steps: ['Eco', 'Boost'], values: [1, 0], last: 0 }],
    });
  });

  it('is filtered anew where a person changes what it means', async () => {
    await openExplained([['load_power', '2196']]);
    await ask('filter', { text: '"2.196 kW"', mode: 'hide', hiddenTypes: [] });
    expect(rowsOf(await window(0, 300))).toEqual([]);
    const productId = log.devices.device(0)?.productId ?? '';
    await bench.core.productModels.override(productId, 'load_power', { scale: 3, unit: 'kW' });
    await expect
      .poll(async () => rowsOf(await window(0, 300)).map(({ value }) => value.shown?.text))
      .toEqual(['2.196 kW']);
  });
});

describe('the model of a log’s product', () => {
  const asked = (): number => bench.cloud.ledger.count('getThingModel').calls;

  it('is read with one call when a person opens the log, and for no later range', async () => {
    await open();
    await expect.poll(() => log.devices.point(0, 'switch_1').model?.dpId).toBe(1);
    const { query } = snapshot();
    await ask('query', { query: { ...query, range: { kind: 'last', ms: 1_800_000 } }, confirmed: true });
    await expect.poll(() => snapshot().loading).toBeUndefined();
    log.dispose();
    await open();
    expect(asked()).toBe(1);
  });

  it('is left alone by a log that comes back by itself, and read once its person asks for a range', async () => {
    log = openLog(bench.core.logs, { projectId, deviceIds: [deviceId] }, eventWords());
    await log.startAgain({ ...usualStart, following: false }, 20);
    await expect.poll(() => log.session.view.total).toBeGreaterThan(0);
    expect(asked()).toBe(0);
    await ask('query', { query: { ...snapshot().query }, confirmed: true });
    await expect.poll(asked).toBe(1);
  });
});

describe('filtering', () => {
  it('shows what matches, steps through it, and says what is wrong where', async () => {
    await open();
    await ask('filter', { text: 'dp:cur_power', mode: 'hide', hiddenTypes: [] });
    const powers = inTruth().filter(({ code }) => code === 'cur_power');
    expect(rowsOf(await window(0, 300)).map(({ value }) => value.text)).toEqual(
      powers.map(({ value }) => value),
    );
    expect(snapshot().rows).toEqual({
      read: inTruth().length,
      shown: powers.length,
      matching: powers.length,
    });

    await ask('filter', { text: 'dp:cur_power', mode: 'keep', hiddenTypes: [5] });
    const first = (await ask('step', { forward: true })) as { index: number; id: number };
    const second = (await ask('step', { from: first.id, forward: true })) as { index: number };
    expect(second.index).toBeGreaterThan(first.index);
    expect(rowsOf(await window(0, 300)).some(({ type }) => type === 5)).toBe(false);

    await ask('filter', { text: 'x /(/', mode: 'hide', hiddenTypes: [] });
    expect(snapshot().filterProblem).toMatchObject({
      from: 2,
      message: expect.stringMatching(/regular/) as string,
    });
    expect(snapshot().filter.text).toBe('x /(/');
    await ask('filter', { text: '', mode: 'hide', hiddenTypes: [] });
    expect(snapshot()).toMatchObject({ filter: { text: '' }, rows: { shown: inTruth().length } });
    expect(snapshot()).not.toHaveProperty('filterProblem');
  });

  it('keeps filters, highlights and the layout for every log', async () => {
    await open();
    await ask('saveFilter', { name: 'power', text: 'dp:cur_power' });
    await ask('highlights', { rules: [{ text: '/(/', colour: 1, enabled: true }] });
    await ask('layout', {
      columns: [{ column: 'value', shown: true, width: 50 }],
      zone: 'utc',
      time: 'delta',
    });
    expect(snapshot()).toMatchObject({
      savedFilters: [{ name: 'power', text: 'dp:cur_power' }],
      highlightProblems: [{ rule: 0 }],
      layout: { zone: 'utc', time: 'delta' },
    });
    await ask('removeFilter', { name: 'power' });
    expect(snapshot().savedFilters).toEqual([]);
  });
});

describe('what a query costs', () => {
  it('is asked before it is spent', async () => {
    await open();
    const query = { ...snapshot().query, range: { kind: 'last' as const, ms: 7 * 86_400_000 } };
    const before = bench.cloud.ledger.count('getDeviceLogs').calls;
    await expect(ask('query', { query, confirmed: false })).resolves.toMatchObject({ state: 'costly' });
    expect(bench.cloud.ledger.count('getDeviceLogs').calls - before).toBeLessThanOrEqual(1);
    await expect(ask('query', { query, confirmed: true })).resolves.toEqual({ state: 'started' });
    await expect.poll(() => snapshot().loading?.rows ?? 0).toBeGreaterThan(0);
    await ask('cancel', {});
    await expect.poll(() => snapshot().cancelled).toBe(true);
    expect(snapshot().calls).toBe(bench.cloud.ledger.count('getDeviceLogs').calls);
  });

  it('is nothing where the range ends before it begins', async () => {
    await open();
    const query = { ...snapshot().query, range: { kind: 'between' as const, from: 2, to: 1 } };
    await expect(ask('query', { query, confirmed: true })).resolves.toMatchObject({ state: 'refused' });
  });
});

describe('what goes to the page ten times a second', () => {
  it('has the newest markers and the starts of saved filters; the rest is asked for', async () => {
    await open();
    const { markers, prefs } = bench.core.logs;
    const first = await markers.add('first', 'person', 1_000);
    for (let at = 0; at < 60; at++) await markers.add(`${'m'.repeat(190)}${at}`, 'person', 2_000 + at);
    const text = `x${'y'.repeat(1_999)}`;
    await prefs.saveFilter({ name: 'long', text });
    await prefs.saveFilter({ name: 'short', text: 'x' });
    expect(snapshot().markers.length).toBe(50);
    expect(snapshot().markers[0]).toMatchObject({ time: 2_059, text: 'm'.repeat(80) });
    expect(snapshot().savedFilters).toEqual([
      { name: 'long', text: text.slice(0, 200), cut: true },
      { name: 'short', text: 'x' },
    ]);
    await expect(ask('savedFilter', { name: 'long' })).resolves.toEqual({ text });
    await expect(ask('savedFilter', { name: 'none' })).resolves.toBeNull();
    const query = { range: { kind: 'sinceMarker', marker: first.id }, types: [7], codes: [] };
    await ask('query', { query, confirmed: true });
    expect(snapshot().markers.at(-1)).toMatchObject({ id: first.id, text: 'first' });
  });
});

describe('taking rows away', () => {
  it('copies no line that a spreadsheet would run', async () => {
    const values = ['=1+1', '-5', '-5+x', '@a'];
    values.forEach((value, at) =>
      bench.cloud.truth.addLogEvent(deviceId, {
        time: Date.now() - 1_000 + at,
        type: 7,
        code: 'text',
        value,
      }),
    );
    await open();
    const rows = rowsOf(await window(0, 300)).filter(({ code }) => code === 'text');
    await ask('copy', { what: 'rows', ids: rows.map(({ id }) => id) });
    expect(copied[0]?.split('\n').map((line) => line.split('\t')[4])).toEqual([
      "'=1+1",
      '-5',
      "'-5+x",
      "'@a",
    ]);
    await ask('copy', { what: 'value', ids: rows.map(({ id }) => id) });
    expect(copied[1]?.split('\n')).toEqual(values);
  });

  it('copies values, lines and the cloud’s own fields', async () => {
    await open();
    // What happened last depends on the time of day, and may be a row without a code.
    const [a, b] = rowsOf(await window(0, 300)).filter(({ code }) => code !== undefined);
    const ids = [b?.id, a?.id];
    await expect(ask('copy', { what: 'value', ids })).resolves.toEqual({ copied: 2 });
    await ask('copy', { what: 'rows', ids });
    await ask('copy', { what: 'json', ids: [a?.id] });
    expect(copied[0]).toBe(`${a?.value.text}\n${b?.value.text}`);
    expect(copied[1]?.split('\n').map((line) => line.split('\t').length)).toEqual([6, 6]);
    expect(JSON.parse(copied[2] ?? '')).toMatchObject({ event_time: a?.time, code: a?.code });
  });

  it('exports all that is shown, or what is selected, value for value', async () => {
    await open();
    await ask('filter', { text: 'dp:cur_power', mode: 'hide', hiddenTypes: [] });
    const ids = rowsOf(await window(0, 300)).map(({ id }) => id);
    await ask('export', { format: 'jsonl', to: 'document' });
    await ask('export', { format: 'jsonl', to: 'document', ids: ids.slice(1, 3) });
    const texts: string[] = [];
    const show = (name: string, text: string): Promise<() => boolean> => {
      texts.push(text);
      expect(name).toMatch(/\.jsonl$/);
      return Promise.resolve(() => true);
    };
    for (const request of done) await exportRows(log, request as ExportRequest, show);
    const values = texts.map((text) =>
      text
        .trimEnd()
        .split('\n')
        .map((line) => (JSON.parse(line) as { value: string }).value),
    );
    const powers = inTruth()
      .filter(({ code }) => code === 'cur_power')
      .map(({ value }) => value);
    expect(values).toEqual([powers, powers.slice(1, 3)]);
  });

  it('saves a picture, and nothing that only says so', async () => {
    await open();
    const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1]).toString('base64');
    await ask('savePng', { dataUrl: `data:image/png;base64,${png}` });
    expect(done).toEqual([9]);
    const html = Buffer.from('<script>').toString('base64');
    await expect(ask('savePng', { dataUrl: `data:image/png;base64,${html}` })).rejects.toMatchObject({
      reason: 'notThere',
    });
  });
});

describe('what the page may not ask', () => {
  it.each<[keyof FromLogsPage['requests'], unknown]>([
    ['window', { index: 0, count: 5_000 }],
    ['window', { index: -1, count: 5 }],
    ['query', { query: { range: { kind: 'last', ms: 1 }, types: [], codes: [] }, confirmed: true }],
    ['query', { query: { range: { kind: 'last', ms: 1 }, types: [11], codes: [] }, confirmed: true }],
    ['filter', { text: 'x'.repeat(2_001), mode: 'hide', hiddenTypes: [] }],
    ['export', { to: '/etc/passwd' }],
    ['savePng', { dataUrl: 'https://evil.example/x.png' }],
    ['openDevice', { device: 0, projectId: 'other' }],
    ['showExtensionLog', null],
  ])('is refused before anything happens: %s %j', async (name, body) => {
    await open();
    await expect(ask(name, body)).rejects.toThrow();
    expect(done).toEqual([]);
  });

  it('is about a device that isn’t in the log', async () => {
    await open();
    for (const name of ['openDevice', 'archive', 'logFile', 'watchOnline'] as const) {
      const body = name === 'openDevice' ? { device: 1 } : { device: 1, on: true };
      await expect(ask(name, body)).rejects.toMatchObject({ reason: 'notThere' });
    }
    await ask('openDevice', { device: 0 });
    expect(done).toEqual([{ projectId, deviceId }]);
  });
});

describe('the chart of what is shown', () => {
  it('has the points that the cloud has, and a stretch of it is those rows and no other', async () => {
    await open();
    const { span } = snapshot();
    const params = { ...span, series: [], points: 2000 };
    const { series } = (await ask('chart', params)) as FromLogsPage['requests']['chart']['result'];
    const rows = rowsOf(await window(0, 300));
    expect(series.length).toBeGreaterThan(0);
    for (const { code, count, times, ids } of series) {
      expect(times).toHaveLength(count);
      const truth = inTruth().filter((row) => row.type === 7 && row.code === code);
      expect(times).toEqual(truth.map(({ time }) => time));
      for (const row of rows.filter(({ id }) => ids.includes(id))) expect(row.code).toBe(code);
    }
    const [from, to] = [rows[3]?.time ?? 0, rows[7]?.time ?? 0];
    const first = await ask('goTo', { time: from });
    const last = await ask('goTo', { time: to, last: true });
    const between = rows.filter(({ time }) => from <= time && time <= to);
    expect(first).toEqual({ index: between[0]?.index, id: between[0]?.id });
    expect(last).toEqual({ index: between.at(-1)?.index, id: between.at(-1)?.id });
    expect(await ask('goTo', { time: Number.MAX_SAFE_INTEGER - 1, last: true })).toMatchObject({
      index: snapshot().total - 1,
    });
    expect(await ask('goTo', { time: 0, last: true })).toBeNull();
  });
});
