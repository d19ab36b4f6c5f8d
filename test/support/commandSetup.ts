import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock, type Clock } from '../../src/base/clock.js';
import { Lazy } from '../../src/base/lazy.js';
import type { LogFields, Logger, LogLevel } from '../../src/base/logger.js';
import type { NamedText } from '../../src/platform/prompts/virtualDocuments.js';
import { commandHandlers } from '../../src/commands/handlers.js';
import { createCore } from '../../src/app/core.js';
import type { Center } from '../../src/model/setup/dataCenterFinder.js';
import type { Link, LinkedRange } from '../../src/model/links/link.js';
import type { ListRef } from '../../src/model/lists/deviceLists.js';
import type { DeviceRef } from '../../src/model/projects/project.js';
import { Activity } from '../../src/platform/treeView/activity.js';
import { registerCommands } from '../../src/platform/commands/commands.js';
import { ContextKeys } from '../../src/platform/settings/contextKeys.js';
import { createCloud } from '../../src/simulator/cloud/cloud.js';
import { startServer } from '../../src/simulator/http/server.js';
import { byPerson } from './asking.js';
import { MemoryFiles, MemoryState, MemoryVault, noLogSettings } from './storage.js';
import { commands, workbench } from './vscodeShim.js';
import { removed } from './tempFolder.js';

/** All commands over a real core and a simulated cloud on loopback. */
export async function aWorkbench(
  given: {
    readonly centers?: readonly Center[];
    /** Of the client and the cloud. */
    readonly clock?: Clock;
    /** What the cloud refuses the API group IoT Core with. */
    readonly iotCore?: number;
  } = {},
) {
  workbench.reset();
  const { clock = systemClock, iotCore } = given;
  const cloud = createCloud({ seed: 7, clock, isCalm: true, ...(iotCore !== undefined && { iotCore }) });
  const server = await startServer(cloud, { port: 0, clock });
  const state = new MemoryState();
  const vault = new MemoryVault();
  const files = new MemoryFiles();
  const logged: string[] = [];
  const log = collecting(logged);
  let count = 0;
  const storageFolder = mkdtempSync(join(tmpdir(), 'tuya-workbench-'));
  const core = createCore({
    state,
    vault,
    files,
    workspaceState: new MemoryState(),
    log,
    newId: () => `id${++count}`,
    searchLimit: () => 20,
    storageFolder,
    // Nothing in a test may reach a published data center.
    centers: given.centers ?? [{ name: 'Stand-in', endpoint: server.origin }],
    logSettings: noLogSettings,
    clock,
  });
  const activity = new Activity(new ContextKeys());
  const revealed: string[] = [];
  const opened: DeviceRef[] = [];
  const kept: (DeviceRef | undefined)[] = [];
  const openedLogs: { projectId: string; deviceIds: readonly string[]; range?: LinkedRange }[] = [];
  const front: { link: Link | undefined } = { link: undefined };
  const told: string[] = [];
  const revealedDevices: DeviceRef[] = [];
  const revealedLists: ListRef[] = [];
  const comparisons: { left: NamedText; right: NamedText; title: string }[] = [];
  const documents: { name: string; rendered: boolean; texts: string[] }[] = [];
  const keyboard: { nodes: readonly unknown[] } = { nodes: [] };
  const handlers = commandHandlers({
    core: new Lazy(() => Promise.resolve(core)),
    activity,
    revealProject: (id) => Promise.resolve(void revealed.push(id)),
    revealDevice: (ref) => {
      revealedDevices.push(ref);
      return Promise.resolve(true);
    },
    revealList: (ref) => Promise.resolve(void revealedLists.push(ref)),
    nodesAtKeyboard: () => Promise.resolve(keyboard.nodes),
    showDocument: (name, text, { rendered = false, single = false } = {}) => {
      const before = single ? documents.find((one) => one.name === name) : undefined;
      const shown = before ?? { name, rendered, texts: [] };
      if (!before) documents.push(shown);
      shown.texts.push(text);
      return Promise.resolve((next: string) => {
        shown.texts.push(next);
        return true;
      });
    },
    showComparison: (left, right, title) => Promise.resolve(void comparisons.push({ left, right, title })),
    documentText: () => documents.at(-1)?.texts.at(-1),
    openLogs: (projectId, deviceIds) => Promise.resolve(void openedLogs.push({ projectId, deviceIds })),
    logInFront: () => front.link,
    tellLogInFront: (command) => void told.push(command),
    openDetails: (ref) => Promise.resolve(void opened.push(ref)),
    keepDetails: (ref) => void kept.push(ref),
    version: '0.0.0',
    extensionId: 'tuya-device-explorer.tuya-device-explorer',
    extensionPath: '/extension',
    linkSource: () => Promise.resolve(),
    placesInSource: () => Promise.resolve([]),
    showLog: () => undefined,
  });
  const registered = registerCommands(handlers, { log, showLog: () => undefined });
  const { accessId, accessSecret, schema, uids } = cloud.credentials;
  return {
    core,
    cloud,
    server,
    state,
    vault,
    files,
    storageFolder,
    logged,
    revealed,
    opened,
    kept,
    openedLogs,
    front,
    revealedDevices,
    /** What the log in front was told. */
    told,
    revealedLists,
    documents,
    comparisons,
    keyboard,
    keys: { endpoint: server.origin, accessId, accessSecret },
    schema,
    uids,
    run: (id: string, ...args: unknown[]) => commands.executeCommand(id, ...args),
    end: async () => {
      registered.dispose();
      await core.dispose();
      await server.close();
      cloud.close();
      await removed(storageFolder);
    },
  };
}

/** A project with every user and every device of theirs, read by a person. */
export async function aProjectWithDevices({
  core,
  keys,
  run,
  uids,
}: Awaited<ReturnType<typeof aWorkbench>>): Promise<string> {
  const projectId = String(await run('tuya.addProject', { name: 'Bench', ...keys }));
  const fleet = core.fleet.of(projectId);
  await fleet.load({ kind: 'users', projectId }, byPerson());
  for (const uid of uids) await fleet.load({ kind: 'owner', projectId, uid }, byPerson());
  return projectId;
}

function collecting(lines: string[], topic = ''): Logger {
  return {
    log: (level: LogLevel, message: string, fields: LogFields = {}) =>
      void lines.push(`${level} ${topic}${message} ${JSON.stringify(fields)}`),
    child: (inner) => collecting(lines, `${topic}${inner} `),
  };
}
