import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRequire } from 'node:module';
import { build } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { systemClock } from '../../../../src/base/clock.js';
import { agentTools, runTool } from '../../../../src/model/agents/agentTools.js';
import { agentToolNames } from '../../../../src/languages/registerAgents.js';
import { TuyaError } from '../../../../src/tuya/errors/errors.js';
import { AbortError } from '../../../../src/base/errors.js';
import type { PointModel } from '../../../../src/model/values/pointModel.js';
import { agentSetup, firstDevice, never } from '../../../support/agentSetup.js';
import { clientOf, simulatorSetup } from '../../../support/simulatorSetup.js';

/** Without what only guides a model. */
function facts(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(facts);
  if (typeof schema !== 'object' || schema === null) return schema;
  const dropped = new Set([
    '$schema',
    'description',
    'pattern',
    'minLength',
    'maxLength',
    'minItems',
    'maxItems',
  ]);
  const kept = Object.entries(schema).filter(([key]) => !dropped.has(key));
  return Object.fromEntries(kept.map(([key, value]) => [key, facts(value)] as const));
}

/** The tools with the whole of zod: the JSON schema of a schema is no part of what is shipped. */
async function wholeTools(): Promise<ReadonlyMap<string, unknown>> {
  const { outputFiles } = await build({
    stdin: {
      contents: `import * as z from 'zod';
        import { agentTools } from './src/model/agents/agentTools.ts';
        module.exports = agentTools.map(({ name, input }) => [name, z.toJSONSchema(input, { io: 'input' })]);`,
      resolveDir: process.cwd(),
    },
    ...{ bundle: true, write: false, platform: 'node', format: 'cjs', logLevel: 'error' },
  });
  const file = join(tmpdir(), `agent-tools-${process.pid}.cjs`);
  writeFileSync(file, outputFiles[0]?.text ?? '');
  try {
    return new Map(z.array(z.tuple([z.string(), z.unknown()])).parse(createRequire(import.meta.url)(file)));
  } finally {
    rmSync(file);
  }
}

describe('tools for agents', () => {
  let schemas: ReadonlyMap<string, unknown>;
  beforeAll(async () => (schemas = await wholeTools()));

  it.each(agentTools.map((tool) => [tool.name, tool] as const))(
    '%s gives each type a branch of its own: some models’ programs read no list of types',
    (_name, { schema }) => {
      expect(JSON.stringify(schema)).not.toMatch(/"type":\[/u);
    },
  );

  it.each(agentTools.map((tool) => [tool.name, tool] as const))(
    '%s says to models what its reader takes, in the manifest too',
    (name, { schema, title, description }) => {
      expect(facts(schema)).toEqual(facts(schemas.get(name)));
      const manifest = z
        .object({
          contributes: z.object({
            languageModelTools: z.array(z.looseObject({ name: z.string(), displayName: z.string() })),
            languageModelToolSets: z.array(z.looseObject({ tools: z.array(z.string()) })),
          }),
        })
        .parse(JSON.parse(readFileSync('package.json', 'utf8'))).contributes;
      const tool = manifest.languageModelTools.find((each) => each.name === name);
      expect(tool).toMatchObject({ modelDescription: description, inputSchema: schema });
      const nls = z
        .record(z.string(), z.string())
        .parse(JSON.parse(readFileSync('package.nls.json', 'utf8')));
      expect(nls[tool?.displayName.slice(1, -1) ?? '']).toBe(title);
      expect(manifest.languageModelToolSets[0]?.tools).toContain(tool?.['toolReferenceName']);
    },
  );

  it('are those that are registered', () => {
    expect(agentTools.map(({ name }) => name)).toEqual([...agentToolNames]);
  });

  it('lists devices, once read without a call', async () => {
    const at = agentSetup();
    const first = await at.ask('tuya_list_devices');
    expect(first['calls']).toBe(1);
    expect(first['matching']).toBeGreaterThan(5);
    const spent = at.calls();
    const again = await at.ask('tuya_list_devices', { limit: 2, online: true });
    expect(again['devices']).toHaveLength(2);
    expect(again['more']).toBe((again['matching'] as number) - 2);
    expect(again['calls']).toBe(0);
    expect(at.calls()).toBe(spent);
  });

  it('says where its calls don’t reach all devices', async () => {
    const { cloud, clock } = simulatorSetup({ devices: 1_100, isCalm: true });
    const at = agentSetup({ client: () => Promise.resolve(clientOf(cloud, clock)) });
    const first = await at.ask('tuya_list_devices', { limit: 1 });
    expect(first).toMatchObject({ calls: 10, notAllRead: true });
    expect(await agentSetup().ask('tuya_list_devices')).not.toHaveProperty('notAllRead');
  });

  it('reads a device with its values, user and address masked unless asked', async () => {
    const at = agentSetup();
    const deviceId = await firstDevice(at);
    const device = await at.ask('tuya_get_device', { deviceId });
    expect(device).toMatchObject({ id: deviceId, project: 'Project', calls: '1 to 3' });
    expect(device['user']).toMatch(/^.{4}….{2}$/u);
    const open = await at.ask('tuya_get_device', { deviceId, addresses: true });
    expect(open['user']).toBe(at.devices.get(deviceId)?.value.uid);
  });

  it('queries a log: statistics over all rows, few rows, and how many more', async () => {
    const at = agentSetup();
    await at.ask('tuya_list_devices');
    const known = [...at.devices.values()].find(({ value }) => value.productName?.includes('Socket'));
    const deviceId = known?.value.id ?? '';
    const spent = at.calls();
    const log = await at.ask('tuya_query_log', { deviceId, lastMinutes: 1_439.999_97, rows: 3, maxCalls: 2 });
    expect(log['calls']).toBe(at.calls() - spent);
    expect(log['calls']).toBeLessThanOrEqual(3);
    expect(log['rows']).toHaveLength(3);
    const { rows, byDataPoint } = z
      .looseObject({ rows: z.number(), byDataPoint: z.array(z.looseObject({ count: z.number() })) })
      .parse(log['statistics']);
    expect(log['more']).toBe(rows - 3);
    expect(byDataPoint.reduce((sum, { count }) => sum + count, 0)).toBeLessThanOrEqual(rows);
  });

  it('waits until a device reports, and says when it didn’t', async () => {
    let now = Date.now();
    const clock = {
      now: () => now,
      sleep: (ms: number) => Promise.resolve(void (now += Math.ceil(ms))),
    };
    const at = agentSetup({ clock });
    await at.ask('tuya_list_devices');
    const known = [...at.devices.values()].find(({ value }) => value.productName?.includes('Socket'));
    const deviceId = known?.value.id ?? '';
    const met = await at.ask('tuya_wait_until', { deviceId, condition: 'reports', sinceS: 599.9994 });
    expect(met).toMatchObject({ met: true, type: 'report', calls: 1 });
    const spent = at.calls();
    const missed = await at.ask('tuya_wait_until', {
      deviceId,
      ...{ code: 'switch_1', condition: 'eq', value: 'never', timeoutS: 600 },
    });
    expect(missed).toMatchObject({ met: false, waitedS: 600 });
    expect(missed['calls']).toBe(at.calls() - spent);
    expect(missed['calls']).toBeLessThanOrEqual(20);
  });

  it('knows a change by the value from before the question', async () => {
    const now = Date.parse('2026-01-01');
    let rows: readonly (readonly [secondsBefore: number, value: string])[] = [];
    const page = (_: string, query: { readonly startTime: number }) =>
      Promise.resolve({
        edition: 'free',
        items: rows
          .map(([before, value]) => ({
            ...{ eventTime: now - before * 1000, eventId: 7, code: 'temp', value },
            extra: {},
          }))
          .filter(({ eventTime }) => eventTime >= query.startTime),
      });
    let model = new Map<string, PointModel>();
    const at = agentSetup({
      clock: { now: () => now, sleep: () => Promise.reject(new Error('waited')) },
      client: () => Promise.resolve({ logs: { page } } as never),
      keptModel: () => Promise.resolve(model),
    });
    const asked = { deviceId: 'a', code: 'temp', condition: 'changes', sinceS: 10 };
    rows = [
      [5, '20'],
      [3_600, '19'],
    ];
    expect(await at.ask('tuya_wait_until', asked)).toMatchObject({ met: true, value: '20' });
    rows = [
      [5, '20'],
      [3_600, '20'],
      [7_200, '19'],
    ];
    expect(await at.ask('tuya_wait_until', asked)).toEqual({ error: 'waited' });
    // A motion sensor's only value: each report is the event.
    model = new Map([['temp', { code: 'temp', type: 'enum', range: ['20'] }]]);
    expect(await at.ask('tuya_wait_until', asked)).toMatchObject({ met: true, value: '20' });
    model = new Map([['temp', { code: 'temp', type: 'enum', range: ['20', '19'] }]]);
    expect(await at.ask('tuya_wait_until', asked)).toEqual({ error: 'waited' });
  });

  it('cuts an answer short that would be too long, and says how much is missing', async () => {
    const long = 'x'.repeat(70);
    const points = [...Array(150).keys()].map((at) => ({
      ...{ code: `point_${at}`, name: `${long}${at}`, type: 'enum' as const },
      range: [...Array(20).keys()].map((member) => `${long}${member}`),
    }));
    const model = new Map(points.map((point) => [point.code, point]));
    const read = agentSetup();
    const deviceId = await firstDevice(read);
    const known = read.devices.get(deviceId);
    const at = agentSetup({
      keptModel: () => Promise.resolve(model),
      model: () => Promise.resolve({ points: model }),
    });
    if (known) at.devices.set(deviceId, known);
    const product = await at.ask('tuya_get_product_model', { deviceId });
    expect((product['dataPoints'] as unknown[]).length).toBeGreaterThan(10);
    expect((product['dataPoints'] as unknown[]).length + Number(product['more'])).toBe(150);
    const device = await at.ask('tuya_get_device', { deviceId });
    expect(device).toMatchObject({ id: deviceId, calls: 1 });
    const others = device['notReported'] as unknown[];
    expect(others.length).toBeGreaterThan(3);
    expect(others.length + Number(device['moreNotReported'])).toBe(150);
  });

  it.each([
    ['ahead', 40_000],
    ['behind', -40_000],
  ])('waits by the cloud’s clock where this computer’s is %s', async (_, aheadMs) => {
    let woken = 0;
    const clock = {
      now: () => Date.now() + aheadMs,
      sleep: () => Promise.resolve(void (woken++ === 0 && report(Date.now()))),
    };
    const at = agentSetup({ clock }, { now: clock.now, sleep: systemClock.sleep });
    await at.ask('tuya_list_devices');
    const known = [...at.devices.values()].find(({ value }) => value.productName?.includes('Socket'));
    const deviceId = known?.value.id ?? '';
    const report = (time: number): void =>
      at.cloud.truth.addLogEvent(deviceId, { time, type: 7, code: 'custom', value: String(woken) });
    // Half a minute before the question: it doesn't count.
    report(Date.now() - 30_000);
    const met = await at.ask('tuya_wait_until', { deviceId, code: 'custom', condition: 'reports' });
    expect(met).toMatchObject({ met: true, value: '1', calls: 2 });
  });

  it.each([6 * 3_600_000, -6 * 3_600_000, 600_000, -600_000, -240_000])(
    'queries the log by the cloud’s clock where this computer’s is %i ms ahead',
    async (aheadMs) => {
      const clock = { now: () => Date.now() + aheadMs, sleep: systemClock.sleep };
      const calls: number[] = [];
      for (const isKnown of [false, true]) {
        const at = agentSetup({ clock }, clock);
        const [id = ''] = at.cloud.truth.devicesOfProduct('climate');
        if (isKnown) await at.ask('tuya_list_devices');
        at.cloud.truth.addLogEvent(id, { time: Date.now() - 1, type: 7, code: 'newest', value: '1' });
        const log = await at.ask('tuya_query_log', { deviceId: id, lastMinutes: 120, maxCalls: 3 });
        const from = Date.parse(String(log['from']));
        expect(Math.abs(from - (Date.now() - 7_200_000))).toBeLessThan(30_000);
        const there = at.cloud.truth.log(id, { from });
        expect(log).toMatchObject({ isComplete: true, statistics: { rows: there.length }, more: 0 });
        expect(log['rows']).toMatchObject([{ code: 'newest' }, ...there.slice(1).map(() => ({}))]);
        calls.push(Number(log['calls']));
      }
      // What isn't known before costs a call.
      expect(calls).toEqual([2, 1]);

      const at = agentSetup({ clock }, clock);
      const [id = ''] = at.cloud.truth.devicesOfProduct('climate');
      const limited = await at.ask('tuya_query_log', { deviceId: id, lastMinutes: 120, maxCalls: 1 });
      expect(limited).toMatchObject({ isComplete: false, calls: 1 });
    },
  );

  it.each([
    ['tuya_get_device', {}, /deviceId/u],
    ['tuya_get_device', { deviceId: '../../x' }, /deviceId/u],
    ['tuya_get_device', { deviceId: 5 }, /deviceId/u],
    ['tuya_get_device', { deviceId: 'a', more: 1 }, /more/u],
    ['tuya_list_devices', { limit: 1e9 }, /limit/u],
    ['tuya_list_devices', { project: 'nobody’s' }, /Project/u],
    ['tuya_query_log', { deviceId: 'a', from: 'yesterday' }, /from/u],
    [
      'tuya_query_log',
      { deviceId: 'a', from: '2026-01-02T00:00:00Z', to: '2026-01-01T00:00:00Z' },
      /before/u,
    ],
    ['tuya_wait_until', { deviceId: 'a', condition: 'eq' }, /code/u],
    ['tuya_wait_until', { deviceId: 'a', condition: 'gt', code: 'x', value: 'high' }, /number/u],
    ['tuya_explain_code', { code: 4 }, /4/u],
    ['tuya_send_data_point', { deviceId: 'a', code: 'x', value: {} }, /value/u],
    ['tuya_delete_device', {}, /no tool/u],
    ['tuya_list_devices', 'all', /input/u],
  ] as const)('%s refuses %j, and costs nothing', async (name, input, problem) => {
    const at = agentSetup();
    const { text, isError } = await runTool(at.host, name, input, never);
    expect(isError).toBe(true);
    expect(text).toMatch(problem);
    expect(at.calls()).toBe(0);
  });

  it('tells of a dead cloud and of a used-up budget in words', async () => {
    const dead = new TuyaError('network', {
      operation: 'devices.get',
      message: 'no way',
      remedy: 'checkNetwork',
    });
    const at = agentSetup({ client: () => Promise.reject(dead) });
    expect(await at.ask('tuya_get_device', { deviceId: 'a' })).toEqual({ error: 'no way' });
  });

  it('tells a model that can’t be read from one that the cloud doesn’t have', async () => {
    const none = agentSetup();
    const deviceId = await firstDevice(none);
    expect(await none.ask('tuya_get_product_model', { deviceId })).toMatchObject({
      dataPoints: [],
      note: 'The cloud has no model for this product.',
    });
    const problem = new TuyaError('network', {
      operation: 'products.thingModel',
      message: 'no way',
      remedy: 'checkNetwork',
    });
    const dead = agentSetup({ model: () => Promise.resolve({ points: new Map(), problem }) });
    await firstDevice(dead);
    expect(await dead.ask('tuya_get_product_model', { deviceId })).toEqual({ error: 'no way' });
  });

  it('ends with its question', async () => {
    const at = agentSetup();
    const controller = new AbortController();
    controller.abort();
    await expect(
      runTool(at.host, 'tuya_get_device', { deviceId: await firstDevice(at) }, controller.signal),
    ).rejects.toThrow(AbortError);
  });

  it('sends nothing in a protected project, nor where nobody can be asked or says no', async () => {
    const asked: unknown[] = [];
    const input = { deviceId: 'a', code: 'switch_1', value: true };
    const send = (...what: unknown[]): Promise<undefined> => {
      asked.push(what);
      return Promise.resolve(undefined);
    };
    const isProtected = agentSetup({ send, projects: () => [{ id: 'p', name: 'P', isProtected: true }] });
    expect(await isProtected.ask('tuya_send_data_point', input)).toHaveProperty('error');
    expect(await agentSetup().ask('tuya_send_data_point', input)).toHaveProperty('error');
    expect(asked).toEqual([]);
    expect(await agentSetup({ send }).ask('tuya_send_data_point', input)).toMatchObject({
      verdict: 'notSent',
    });
    expect(asked).toHaveLength(1);
  });

  it('gives no secret away, whatever is asked', async () => {
    const at = agentSetup();
    await at.ask('tuya_list_devices');
    const secrets = [
      at.cloud.credentials.accessSecret,
      ...[...at.devices.values()].flatMap(({ value }) => value.localKey ?? []),
    ].filter((secret) => secret.length > 8);
    expect(secrets.length).toBeGreaterThan(5);
    for (const { id } of [...at.devices.values()].slice(0, 12).map(({ value }) => value))
      for (const [name, input] of [
        ['tuya_list_devices', { filter: id }],
        ['tuya_get_device', { deviceId: id }],
        ['tuya_get_device', { deviceId: id, addresses: true }],
        ['tuya_query_log', { deviceId: id, rows: 200 }],
        ['tuya_get_product_model', { deviceId: id }],
      ] as const) {
        const { text } = await runTool(at.host, name, input, never);
        for (const secret of secrets) expect(text.includes(secret), name).toBe(false);
        expect(text).not.toMatch(/local_?key|"lat"|"lon"/iu);
      }
  });

  it('tells no value whose data point or field is a secret by its name', async () => {
    const canary = 'CANARY-7f3a';
    const points = [
      { code: 'unlock_password', value: canary },
      { code: 'wifi', value: `{"ssid":"home","wifiPassword":"${canary}"}` },
      { code: 'net', value: JSON.stringify({ data: JSON.stringify({ token: canary }) }) },
      { code: 'cut', value: `{"ssid":"home","token":"${canary}` },
      { code: 'key_tone', value: 'true' },
    ];
    const now = Date.now();
    const page = () =>
      Promise.resolve({
        edition: 'free',
        items: points.map((point) => ({ eventTime: now - 10, eventId: 7, ...point, extra: {} })),
      });
    const get = () => Promise.resolve({ id: 'a', name: 'A', status: points });
    const at = agentSetup({ client: () => Promise.resolve({ logs: { page }, devices: { get } } as never) });
    for (const [name, input] of [
      ['tuya_query_log', { deviceId: 'a', rows: 50 }],
      ['tuya_get_device', { deviceId: 'a' }],
      ...points.map(
        ({ code }) => ['tuya_wait_until', { deviceId: 'a', code, condition: 'reports', sinceS: 60 }] as const,
      ),
    ] as const) {
      const { text, isError } = await runTool(at.host, name, input, never);
      expect([isError, text.includes(canary)], text).toEqual([false, false]);
    }
    const { text } = await runTool(at.host, 'tuya_get_device', { deviceId: 'a' }, never);
    expect(text).toMatch(/"unlock_password","value":"•••"/u);
    expect(text).toMatch(/"key_tone","value":"true"/u);
  });
});
