// Runs in a process of its own: loads an extension and activates it, and says what that took.
//   node activate.cjs EXTENSION VSCODE       the module of the extension, and what stands in for VS Code
const Module = require('node:module');
const [, , extension = '', vscode = ''] = process.argv;

const load = Reflect.get(Module, '_load');
Reflect.set(Module, '_load', (/** @type {string} */ name, /** @type {unknown[]} */ ...rest) =>
  load(name === 'vscode' ? vscode : name, ...rest),
);
// What the extension host has loaded long before.
for (const name of ['vscode', 'node:crypto', 'node:fs/promises', 'node:timers/promises']) require(name);

/** @type {Map<string, unknown>} */
const values = new Map();
const memento = {
  get: (/** @type {string} */ key) => values.get(key),
  update: async (/** @type {string} */ key, /** @type {unknown} */ value) => void values.set(key, value),
};
const context = {
  subscriptions: [],
  extensionUri: {},
  globalStorageUri: { fsPath: __dirname },
  globalState: memento,
  workspaceState: memento,
  secrets: {
    get: async () => undefined,
    store: async () => undefined,
    delete: async () => undefined,
    onDidChange: () => ({ dispose: () => undefined }),
  },
};

const start = performance.now();
const cpu = process.cpuUsage();
require(extension).activate(context);
const { user, system } = process.cpuUsage(cpu);
console.log(JSON.stringify({ ms: performance.now() - start, cpuMs: (user + system) / 1000 }));
process.exit();
