import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createCloud, type Cloud } from '../../../src/simulator/cloud/cloud.js';
import { startServer, type RunningServer } from '../../../src/simulator/http/server.js';

let folder: string;
let bundle: string;
let cloud: Cloud;
let server: RunningServer;
let id: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'expect-cli-'));
  bundle = join(folder, 'expect-cli.cjs');
  await build({
    entryPoints: ['src/cli/expect.ts'],
    outfile: bundle,
    ...{ bundle: true, platform: 'node', format: 'cjs', target: 'node20', logLevel: 'error' },
    alias: { vscode: './src/cli/vscodeWords.ts' },
  });
});
afterAll(() => rm(folder, { recursive: true, force: true }));
// What is sent is warmer than the device ever sets itself, so that it is another value at any time of day.
beforeEach(async () => {
  cloud = createCloud({ seed: 5, isCalm: true });
  server = await startServer(cloud, { port: 0 });
  [id = ''] = cloud.truth.devicesOfProduct('thermostat');
  cloud.truth.react(id, { does: 'echo', afterMs: 60 });
});
afterEach(() => server.close());

const setpoint = (): unknown => {
  const status = cloud.truth.device(id)?.['status'] as { code: string; value: unknown }[];
  return status.find(({ code }) => code === 'temp_set')?.value;
};

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  /** Everything that came out, files too. */
  readonly all: string;
}

function start(
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): { child: ChildProcess; ended: Promise<Ended> } {
  const child = spawn(process.execPath, [bundle, ...args], {
    cwd: folder,
    env: {
      PATH: process.env['PATH'],
      TUYA_ACCESS_ID: cloud.credentials.accessId,
      TUYA_ACCESS_SECRET: cloud.credentials.accessSecret,
      TUYA_ENDPOINT: server.origin,
      ...environment,
    },
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (data) => (out += String(data)));
  child.stderr.on('data', (data) => (err += String(data)));
  const ended = once(child, 'close').then(([code]) => ({
    code: code as number | null,
    out,
    err,
    all: out + err,
  }));
  return { child, ended };
}

const run = (args: readonly string[], environment?: NodeJS.ProcessEnv): Promise<Ended> =>
  start(args, environment).ended;

async function fileOf(text: string, name = 'test.tuya.yaml'): Promise<string> {
  await writeFile(join(folder, name), text);
  return name;
}

const withDevice = (steps: string): string =>
  `devices:\n  lamp: { id: ${id} }\npace: 250ms\nwithin: 500ms\n${steps}`;

const setAndExpect = `steps:
  - repeat: 3
    steps:
      - send: temp_set
        values: [285, 290]
      - expect: temp_set
        p95: 400ms
`;

describe('the command line', () => {
  it('passes with 0; JUnit and JSON Lines say what was measured, at which pace, and what it cost', async () => {
    const file = await fileOf(withDevice(setAndExpect));
    const { code, out, all } = await run([file, '--junit', 'out.xml', '--jsonl', 'out.jsonl']);
    expect([code, all]).toEqual([0, out]);
    expect(out).toMatch(/1 device · 3 commands · 3 expectations · 7 to \d+ calls/);
    expect(out).toMatch(
      /✓ 1\.2 Expect temp_set as sent within 500 ms: p50 \d+ ms.*lost 0 of 3.*looked every 250 ms/,
    );
    const events = (await readFile(join(folder, 'out.jsonl'), 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    const step = events.find(({ event, kind }) => event === 'step' && kind === 'expect');
    expect(step).toMatchObject({ outcome: 'passed', rounds: 3, lost: 0, count: 3, pace: 250 });
    const ofKind = (kind: string): readonly Record<string, unknown>[] =>
      events.filter((each) => each['event'] === 'sample' && each['kind'] === kind);
    // From when a command left: by so much more than the device took as the command was on its way.
    for (const [index, { ms }] of ofKind('expect').entries()) {
      expect(Number(ms)).toBeGreaterThanOrEqual(60);
      expect(Number(ms)).toBeLessThanOrEqual(61 + Number(ofKind('send')[index]?.['acceptedMs']));
    }
    expect(events.at(-1)).toMatchObject({ event: 'end', outcome: 'passed', calls: cloud.ledger.totalCalls });
    const xml = await readFile(join(folder, 'out.xml'), 'utf8');
    expect(xml).toContain('tests="2" failures="0" errors="0" skipped="0"');
    expect(xml).toMatch(/<property name="p95" value="\d+"\/>/);
    expect(cloud.ledger.count('sendCommands').calls).toBe(3);
  });

  it('fails with 1 where an expectation isn’t met, and sends back what was before', async () => {
    const before = setpoint();
    const file = await fileOf(
      withDevice(
        `restore: true\nsteps:\n- { send: temp_set, value: 290 }\n- { expect: temp_set, is: 291 }\n`,
      ),
    );
    const { code, out } = await run([file, '--junit', 'out.xml']);
    expect(code).toBe(1);
    expect(out).toContain('No such report in 750 ms; the last one said 290.');
    expect(out).toContain(`sent back temp_set = ${String(before)}. Accepted`);
    expect(setpoint()).toBe(before);
    expect(await readFile(join(folder, 'out.xml'), 'utf8')).toMatch(
      /failures="1".*<failure message="[^"]+"/s,
    );
  });

  it.each([
    [
      'a step that is none',
      `steps:\n- { sned: x }\n`,
      'test.tuya.yaml:6:3: A step has exactly one of: send, expect, wait, repeat.',
    ],
    ['an endpoint', `endpoint: http://127.0.0.1:1\nsteps: [{ wait: 1 }]\n`, '‘endpoint’ isn’t known here.'],
  ])('refuses a file with %s with 2, says where, and makes no call', async (_, steps, text) => {
    const { code, out } = await run([await fileOf(withDevice(steps))]);
    expect(code).toBe(2);
    expect(out).toContain(text);
    expect(cloud.ledger.totalCalls).toBe(0);
  });

  it('refuses what may need more calls than allowed, before anything is sent', async () => {
    const { code, out } = await run([await fileOf(withDevice(setAndExpect)), '--max-calls', '10']);
    expect(code).toBe(2);
    expect(out).toMatch(/may need \d+ calls, and --max-calls allows 10/);
    expect(cloud.ledger.count('sendCommands').calls).toBe(0);
  });

  it('counts the calls that finding a device took', async () => {
    const need = async (file: string): Promise<number> => {
      const { out } = await run([file, '--max-calls', '3']);
      return Number(/may need (\d+) calls/.exec(out)?.[1]);
    };
    const byId = await need(await fileOf(withDevice(setAndExpect)));
    const named = withDevice(setAndExpect).replace(
      `id: ${id}`,
      `name: ${JSON.stringify(cloud.truth.device(id)?.['name'])}`,
    );
    const before = cloud.ledger.totalCalls;
    const byName = await need(await fileOf(named));
    expect(cloud.ledger.totalCalls).toBeGreaterThan(before);
    expect(byName - byId).toBe(cloud.ledger.totalCalls - before);
  });

  it('ends with 3 where keys or device can’t be used; no key is in any output', async () => {
    const file = await fileOf(withDevice(setAndExpect));
    const secret = 'a-wrong-secret-of-some-length';
    const wrong = await run([file, '--jsonl', '-', '--junit', 'out.xml'], { TUYA_ACCESS_SECRET: secret });
    expect(wrong.code).toBe(3);
    const unknown = await run([await fileOf(`devices: { a: { id: bf00 } }\n${setAndExpect}`)]);
    expect(unknown.code).toBe(3);
    const offline = await fileOf(withDevice(setAndExpect));
    cloud.truth.addLogEvent(id, { time: Date.now(), type: 2 });
    const away = await run([offline]);
    expect(away.code).toBe(3);
    expect(away.out).toContain('offline');
    const written = await readFile(join(folder, 'out.xml'), 'utf8');
    const everything = wrong.all + unknown.all + away.all + written;
    for (const key of [secret, cloud.credentials.accessSecret]) expect(everything).not.toContain(key);
  });

  it('doesn’t pass on a secret that stands in a file', async () => {
    const { accessSecret } = cloud.credentials;
    const file = await fileOf(
      withDevice(`steps: [{ send: temp_set, value: ${accessSecret}, title: ${accessSecret} }]`),
    );
    const { all } = await run([file, '--jsonl', '-', '--junit', 'out.xml']);
    expect(all + (await readFile(join(folder, 'out.xml'), 'utf8'))).not.toContain(accessSecret);
  });

  it('wants keys from the environment, and a usable command line, with 2', async () => {
    const { code, err } = await run([await fileOf(withDevice(setAndExpect))], { TUYA_ACCESS_SECRET: '' });
    expect([code, err]).toEqual([2, expect.stringContaining('TUYA_ACCESS_SECRET')]);
    expect(cloud.ledger.totalCalls).toBe(0);
  });

  it('takes another device by the command line', async () => {
    const file = await fileOf(
      `devices: { lamp: { name: nobody } }\npace: 250ms\nsteps: [{ send: temp_set, value: 285 }, { expect: temp_set }]`,
    );
    expect((await run([file])).code).toBe(2);
    expect((await run([file, '--device', `lamp=${id}`])).code).toBe(0);
  });

  it('refuses the name of a device that no file has: it would run on another one than meant', async () => {
    const { code, err } = await run([await fileOf(withDevice(setAndExpect)), '--device', 'lmap=other']);
    expect([code, err]).toEqual([2, expect.stringContaining('no file has a device “lmap”')]);
    expect(cloud.ledger.totalCalls).toBe(0);
  });

  it('says that results can’t be written before anything is sent', async () => {
    const { code } = await run([await fileOf(withDevice(setAndExpect)), '--junit', 'nowhere/out.xml']);
    expect(code).toBe(3);
    expect(cloud.ledger.totalCalls).toBe(0);
  });

  it('tells build servers of a value that was not sent back', async () => {
    cloud.faults.add({ operation: 'sendCommands', nth: 2, fault: { kind: 'code', code: 1104 } });
    const steps = `restore: true\nsteps:\n- { send: temp_set, value: 290 }\n- { expect: temp_set }\n`;
    const { code } = await run([await fileOf(withDevice(steps)), '--junit', 'out.xml']);
    expect(code).toBe(3);
    const xml = await readFile(join(folder, 'out.xml'), 'utf8');
    expect(xml).toMatch(/tests="3" failures="0" errors="1"/);
    expect(xml).toMatch(/name="restore"><error message="[^"]*sent back temp_set/);
  });

  it('sends back what was before where nobody reads its output any more', async () => {
    const before = setpoint();
    const steps = `restore: true\nsteps:\n- { send: temp_set, value: 290 }\n- wait: 500ms\n- { send: temp_set, value: 300 }\n- wait: 1min\n`;
    const { child, ended } = start([await fileOf(withDevice(steps))]);
    await expect.poll(() => cloud.ledger.count('sendCommands').calls).toBe(1);
    child.stdout?.destroy();
    expect((await ended).code).toBe(130);
    expect(setpoint()).toBe(before);
  });

  it('checks without keys and without a call', async () => {
    const { code, out } = await run([await fileOf(withDevice(setAndExpect)), '--check'], {
      TUYA_ACCESS_ID: '',
      TUYA_ACCESS_SECRET: '',
      TUYA_ENDPOINT: '',
    });
    expect([code, out]).toEqual([0, expect.stringMatching(/3 commands · 3 expectations · 7 to \d+ calls/)]);
    expect(cloud.ledger.totalCalls).toBe(0);
  });

  it('runs the example of the README', async () => {
    const readme = await readFile('README.md', 'utf8');
    const [, example = ''] = /```yaml\n(devices:.*?)```/s.exec(readme) ?? [];
    // As it stands, with fewer rounds and looks at the pace of a test.
    const short = example.replace('repeat: 20', 'repeat: 2').replace('pause: 500ms', 'pause: 0');
    expect(short).not.toBe(example);
    const [plug = ''] = cloud.truth.devicesOfProduct('socket');
    cloud.truth.react(plug, { does: 'echo', afterMs: 60 });
    const { code, out } = await run([await fileOf(`pace: 250ms\n${short}`), '--device', `plug=${plug}`]);
    expect([code, out]).toEqual([0, expect.stringContaining('✓ 1.2 Expect switch_1 as sent within 2 s')]);
  });

  it('ends at Ctrl+C between commands with 130, and sends back what was before', async () => {
    const before = setpoint();
    const file = await fileOf(
      withDevice(
        `restore: true\nsteps:\n- { send: temp_set, value: 290 }\n- wait: 1min\n- { send: temp_set, value: 300 }\n`,
      ),
    );
    const { child, ended } = start([file]);
    await expect.poll(() => cloud.ledger.count('sendCommands').calls).toBe(1);
    child.kill('SIGINT');
    const { code, out } = await ended;
    expect([code, out]).toEqual([130, expect.stringContaining('sent back temp_set')]);
    expect(cloud.ledger.count('sendCommands').calls).toBe(2);
    expect(setpoint()).toBe(before);
  });
});
