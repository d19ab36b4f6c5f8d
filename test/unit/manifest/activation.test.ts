import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import type { Plugin } from 'rolldown';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { buildHost } from '../../../build/host.mjs';

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
const files = () => Object.keys(require.cache).map((file) => require('node:path').basename(file, '.js'));
const vscode = require(process.argv[3]);
const state = () => ({
  evaluated: [...globalThis.evaluatedModules],
  files: files().filter((name) => !/probe|vscode/.test(name)),
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
  /** Files of the bundle that were read: what stands in the others isn’t even parsed. */
  files: z.array(z.string()),
  zod: z.boolean(),
  dispatchers: z.array(z.boolean()),
  sockets: z.number(),
});
/** Has each module name itself when it is evaluated, dependencies included. */
const namesModules: Plugin = {
  name: 'names-modules',
  transform(code, id) {
    if (id.startsWith('\0')) return undefined;
    const name = JSON.stringify(relative(process.cwd(), id));
    return `(globalThis.evaluatedModules ??= []).push(${name});${code}`;
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
    const shim = join(folder, 'vscode.cjs');
    await buildHost({ dist: folder, production: true, plugins: [namesModules] });
    await build({
      ...{ bundle: true, platform: 'node', format: 'cjs', logLevel: 'error' },
      entryPoints: ['test/support/vscodeShim.ts'],
      outfile: shim,
    });
    await writeFile(join(folder, 'probe.cjs'), probe);
    const { stdout } = await run(process.execPath, [
      join(folder, 'probe.cjs'),
      join(folder, 'extension.js'),
      shim,
      join(folder, 'storage'),
    ]);
    seen = result.parse(JSON.parse(stdout));
  }, 60_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('activates without zod, undici, a socket or a log channel, and exports nothing', () => {
    const { evaluated: _modules, ...activated } = seen.activated;
    expect(activated).toEqual({ files: ['extension'], zod: false, dispatchers: [false, false], sockets: 0 });
    expect(seen.channels).toBe(0);
    expect(seen.exported).toBe(true);
  });

  it('evaluates no command, nothing of the model but its errors, and no dependency', () => {
    const isOfTheWindow = (module: string): boolean => /^src\/(base|platform|tree)\//.test(module);
    expect(seen.activated.evaluated.filter((module) => !isOfTheWindow(module)).sort()).toEqual([
      'src/app/startCore.ts',
      'src/commands/expectations/ourFiles.ts',
      'src/commands/expectations/start.ts',
      'src/commands/flash/watchTasks.ts',
      'src/commands/handlers.ts',
      'src/extension.ts',
      'src/languages/registerAgents.ts',
      'src/languages/registerSource.ts',
      'src/model/agents/hourError.ts',
      'src/model/devices/protection.ts',
      'src/model/meter/budgetError.ts',
      'src/model/projects/projectErrors.ts',
      'src/model/projects/projectsKey.ts',
      'src/model/source/firmwareNames.ts',
      'src/panels/details/detailsRegistry.ts',
      'src/panels/details/previewPanels.ts',
      'src/panels/host/html.ts',
      'src/panels/host/pageFiles.ts',
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

  it('evaluates commands with the first call of one, each once, and no panel, log or reader of YAML with them', () => {
    const { evaluated } = seen.used;
    expect(evaluated).toContain('src/commands/projects/refresh.ts');
    expect(
      evaluated.filter((module) => /Panel\.ts$|logs\/openLog\.ts|logSession|logs\/view|js-yaml/.test(module)),
    ).toEqual([]);
    expect(evaluated).toEqual([...new Set(evaluated)]);
  });

  it('shows the demo without a port, and leaves the process’s dispatchers alone after real use', () => {
    expect(seen.users).toBeGreaterThan(2);
    expect(seen.refused).toBe('refused');
    expect(seen.used.zod).toBe(true);
    expect(seen.used.dispatchers).toEqual([false, false]);
    expect(seen.used.sockets).toBeGreaterThan(0);
  });

  it('reads a file of the bundle when what stands in it is first needed', () => {
    expect(seen.used.files.sort()).toEqual(['commands', 'core', 'demo', 'extension', 'transport']);
  });

  it('leaves nothing open behind', () => {
    expect(seen.open).toEqual([]);
  });
});
