import { build } from 'esbuild';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCliOptions } from '../../../../src/simulator/http/cliOptions.js';

let folder: string;
let program: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'simulator-cli-'));
  program = join(folder, 'simulator.cjs');
  await build({
    entryPoints: ['src/simulator/http/cli.ts'],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    outfile: program,
  });
});
afterAll(() => rm(folder, { recursive: true }));

interface Ending {
  code: number | null;
  stdout: string;
  stderr: string;
}

function start(
  args: readonly string[],
  onOutput: (child: ChildProcess, stdout: string) => void = () => undefined,
): Promise<Ending> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString();
      onOutput(child, stdout);
    });
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

describe('the simulator’s command line', () => {
  it.each([
    ['a bad number', ['--port', 'many'], '--port is a whole number'],
    ['a number out of range', ['--port', '70000'], '--port is a whole number'],
    ['no devices', ['--devices', '0'], '--devices is a whole number'],
    ['an unknown option', ['--prot', '1'], '“--prot”'],
    ['a word too many', ['8080'], '“8080”'],
    ['an option without its value', ['--seed'], '“--seed”'],
    ['an unknown edition', ['--edition', 'gold'], '--edition is one of'],
    ['a host that others can reach', ['--host', '0.0.0.0'], '--host is one of'],
    ['a reaction that is none', ['--react', 'does=dance'], '--react is written'],
    ['an unknown fault', ['--fault', 'kind=odd'], '--fault: There is no fault'],
  ])('says in one sentence what is wrong with %s', async (_what, args, sentence) => {
    const { code, stdout, stderr } = await start(args);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(sentence);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it('says that a port is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const { code, stderr } = await start(['--port', String(port)]);
    other.close();
    expect(code).toBe(1);
    expect(stderr).toBe(`Port ${port} is in use; choose another one with --port.\n`);
  });

  it('shows its options', async () => {
    const { code, stdout } = await start(['--help']);
    expect(code).toBe(0);
    for (const name of ['port', 'devices', 'seed', 'edition', 'iot-core', 'latency', 'fault', 'control']) {
      expect(stdout).toContain(`--${name}`);
    }
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('says how to use it and stops at %s', async (signal) => {
    const { code, stdout, stderr } = await start(
      ['--port', '0', '--devices', '1000', '--seed', '7'],
      (child, output) => {
        if (output.includes('Ctrl+C')) child.kill(signal);
      },
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/http:\/\/127\.0\.0\.1:\d+/);
    expect(stdout).toMatch(
      /Access ID {6}fakeid\w{14}\n {2}Access Secret {2}fakesecret\w{22}\n {2}App schema {5}fakeapp\n/,
    );
  });

  it('reads its options', () => {
    const args = [
      '--port=0',
      '--latency',
      '40',
      '--fault',
      'kind=empty',
      '--fault',
      'kind=html',
      '--control',
    ];
    expect(readCliOptions(args)).toEqual({
      port: 0,
      host: '127.0.0.1',
      seed: 1,
      edition: 'any',
      latencyMs: 40,
      control: true,
      faults: [{ fault: { kind: 'empty' } }, { fault: { kind: 'html' } }],
    });
  });
});
