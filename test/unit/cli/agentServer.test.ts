import { readFileSync } from 'node:fs';
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { buildHost } from '../../../build/host.mjs';
import { createCloud, type Cloud } from '../../../src/simulator/cloud/cloud.js';
import { startServer, type RunningServer } from '../../../src/simulator/http/server.js';

const answer = z.looseObject({
  id: z.union([z.string(), z.number()]).nullish(),
  method: z.string().optional(),
  result: z.looseObject({}).optional(),
  error: z.looseObject({ code: z.number(), message: z.string() }).optional(),
});
type Answer = z.infer<typeof answer>;
const toolAnswer = z.object({ content: z.tuple([z.object({ text: z.string() })]), isError: z.boolean() });

let folder: string;
let bundle: string;
let cloud: Cloud;
let server: RunningServer;
const running = new Set<ChildProcessWithoutNullStreams>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'agent-server-'));
  // As it is packaged: the files that it shares with the extension find no VS Code.
  await buildHost({ dist: folder, production: true });
  bundle = join(folder, 'agent-server.js');
});
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(async () => {
  cloud = createCloud({ seed: 5, isCalm: true });
  server = await startServer(cloud, { port: 0 });
});
afterEach(async () => {
  for (const child of running) child.kill('SIGKILL');
  running.clear();
  await server.close();
});

/** A client of the server, as an agent has one. */
class Client {
  readonly child: ChildProcessWithoutNullStreams;
  readonly ended: Promise<readonly unknown[]>;
  errors = '';
  out = '';
  private readonly seen: Answer[] = [];
  private readonly waiting: { is: (each: Answer) => boolean; take: (each: Answer) => void }[] = [];

  constructor(environment: NodeJS.ProcessEnv = {}) {
    this.child = spawn(process.execPath, [bundle], {
      cwd: folder,
      env: {
        PATH: process.env['PATH'],
        TUYA_AGENT_SERVER: 'on',
        TUYA_ACCESS_ID: cloud.credentials.accessId,
        TUYA_ACCESS_SECRET: cloud.credentials.accessSecret,
        TUYA_ENDPOINT: server.origin,
        ...environment,
      },
    });
    running.add(this.child);
    this.ended = once(this.child, 'exit');
    this.child.stderr.on('data', (data: Buffer) => (this.errors += data.toString()));
    createInterface({ input: this.child.stdout }).on('line', (line) => {
      this.out += line;
      const read = answer.parse(JSON.parse(line));
      const at = this.waiting.findIndex(({ is }) => is(read));
      if (at < 0) this.seen.push(read);
      else this.waiting.splice(at, 1)[0]?.take(read);
    });
  }

  write(content: object | string): void {
    this.child.stdin.write(
      typeof content === 'string' ? content : `${JSON.stringify({ jsonrpc: '2.0', ...content })}\n`,
    );
  }

  next(is: (each: Answer) => boolean): Promise<Answer> {
    const at = this.seen.findIndex(is);
    const [known] = at < 0 ? [] : this.seen.splice(at, 1);
    if (known) return Promise.resolve(known);
    return new Promise((take) => this.waiting.push({ is, take }));
  }

  async ask(id: number, method: string, params: object = {}): Promise<Answer> {
    this.write({ id, method, params });
    return this.next((each) => each.id === id);
  }

  async start(capabilities: object = {}): Promise<Answer> {
    const said = await this.ask(0, 'initialize', {
      ...{ protocolVersion: '2025-06-18', capabilities, clientInfo: { name: 'test', version: '1' } },
    });
    this.write({ method: 'notifications/initialized' });
    return said;
  }

  async tool(id: number, name: string, input: object = {}) {
    const { result } = await this.ask(id, 'tools/call', { name, arguments: input });
    const { content, isError } = toolAnswer.parse(result);
    return { isError, said: JSON.parse(content[0].text) as Record<string, unknown> };
  }
}

async function toolNames(client: Client): Promise<readonly string[]> {
  const { result } = await client.ask(1, 'tools/list');
  return z
    .object({ tools: z.array(z.looseObject({ name: z.string() })) })
    .parse(result)
    .tools.map(({ name }) => name);
}

describe('the server for agents', () => {
  it('says what it has, read-only, and ends with its client', async () => {
    const client = new Client();
    const { result } = await client.start({ elicitation: {} });
    const { version } = z
      .object({ version: z.string() })
      .parse(JSON.parse(readFileSync('package.json', 'utf8')));
    expect(result).toMatchObject({
      protocolVersion: '2025-06-18',
      capabilities: { tools: {} },
      serverInfo: { version },
    });
    const names = await toolNames(client);
    expect(names).toContain('tuya_wait_until');
    expect(names).not.toContain('tuya_send_data_point');
    client.child.stdin.end();
    expect(await client.ended).toEqual([0, null]);
    expect(client.errors).toBe('');
  });

  it('answers questions, and never with the secret', async () => {
    const client = new Client();
    await client.start();
    const { said } = await client.tool(2, 'tuya_list_devices', { limit: 3 });
    expect(said['devices']).toHaveLength(3);
    const [{ id = '' } = {}] = said['devices'] as { id?: string }[];
    const device = await client.tool(3, 'tuya_get_device', { deviceId: id });
    expect(device.said).toMatchObject({ id });
    expect((await client.tool(4, 'tuya_explain_code', { code: 1106 })).said['what']).toMatch(/permission/u);
    expect(client.out).not.toContain(cloud.credentials.accessSecret);
    expect(client.out).not.toMatch(/local_?key/iu);
  });

  it('answers what can’t be used, and goes on', async () => {
    const client = new Client();
    await client.start();
    client.write('no json\n[1]\n{"id":1}\n');
    for (const code of [-32_700, -32_600, -32_600])
      expect((await client.next(({ id }) => id === null)).error?.code).toBe(code);
    expect((await client.ask(5, 'resources/list')).error?.code).toBe(-32_601);
    expect((await client.ask(6, 'tools/call', { name: 'tuya_reset_device' })).error?.code).toBe(-32_602);
    expect((await client.ask(7, 'tools/call', {})).error?.code).toBe(-32_602);
    expect((await client.tool(8, 'tuya_get_device', { deviceId: 5 })).isError).toBe(true);
    expect((await client.ask(9, 'ping')).result).toEqual({});
  });

  it('ends what was given up, and answers others meanwhile', async () => {
    const client = new Client();
    await client.start();
    const deviceId = cloud.truth.devicesOfProduct('thermostat')[0];
    client.write({
      ...{ id: 20, method: 'tools/call' },
      params: {
        name: 'tuya_wait_until',
        arguments: { deviceId, code: 'never', condition: 'reports', timeoutS: 600 },
      },
    });
    expect((await client.ask(21, 'ping')).result).toEqual({});
    client.write({ method: 'notifications/cancelled', params: { requestId: 20 } });
    expect((await client.ask(22, 'ping')).result).toEqual({});
    client.child.stdin.end();
    await client.ended;
    expect(client.out).not.toContain('"id":20');
  });

  it('sends where it may, after the client’s person has agreed, and not otherwise', async () => {
    const [deviceId = ''] = cloud.truth.devicesOfProduct('thermostat');
    cloud.truth.react(deviceId, { does: 'echo', afterMs: 20 });
    const client = new Client({ TUYA_AGENT_SERVER: 'send' });
    await client.start({ elicitation: {} });
    expect(await toolNames(client)).toContain('tuya_send_data_point');
    for (const [id, action, count] of [
      [30, 'decline', 0],
      [31, 'accept', 1],
    ] as const) {
      client.write({
        ...{ id, method: 'tools/call' },
        params: { name: 'tuya_send_data_point', arguments: { deviceId, code: 'temp_set', value: 280 + id } },
      });
      const question = await client.next(({ method }) => method === 'elicitation/create');
      expect(JSON.stringify(question)).toContain(deviceId);
      expect(JSON.stringify(question)).toContain(String(280 + id));
      client.write({ id: question.id ?? '', result: { action } });
      const { result } = await client.next((each) => each.id === id);
      expect(toolAnswer.parse(result).content[0].text).toMatch(
        count === 0 ? /notSent/u : /applied|noReport|unseen/u,
      );
      expect(cloud.ledger.count('sendCommands').calls).toBe(count);
    }
    const other = new Client({ TUYA_AGENT_SERVER: 'send' });
    await other.start();
    expect(await toolNames(other)).not.toContain('tuya_send_data_point');
  });

  it('asks about one value at a time, and about none that was given up', async () => {
    const [deviceId = ''] = cloud.truth.devicesOfProduct('thermostat');
    const client = new Client({ TUYA_AGENT_SERVER: 'send' });
    await client.start({ elicitation: { form: {} } });
    const send = (id: number, code: string): void =>
      client.write({
        ...{ id, method: 'tools/call' },
        params: { name: 'tuya_send_data_point', arguments: { deviceId, code, value: 210 } },
      });
    send(40, 'temp_set\n\u202eof nothing');
    const question = await client.next(({ method }) => method === 'elicitation/create');
    expect(JSON.stringify(question)).not.toMatch(/\\n|\u202e/u);
    send(41, 'temp_set');
    const second = toolAnswer.parse((await client.next(({ id }) => id === 41)).result);
    expect(second).toMatchObject({ isError: true });
    expect(second.content[0].text).toMatch(/being asked/u);
    send(40, 'temp_set');
    expect((await client.next(({ id }) => id === 40)).error?.code).toBe(-32_600);
    client.write({ method: 'notifications/cancelled', params: { requestId: 40 } });
    await client.next(({ method }) => method === 'notifications/cancelled');
    client.write({ id: question.id ?? '', result: { action: 'accept' } });
    send(42, 'temp_set');
    const { id } = await client.next(({ method }) => method === 'elicitation/create');
    for (const action of ['decline', 'accept']) client.write({ id: id ?? '', result: { action } });
    const { result } = await client.next((each) => each.id === 42);
    expect(toolAnswer.parse(result).content[0].text).toMatch(/notSent/u);
    expect(cloud.ledger.count('sendCommands').calls).toBe(0);
  });

  it('sends nothing where the client can only show pages to its person', async () => {
    const client = new Client({ TUYA_AGENT_SERVER: 'send' });
    await client.start({ elicitation: { url: {} } });
    expect(await toolNames(client)).not.toContain('tuya_send_data_point');
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('ends with %s, whatever is under way', async (signal) => {
    const client = new Client();
    await client.start();
    const deviceId = cloud.truth.devicesOfProduct('thermostat')[0];
    const given = { deviceId, code: 'never', condition: 'reports', timeoutS: 600 };
    client.write({ id: 50, method: 'tools/call', params: { name: 'tuya_wait_until', arguments: given } });
    await client.ask(51, 'ping');
    client.child.kill(signal);
    expect(await client.ended).toEqual([0, null]);
    expect(client.errors).toBe('');
  });

  it.each([
    ['off', { TUYA_AGENT_SERVER: '' }, /TUYA_AGENT_SERVER is off/u],
    ['without keys', { TUYA_ACCESS_SECRET: '' }, /TUYA_ACCESS_SECRET/u],
    ['to a strange place', { TUYA_ENDPOINT: 'http://example.com' }, /TUYA_ENDPOINT/u],
  ])('%s, nothing runs', async (_, environment, problem) => {
    const client = new Client(environment);
    expect(await client.ended).toEqual([2, null]);
    expect(client.errors).toMatch(problem);
    expect(client.errors).not.toContain(cloud.credentials.accessSecret);
    expect(cloud.ledger.totalCalls).toBe(0);
  });
});
