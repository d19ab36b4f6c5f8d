import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { build, type Plugin } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';

const run = promisify(execFile);

/** Runs in a plain process: activates the bundle, then says what the process has become. */
const probe = String.raw`
const Module = require('node:module');
const net = require('node:net');
let sockets = 0;
const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...args) { sockets++; return connect.apply(this, args); };
const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (...args) { sockets++; return listen.apply(this, args); };
const load = Module._load;
Module._load = (name, ...rest) => load(name === 'vscode' ? process.argv[3] : name, ...rest);
const vscode = require(process.argv[3]);
const state = () => ({
  evaluated: [...globalThis.evaluatedModules],
  zod: '__zod_globalConfig' in globalThis || '__zod_globalRegistry' in globalThis,
  dispatchers: [1, 2].map((n) => globalThis[Symbol.for('undici.globalDispatcher.' + n)] !== undefined),
  sockets,
});
(async () => {
  const extension = require(process.argv[2]);
  const values = new Map();
  const context = {
    subscriptions: [],
    extensionUri: {},
    globalStorageUri: { fsPath: process.argv[4] },
    globalState: { get: (key) => values.get(key), update: async (key, value) => void values.set(key, value) },
    secrets: { get: async (key) => values.get(key), store: async (key, value) => void values.set(key, value), delete: async () => {}, onDidChange: () => ({ dispose() {} }) },
  };
  const exported = extension.activate(context);
  await new Promise((resolve) => setTimeout(resolve, 50));
  const activated = state();
  const channels = vscode.workbench.channels;
  const tree = vscode.workbench.views.get('tuya.devices').options.treeDataProvider;
  await vscode.commands.executeCommand('tuya.addDemoProject');
  const [project] = await tree.getChildren();
  const users = await tree.getChildren(project);
  await Promise.all([1, 2].map(() => vscode.commands.executeCommand('tuya.refresh')));
  // A cloud project that connects, so that the transport is loaded and used.
  const refused = await vscode.commands
    .executeCommand('tuya.addProject', { name: 'x', endpoint: 'http://127.0.0.1:1', accessId: 'a', accessSecret: 'b' })
    .then(() => 'added', () => 'refused');
  const used = state();
  for (const item of context.subscriptions.reverse()) item.dispose();
  await new Promise((resolve) => setTimeout(resolve, 50));
  const open = process.getActiveResourcesInfo().filter((kind) => !/Pipe|TTY|FSReq/.test(kind));
  console.log(JSON.stringify({ exported: exported === undefined, activated, channels, users: users.length, refused, used, open }));
})();
`;

const stateSchema = z.object({
  evaluated: z.array(z.string()),
  zod: z.boolean(),
  dispatchers: z.array(z.boolean()),
  sockets: z.number(),
});
/** Has each module name itself when it is evaluated, dependencies included. */
const namesModules: Plugin = {
  name: 'names-modules',
  setup({ onLoad }) {
    onLoad({ filter: /\.[cm]?[jt]s$/ }, async ({ path }) => {
      const name = JSON.stringify(relative(process.cwd(), path));
      const text = await readFile(path, 'utf8');
      const contents = `(globalThis.evaluatedModules ??= []).push(${name});${text}`;
      return { contents, loader: path.endsWith('ts') ? 'ts' : 'js' };
    });
  },
};

const result = z.object({
  exported: z.boolean(),
  activated: stateSchema,
  channels: z.number(),
  users: z.number(),
  refused: z.string(),
  used: stateSchema,
  open: z.array(z.string()),
});

describe('the bundle in a process of its own', () => {
  let folder: string;
  let seen: z.infer<typeof result>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tuya-activation-'));
    const shared = { bundle: true, platform: 'node', format: 'cjs', logLevel: 'error' } as const;
    const bundle = join(folder, 'extension.cjs');
    const shim = join(folder, 'vscode.cjs');
    await build({
      ...shared,
      target: 'node20',
      entryPoints: ['src/extension.ts'],
      outfile: bundle,
      external: ['vscode'],
      plugins: [namesModules],
    });
    await build({ ...shared, entryPoints: ['test/support/vscodeShim.ts'], outfile: shim });
    await writeFile(join(folder, 'probe.cjs'), probe);
    const { stdout } = await run(process.execPath, [
      join(folder, 'probe.cjs'),
      bundle,
      shim,
      join(folder, 'storage'),
    ]);
    seen = result.parse(JSON.parse(stdout));
  }, 60_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('activates without zod, undici, a socket or a log channel, and exports nothing', () => {
    const { evaluated: _modules, ...activated } = seen.activated;
    expect(activated).toEqual({ zod: false, dispatchers: [false, false], sockets: 0 });
    expect(seen.channels).toBe(0);
    expect(seen.exported).toBe(true);
  });

  it('evaluates no command, nothing of the model but its errors, and no dependency', () => {
    const isOfTheWindow = (module: string): boolean => /^src\/(base|platform|tree)\//.test(module);
    expect(seen.activated.evaluated.filter((module) => !isOfTheWindow(module)).sort()).toEqual([
      'src/app/startCore.ts',
      'src/commands/expectations/start.ts',
      'src/commands/handlers.ts',
      'src/commands/logs/taskMarkers.ts',
      'src/extension.ts',
      'src/languages/registerAgents.ts',
      'src/languages/registerSource.ts',
      'src/model/devices/protection.ts',
      'src/model/meter/budgetError.ts',
      'src/model/projects/projectErrors.ts',
      'src/model/projects/projectsKey.ts',
      'src/panels/details/detailsRegistry.ts',
      'src/panels/details/previewPanels.ts',
      'src/panels/host/html.ts',
      'src/panels/host/panelHost.ts',
      'src/panels/logs/logsRegistry.ts',
      'src/panels/userForm/userFormRegistry.ts',
      'src/tuya/api/apiGroups.ts',
      'src/tuya/dataCenters.ts',
      'src/tuya/endpoint.ts',
      'src/tuya/errors/errors.ts',
      'src/tuya/errors/recovery.ts',
    ]);
  });

  it('evaluates a command with its first call, and once', () => {
    const { evaluated } = seen.used;
    expect(evaluated).toContain('src/commands/projects/refresh.ts');
    expect(evaluated).not.toContain('src/commands/search/findDevice.ts');
    expect(evaluated).toEqual([...new Set(evaluated)]);
  });

  it('shows the demo without a port, and leaves the process’s dispatchers alone after real use', () => {
    expect(seen.users).toBeGreaterThan(2);
    expect(seen.refused).toBe('refused');
    expect(seen.used.zod).toBe(true);
    expect(seen.used.dispatchers).toEqual([false, false]);
    expect(seen.used.sockets).toBeGreaterThan(0);
  });

  it('leaves nothing open behind', () => {
    expect(seen.open).toEqual([]);
  });
});
