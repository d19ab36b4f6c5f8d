import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { readDoors } from '../../support/lint/doors.mjs';

/** What is in the house as it may be. */
const sound: Readonly<Record<string, string>> = {
  'base/tool.ts': 'export const tool = 1;\n',
  'model/projects/project.ts': "import { tool } from '../../base/tool.js';\nexport const project = tool;\n",
  'model/fleet/fleet.ts':
    "import { project } from '../projects/project.js';\nexport const fleet = project;\n",
  'model/meter/meter.ts': "import * as z from 'zod';\nexport const meter = z;\n",
  'tree/nodes/node.ts':
    "import type { fleet } from '../../model/fleet/fleet.js';\nexport type Node = typeof fleet;\n",
  'app/startCore.ts': "export const core = import('./core.js');\n",
  'app/core.ts': 'export const core = 1;\n',
  'panels/host/panel.ts': "import { join } from 'node:path';\nexport const panel = join;\n",
  'protocol/details.ts': "import * as z from 'zod';\nexport const details = z.string();\n",
  'tuya/client.ts': 'export const client = 1;\n',
  'tuya/http/undiciTransport.ts':
    "import agent from 'undici/lib/dispatcher/agent.js';\nexport const transport = agent;\n",
};

/** What is planted: a file, its text, and what lint says of it. */
const planted: readonly (readonly [file: string, text: string, says: RegExp])[] = [
  // Closed doors.
  [
    'base/up.ts',
    "import { fleet } from '../model/fleet/fleet.js';\nexport const up = fleet;\n",
    /^house\(doors\): base may not import model\/fleet\/fleet\. It may import: nothing of ours\. .*src\/doors\.mjs/,
  ],
  [
    'model/fleet/sideways.ts',
    "import type { meter } from '../meter/meter.js';\nexport type Sideways = typeof meter;\n",
    /: model\/fleet may not import model\/meter\/meter\. It may import: base, tuya, model\/projects\. /,
  ],
  [
    'tree/nodes/value.ts',
    "import { fleet } from '../../model/fleet/fleet.js';\nexport const value = fleet;\n",
    /: tree\/nodes may not import model\/fleet\/fleet like that, only as ‘type model’ allows\. /,
  ],
  [
    'tree/nodes/later.ts',
    "export const later = () => import('../../model/fleet/fleet.js');\n",
    /: tree\/nodes may not import model\/fleet\/fleet like that, only as ‘type model’ allows\. /,
  ],
  ['extension.ts', "export { core } from './app/core.js';\n", /: extension may not import app\/core\. /],
  [
    'webview/shared/host.ts',
    "export * from '../../panels/host/panel.js';\n",
    /: webview\/shared may not import panels\/host\/panel\. /,
  ],
  [
    'simulator/http/client.ts',
    "import { client } from '../../tuya/client.js';\nexport const used = client;\n",
    /: simulator\/http may not import tuya\/client\. /,
  ],
  [
    'model/fleet/outside.ts',
    "import { fake } from '../../../test/fake.js';\nexport const used = fake;\n",
    /: src imports nothing that stands outside of it/,
  ],
  [
    'model/fleet/computed.ts',
    'export const any = (name: string) => import(name);\n',
    /: A path that is put together/,
  ],
  // Packages.
  [
    'model/fleet/editor.ts',
    "import * as vscode from 'vscode';\nexport const editor = vscode;\n",
    /: model\/fleet may not import vscode\. vscode is for: extension, /,
  ],
  [
    'webview/shared/node.ts',
    "import { join } from 'node:path';\nexport const used = join;\n",
    /: webview\/shared may not import node:path\. node: is for: /,
  ],
  [
    'webview/shared/zod.ts',
    "import * as z from 'zod';\nexport const used = z;\n",
    /: webview\/shared may not import zod\. /,
  ],
  [
    'webview/shared/parser.ts',
    "import { details } from '../../protocol/details.js';\nexport const used = details;\n",
    /: webview\/shared may not import protocol\/details like that, only as ‘type protocol’ allows\. /,
  ],
  [
    'tuya/http/undiciConnector.ts',
    "import { Agent } from 'undici';\nexport const used = Agent;\n",
    /: tuya\/http may not import undici\. No room may\. /,
  ],
  [
    'tuya/http/other.ts',
    "import agent from 'undici/lib/dispatcher/agent.js';\nexport const used = agent;\n",
    /: tuya\/http may not import undici\/lib\/dispatcher\/agent\.js\. undici\/lib is for: tuya\/http\/undiciTransport, /,
  ],
  [
    'base/left.ts',
    "import pad from 'left-pad';\nexport const used = pad;\n",
    /: base may not import left-pad\. No room may\. /,
  ],
  // Loose files, and folders that the table doesn't know.
  ['model/loose.ts', 'export const loose = 1;\n', /: ‘model\/loose’ stands in no room: /],
  [
    'model/fleet/deep/file.ts',
    'export const deep = 1;\n',
    /: ‘model\/fleet\/deep\/file’ stands in no room: /,
  ],
  ['cellar/file.ts', 'export const cellar = 1;\n', /: ‘cellar\/file’ stands in no room: /],
  // Circles, of values and of types only.
  [
    'model/lists/one.ts',
    "import { two } from './two.js';\nexport const one = (): unknown => two;\n",
    /^import\(no-cycle\): /,
  ],
  [
    'model/lists/two.ts',
    "import { one } from './one.js';\nexport const two = (): unknown => one;\n",
    /^import\(no-cycle\): /,
  ],
  [
    'model/search/one.ts',
    "import type { Two } from './two.js';\nexport type One = Two[];\n",
    /^import\(no-cycle\): /,
  ],
  [
    'model/search/two.ts',
    "import type { One } from './one.js';\nexport type Two = One[];\n",
    /^import\(no-cycle\): /,
  ],
];

describe('lint, as it is configured', () => {
  let folder: string;
  let problems: ReadonlyMap<string, readonly string[]>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tuya-house-'));
    await write('../.oxlintrc.json', await configuration());
    await write('../test/fake.ts', 'export const fake = 1;\n');
    for (const [file, text] of Object.entries(sound)) await write(file, text);
    for (const [file, text] of planted) await write(file, text);
    problems = await lint(folder);
  }, 120_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each(planted)('refuses %s', (file, _, says) => {
    const said = problems.get(`src/${file}`) ?? [];
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(says);
  });

  it('has nothing against the rest', () => {
    const files = planted.map(([file]) => `src/${file}`);
    expect([...problems.keys()].filter((file) => !files.includes(file))).toEqual([]);
  });

  async function write(file: string, text: string): Promise<void> {
    const path = join(folder, 'src', file);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }
});

describe('rooms of the table that import each other', () => {
  const rows = {
    base: [],
    one: ['base', 'type three'],
    two: ['one'],
    three: ['base'],
    'three/upper': ['two/deep'],
    'three/lower': ['three/upper'],
    'two/deep': [],
  };

  it('are refused at every import on the way round, types included', () => {
    const doors = readDoors(rows, {});
    const circle = /^Rooms import each other: (.*)\. The doors/;
    expect(circle.exec(doors.problem('one', 'three/lower/file', 'type') ?? '')?.[1]).toBe(
      'one → three → two → one',
    );
    expect(doors.problem('two/deep/file', 'one', 'value')).toMatch(circle);
    expect(doors.problem('three/upper/file', 'two/deep/file', 'value')).toMatch(circle);
    expect(doors.problem('three/lower/file', 'three/upper/file', 'value')).toBeUndefined();
    expect(doors.problem('one', 'base/file', 'value')).toBeUndefined();
  });
});

/** The configuration of `npm run lint`, for a folder somewhere else. */
async function configuration(): Promise<string> {
  const text = await readFile('.oxlintrc.json', 'utf8');
  const plugin = './test/support/lint/houseRules.mjs';
  expect(text).toContain(JSON.stringify(plugin));
  return text.replace(JSON.stringify(plugin), JSON.stringify(resolve(plugin)));
}

const report = z.object({
  diagnostics: z.array(z.object({ code: z.string(), message: z.string(), filename: z.string() })),
});

/** What lint says, by file. */
function lint(folder: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const oxlint = [resolve('node_modules/oxlint/bin/oxlint'), '--format', 'json', '.'];
  return new Promise((answer, fail) => {
    // It ends with an error where it finds something.
    execFile(process.execPath, oxlint, { cwd: folder }, (error, stdout) => {
      if (!stdout.startsWith('{')) return fail(error ?? new Error(stdout));
      const problems = new Map<string, string[]>();
      for (const { code, message, filename } of report.parse(JSON.parse(stdout)).diagnostics) {
        const file = filename.replaceAll('\\', '/');
        problems.set(file, [...(problems.get(file) ?? []), `${code}: ${message}`]);
      }
      answer(problems);
    });
  });
}
