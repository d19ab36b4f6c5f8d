/**
 * The doors of this house: which room may import what. docs/architecture.md says why they are where they are, and
 * `npm run lint` keeps them shut (test/support/lint/doors.mjs).
 *
 * A room is a folder without folders in it, or one file beside folders. A floor is a folder of src. What a row of a
 * floor allows, all its rooms may do; a row of a room adds rooms of the same floor. A file or folder without a row is
 * refused, and so are rooms that import each other, types included. To open a door, add a name to a row; keep it out
 * where the arrow would go up, and pass what is needed through a constructor instead.
 *
 *   'model'        everything of it
 *   'type model'   its types only: nothing of it is loaded
 *   'lazy model'   its types, and `import()` when it is first needed
 */
export const rooms = {
  // Puts everything together; the only file that sees all floors.
  extension: [
    'base',
    'platform',
    'app/startCore',
    'tree',
    'panels',
    'type commands/commandDeps',
    'commands/expectations/start',
    'commands/flash/watchTasks',
    'commands/handlers',
    'lazy commands/links',
    'lazy commands/meter',
    'lazy commands/sending',
    'languages/registerAgents',
    'languages/registerSource',
  ],

  // Runs files of expectations without VS Code; its texts are those of the editor, in English.
  cli: ['base', 'tuya', 'model', 'platform/errorMessages', 'platform/expectations', 'app/network'],

  // The only place that makes long-lived objects. startCore runs at activation, core when it is first needed.
  'app/startCore': ['base', 'platform', 'model/projects/projectsKey', 'lazy app/core'],
  'app/core': ['base', 'tuya', 'model', 'app/cloudAccess', 'app/coreDeps', 'app/productParts'],
  'app/cloudAccess': ['base', 'model', 'app/coreDeps', 'app/demoCloud', 'app/network'],
  'app/demoCloud': ['model', 'lazy simulator'],
  'app/productParts': ['base', 'model', 'app/coreDeps'],
  'app/network': ['base', 'tuya'],
  'app/coreDeps': ['base', 'tuya', 'model'],

  // Evaluated at activation: types of model and tuya, values only of files that load nothing.
  tree: [
    'base',
    'platform',
    'type app/core',
    'type model',
    'model/projects/projectErrors',
    'type tuya',
    'tuya/errors/errors',
    'tuya/errors/recovery',
  ],
  'tree/deviceTree': ['tree/countRows', 'tree/nodes'],
  'tree/countRows': [],
  'tree/viewState': [],
  'tree/watchStates': [],
  'tree/selectRow': ['tree/deviceTree', 'tree/nodes'],
  'tree/revealProject': ['tree/deviceTree', 'tree/nodes'],
  'tree/treeDrag': ['tree/nodes'],
  'tree/nodes': [],

  // Handlers run at activation, as the tree does; they load what a command needs with its first call.
  commands: ['base', 'platform', 'type app/core', 'type model'],
  'commands/commandDeps': [],
  'commands/handlers': [
    'commands/commandDeps',
    'lazy commands/agents',
    'lazy commands/devices',
    'lazy commands/diagnosis',
    'lazy commands/exports',
    'lazy commands/flash',
    'lazy commands/links',
    'lazy commands/lists',
    'lazy commands/logs',
    'lazy commands/meter',
    'lazy commands/products',
    'lazy commands/projects',
    'lazy commands/search',
    'lazy commands/sending',
    'lazy commands/setup',
    'lazy commands/source',
    'lazy commands/viewOptions',
  ],
  'commands/agents': ['commands/commandDeps'],
  'commands/devices': ['tuya', 'model', 'commands/commandDeps', 'commands/lists'],
  'commands/diagnosis': ['tuya', 'model', 'commands/commandDeps', 'commands/projects', 'commands/setup'],
  'commands/expectations': ['type tuya', 'model', 'commands/commandDeps', 'commands/devices'],
  'commands/exports': ['model', 'commands/commandDeps', 'commands/devices'],
  'commands/flash': ['model', 'commands/commandDeps', 'commands/search', 'commands/sending'],
  'commands/links': ['model', 'commands/commandDeps'],
  'commands/lists': ['model', 'commands/commandDeps', 'commands/projects'],
  'commands/logs': ['model', 'commands/commandDeps', 'commands/devices'],
  'commands/products': ['type tuya', 'model', 'commands/commandDeps', 'commands/devices'],
  'commands/meter': ['tuya', 'model/exports', 'commands/commandDeps', 'commands/projects'],
  'commands/projects': ['model', 'commands/commandDeps', 'commands/setup'],
  'commands/search': ['commands/commandDeps', 'commands/devices'],
  'commands/sending': ['model', 'commands/commandDeps', 'commands/devices', 'commands/products'],
  'commands/setup': ['tuya', 'model', 'commands/commandDeps'],
  'commands/source': ['commands/commandDeps', 'commands/products'],
  'commands/viewOptions': ['model', 'commands/commandDeps'],

  // Data points in source, as VS Code's language features. Registered at activation; loaded with the first file.
  languages: ['base', 'platform', 'type app/core'],
  'languages/registerSource': ['model/source/firmwareNames', 'lazy languages/source'],
  'languages/registerAgents': ['lazy languages/agents'],
  'languages/agents': ['model'],
  'languages/source': ['model', 'tuya/errors/errors', 'tuya/errors/recovery'],

  // The host side of the webviews. Only the registries run at activation; they load a panel when it is opened.
  panels: ['base', 'tuya', 'model', 'protocol', 'platform'],
  'panels/host': [],
  'panels/details': ['panels/host'],
  'panels/logs': ['panels/host', 'panels/details'],
  'panels/userForm': ['panels/host', 'panels/details'],

  // The browser side of the webviews: knows nothing of the host but the protocol, and of that no file with zod.
  webview: ['base', 'type protocol', 'protocol/channel'],
  'webview/shared': [],
  'webview/details': ['webview/shared'],
  'webview/userForm': ['webview/shared'],
  'webview/logs': ['webview/shared'],
  'webview/logs/main': ['webview/logs/app', 'webview/logs/parts', 'webview/logs/restore'],
  'webview/logs/app': [
    'webview/logs/chart',
    'webview/logs/details',
    'webview/logs/filter',
    'webview/logs/grid',
    'webview/logs/parts',
    'webview/logs/restore',
    'webview/logs/rowMenu',
    'webview/logs/toolbar',
  ],
  'webview/logs/restore': ['webview/logs/grid', 'webview/logs/parts'],
  'webview/logs/toolbar': ['webview/logs/grid', 'webview/logs/parts'],
  'webview/logs/rowMenu': ['webview/logs/parts'],
  'webview/logs/filter': ['webview/logs/parts'],
  'webview/logs/grid': ['webview/logs/parts'],
  'webview/logs/chart': ['webview/logs/parts'],
  'webview/logs/details': ['webview/logs/parts'],
  'webview/logs/parts': [],

  // What the two sides of a panel say to each other.
  protocol: ['base'],

  // Thin adapters of VS Code, evaluated at activation.
  platform: [
    'base',
    'type model',
    'model/agents/hourError',
    'model/devices/protection',
    'model/meter/budgetError',
    'model/projects/projectErrors',
    'type tuya',
    'tuya/api/apiGroups',
    'tuya/dataCenters',
    'tuya/endpoint',
    'tuya/errors/errors',
  ],
  'platform/commands': ['platform/errorMessages'],
  'platform/display': ['model/values/numberScale', 'model/values/typeNames'],
  'platform/errorMessages': ['platform/display', 'tuya/errors/codeTable'],
  'platform/expectations': ['platform/display', 'platform/errorMessages'],
  'platform/prompts': [],
  'platform/settings': [],
  'platform/statusBar': ['platform/commands', 'platform/display'],
  'platform/storage': [],
  'platform/treeView': ['platform/display', 'platform/settings'],

  // State and rules, without VS Code.
  model: ['base', 'tuya'],
  'model/decoders': [],
  'model/values': ['model/decoders'],
  'model/products': ['model/projects', 'model/values'],
  'model/projects': [],
  'model/setup': ['model/projects'],
  'model/meter': ['model/projects'],
  'model/fleet': ['model/projects'],
  'model/devices': ['model/fleet', 'model/projects'],
  'model/sending': ['model/devices', 'model/fleet', 'model/products', 'model/projects', 'model/values'],
  'model/expectations': ['model/fleet', 'model/products', 'model/projects', 'model/sending', 'model/values'],
  'model/flash': ['model/projects', 'model/sending'],
  'model/details': [
    'model/devices',
    'model/fleet',
    'model/meter',
    'model/products',
    'model/projects',
    'model/values',
  ],
  'model/source': ['model/values'],
  'model/agents': ['model/logs/read', 'model/logs/rows', 'model/projects', 'model/values'],
  'model/userForm': ['model/details', 'model/devices', 'model/fleet', 'model/projects'],
  'model/links': [],
  'model/lists': ['model/fleet', 'model/projects'],
  'model/search': ['model/fleet', 'model/lists', 'model/projects'],
  'model/exports': ['model/projects', 'model/values'],
  'model/viewOptions': ['model/fleet', 'model/projects', 'model/search'],
  'model/diagnosis': ['model/fleet', 'model/projects'],

  // Logs: logs.ts opens them, logSession.ts reads one.
  'model/logs': ['model/projects'],
  'model/logs/logs': [
    'model/details',
    'model/fleet',
    'model/meter',
    'model/products',
    'model/logs/archive',
    'type model/logs/logFiles',
    'type model/logs/open',
    'model/logs/prefs',
    'model/logs/read',
    'model/logs/state',
    'model/logs/watch',
  ],

  // Loaded with the first log that is opened; what all logs share is there before.
  'model/logs/openLog': ['model/logs/logs', 'model/logs/logSession', 'model/logs/open', 'model/logs/state'],
  'model/logs/open': [
    'model/details',
    'model/fleet',
    'model/products',
    'model/sending',
    'model/logs/chart',
    'type model/logs/export',
    'model/logs/filter',
    'model/logs/logFiles',
    'model/logs/logSession',
    'model/logs/prefs',
    'model/logs/rows',
    'model/logs/state',
    'model/logs/table',
    'model/logs/view',
  ],
  'model/logs/logSession': [
    'model/logs/ranges',
    'model/logs/read',
    'model/logs/rows',
    'model/logs/state',
    'model/logs/table',
    'model/logs/tail',
    'model/logs/view',
  ],
  'model/logs/ranges': [
    'model/logs/read',
    'model/logs/rows',
    'model/logs/state',
    'model/logs/table',
    'model/logs/tail',
  ],
  'model/logs/tail': ['model/logs/read', 'model/logs/state'],
  'model/logs/state': [
    'model/sending',
    'model/logs/archive',
    'model/logs/read',
    'model/logs/rows',
    'model/logs/table',
  ],
  'model/logs/view': ['model/logs/filter', 'model/logs/rows', 'model/logs/table'],
  'model/logs/filter': [
    'model/decoders',
    'model/search',
    'model/values',
    'model/logs/rows',
    'model/logs/table',
  ],
  'model/logs/chart': ['model/values', 'model/logs/rows', 'model/logs/table'],
  'model/logs/export': ['model/exports', 'model/values', 'model/logs/rows'],
  'model/logs/table': ['model/logs/rows'],
  'model/logs/rows': ['model/sending', 'model/values'],
  'model/logs/read': ['model/logs/rows'],
  'model/logs/archive': ['model/logs/rows'],
  'model/logs/logFiles': ['model/logs/export', 'model/logs/rows'],
  'model/logs/prefs': [],
  'model/logs/watch': [],

  // The client of Tuya's cloud, usable on its own.
  tuya: ['base'],
  'tuya/client': ['tuya/api', 'tuya/endpoint', 'tuya/errors', 'tuya/operations', 'tuya/wire'],
  'tuya/api': [
    'tuya/dataCenters',
    'tuya/errors',
    'tuya/operations',
    'tuya/paging',
    'tuya/results',
    'tuya/schemas',
    'tuya/wire',
  ],
  'tuya/wire': ['tuya/errors', 'tuya/operations', 'tuya/schemas'],
  'tuya/http': ['tuya/endpoint'],
  'tuya/paging': ['tuya/results'],
  'tuya/schemas': ['tuya/results'],
  'tuya/errors': ['tuya/operations'],
  'tuya/endpoint': ['tuya/dataCenters'],
  'tuya/dataCenters': [],
  'tuya/operations': [],
  'tuya/results': [],

  // The embedded cloud. Reads Tuya's rules by itself, so that client and simulator can't be wrong together.
  simulator: ['base'],
  'simulator/http': [
    'simulator/cloud',
    'simulator/faults',
    'simulator/requests',
    'simulator/routes',
    'simulator/world',
  ],
  'simulator/cloud': [
    'simulator/faults',
    'simulator/fleet',
    'simulator/logs',
    'simulator/requests',
    'simulator/routes',
    'simulator/world',
  ],
  'simulator/faults': ['simulator/requests'],
  'simulator/routes': [
    'simulator/fleet',
    'simulator/logs',
    'simulator/products',
    'simulator/requests',
    'simulator/world',
  ],
  'simulator/world': ['simulator/fleet', 'simulator/logs', 'simulator/products', 'simulator/requests'],
  'simulator/logs': ['simulator/fleet', 'simulator/products', 'simulator/requests'],
  'simulator/fleet': ['simulator/products', 'simulator/requests'],
  'simulator/products': [],
  'simulator/requests': [],

  // Imports nothing of ours.
  base: [],
};

/** Which rooms may import a package; a package that isn't here is for none. */
export const packages = {
  vscode: ['extension', 'app/startCore', 'platform', 'tree', 'commands', 'languages', 'panels'],
  'node:': ['base', 'tuya', 'model', 'simulator', 'panels', 'app', 'cli', 'commands/agents'],
  // Outside data only, and never in a page.
  zod: ['tuya', 'model', 'protocol', 'type panels', 'cli'],
  // Its root installs a dispatcher for the whole process: sub-paths only, behind these two files.
  'undici/lib': ['tuya/http/undiciTransport', 'tuya/http/undiciConnector', 'type tuya/http/undiciAgent'],
  'csv-stringify/sync': ['model/exports'],
  'js-yaml': ['model/products'],
  yaml: ['model/expectations'],
  lit: ['webview'],
  '@vscode/l10n': ['webview'],
  '@vscode-elements/elements': ['webview'],
  uplot: ['webview/logs/chart'],
};

/**
 * Rooms that several features of a floor share. Every other room of tree, commands, panels and webview bears the name
 * of a room of model, so that a feature is found by one name on every floor.
 */
export const sharedRooms = ['tree/nodes', 'panels/host', 'webview/shared'];
