import { join } from 'node:path';

/** @import { ChunkingContext, CodeSplittingGroup } from 'rolldown' */

/** Evaluated when VS Code activates the extension. */
const start = ['src/extension.ts'];

/** The program of agents, until it has found a stand-in for VS Code. */
const program = ['src/cli/startAgentServer.ts'];

/** Loaded when the tree is looked at, or with the first command. */
const core = ['src/app/core.ts', 'src/commands/meter/budgetMessages.ts'];

/**
 * What comes later, each when it is first asked for: a chunk's name and the modules that are imported on demand.
 *
 * @type {Readonly<Record<string, readonly string[]>>}
 */
const later = {
  // The first request to a cloud.
  transport: ['src/tuya/http/undiciTransport.ts', 'src/tuya/http/certificates.ts'],
  // The demo project.
  demo: ['src/simulator/cloud/cloud.ts', 'src/simulator/http/inProcessTransport.ts'],
  // The first details, or form of a user.
  details: ['src/panels/details/detailsPanel.ts', 'src/panels/userForm/userFormPanel.ts'],
  // The first log.
  logs: ['src/panels/logs/logsPanel.ts'],
  // The first firmware file that is open.
  source: ['src/languages/source/sourceFeatures.ts'],
  // The first question of a language model, and the program of other agents.
  agents: ['src/languages/agents/toolAnswers.ts', 'src/cli/agentServer.ts'],
  // The first task: whether it flashes a device.
  tasks: ['src/commands/flash/taskKind.ts'],
  // The first file of expectations.
  expectations: ['src/commands/expectations/explorer.ts'],
  // The first file of models that is imported: it may be YAML.
  imports: ['src/model/products/readImport.ts'],
};

/** What is imported on demand and named nowhere above. */
const commands = 'commands';

/**
 * Splits the extension host. `import()` alone would make a hundred small files: they take longer to open and don't
 * compress. A module that only one chunk needs stands in it; what several need is in the core. So the later chunks
 * import the core and what started, and never each other, and what nobody asked for isn't even parsed.
 *
 * @param {string} root the repository
 * @returns {CodeSplittingGroup}
 */
export function chunkGroup(root) {
  /** @type {Map<string, string> | undefined} */
  let places;
  return {
    debugName: 'chunks',
    name: (id, context) => (places ??= placesOf(root, context)).get(id) ?? null,
  };
}

/**
 * @param {string} root
 * @param {ChunkingContext} context
 * @returns {Map<string, string>} module to chunk
 */
function placesOf(root, context) {
  const whole = (/** @type {readonly string[]} */ files) => files.map((file) => join(root, file));
  const first = closure(whole(start), context);
  const second = closure(whole(core), context);
  const named = Object.entries(later).map(([name, files]) => ({ name, ids: whole(files) }));
  const known = new Set([...first, ...second, ...named.flatMap(({ ids }) => ids)]);
  const everything = closure(whole([...start, ...program]), context, { onDemand: true });
  const onDemand = [...everything].flatMap((id) => context.getModuleInfo(id)?.dynamicallyImportedIds ?? []);
  const rest = onDemand.filter((id) => !known.has(id));

  /** @type {Map<string, string>} */
  const places = new Map();
  for (const { name, ids } of [...named, { name: commands, ids: rest }])
    for (const id of closure(ids, context)) places.set(id, places.has(id) ? 'core' : name);
  for (const id of second) places.set(id, 'core');
  for (const id of first) places.set(id, 'start');
  return places;
}

/**
 * Modules with all they import.
 *
 * @param {readonly string[]} roots
 * @param {ChunkingContext} context
 * @param {{ readonly onDemand?: boolean }} [also] what they import when it is needed, too
 */
export function closure(roots, context, { onDemand = false } = {}) {
  const found = new Set(roots);
  for (const id of found) {
    const info = context.getModuleInfo(id);
    if (!info)
      throw new Error(`A chunk is to begin with ${id}, which nothing imports: see build/chunks.mjs.`);
    for (const next of [...info.importedIds, ...(onDemand ? info.dynamicallyImportedIds : [])])
      found.add(next);
  }
  return found;
}
