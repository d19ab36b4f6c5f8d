import { commandsOf, longestLine, programOf, runsLine, withNested } from './commandWords.js';

/** What is known of a task, whoever made it. */
export interface TaskFacts {
  readonly name: string;
  /** Of its definition: `shell`, `process`, or that of an extension. */
  readonly type: string;
  /** What an extension calls the task within its type. */
  readonly ownName: string | undefined;
  /** A command line, or a program with its arguments; absent where the task runs code of its extension. */
  readonly run: { readonly command: string; readonly args: readonly string[] } | undefined;
}

/** Whether a task puts firmware onto a device, as its command line says; without one, as its extension calls it. */
export function isFlashTask({ type, ownName = '', run }: TaskFacts): boolean {
  if (!run) return ownTypes.get(type)?.test(ownName) === true;
  return withNested(commandsIn(run)).some((words) => doingOf(words) === 'flash');
}

/**
 * Whether a task that a person named for its marker says that it flashes nothing: by a command line of tools that can, and
 * do something else, or by a name such as `Build all`. A flash costs calls; a marker costs none.
 */
export function saysOther({ name, run }: TaskFacts): boolean {
  if (otherNames.test(name) && !flashNames.test(name)) return true;
  const commands = withNested(run ? commandsIn(run) : []).map(doingOf);
  return commands.includes('other') && !commands.includes('unknown');
}

const otherNames =
  /(?:^|[^a-z])(?:re)?(?:build|compile|clean|lint|test|check|monitor)(?:s|ing)?(?:$|[^a-z])|编译|构建|清理|测试/iu;
const flashNames = /flash|upload|deploy|burn|烧录|刷|上传|部署/iu;

function commandsIn({ command, args }: NonNullable<TaskFacts['run']>): readonly (readonly string[])[] {
  const commands = commandsOf(command);
  const last = [...(commands.at(-1) ?? [])];
  let room = longestLine;
  for (const word of args) {
    room -= word.length + 1;
    if (room < 0) break;
    last.push(word);
  }
  return [...commands.slice(0, -1), last];
}

/**
 * Tasks of extensions that run code in place of a program.
 * Sources: platformio-vscode-ide, src/project/tasks.js; vscode-esp-idf-extension, src/flash.
 */
const ownTypes: ReadonlyMap<string, RegExp> = new Map([
  ['PlatformIO', /^(?:remote )?upload\b(?! (?:spiffs|file ?system)\b)/iu],
  ['esp-idf', /^(?:esp-idf |idf-)?flash(?:-task)?$/iu],
]);

type Test = (rest: readonly string[]) => boolean;

const says =
  (...names: readonly string[]): Test =>
  (rest) =>
    rest.some((word) => names.includes(word));

/** `-t upload`, `-tupload`, `--target upload`, `--target=upload`. A file system is no firmware. */
const targets: Test = (rest) =>
  says('run')(rest) &&
  rest.some((word, at) => {
    const target = /^(?:--target=|-t)(.+)$/u.exec(word)?.[1];
    return ['upload', 'program'].includes(
      target ?? (['-t', '--target'].includes(rest[at - 1] ?? '') ? word : ''),
    );
  });

const esptool = says('write_flash', 'write-flash');

/** By the program's name. */
const tools: ReadonlyMap<string, Test> = new Map([
  ['idf.py', says('flash', 'app-flash', 'encrypted-flash', 'encrypted-app-flash', 'dfu-flash')],
  ['tos.py', says('flash')],
  ['pio', targets],
  ['platformio', targets],
  ['esphome', says('run', 'upload')],
  ['esptool', esptool],
  ['esptool.py', esptool],
  ['tyutool_cli', says('write')],
  ['tyutool_cli.py', says('write')],
  ['arduino-cli', (rest) => says('upload')(rest) || (says('compile')(rest) && says('-u', '--upload')(rest))],
]);

/** They only speak of what stands behind them, or look at files that are called so. */
const speaks = new Set(
  [
    ['echo', 'printf', 'write-host', 'write-output', 'rem', '::', ':'],
    ['grep', 'egrep', 'fgrep', 'rg', 'findstr', 'select-string', 'sed', 'awk'],
    ['cat', 'type', 'head', 'tail', 'less', 'ls', 'dir', 'which', 'where', 'man', 'file', 'test', '['],
    ['git', 'code', 'cp', 'mv', 'rm', 'chmod', 'touch'],
  ].flat(),
);
/** They do nothing to a device. */
const prepares = new Set(['cd', 'source', '.', 'set', 'export', 'sleep', 'exit', ...speaks]);

/** What stands behind them is the name of a place: `idf.py -C flash build`, `poetry -C esphome run`. */
const namesPlace =
  /^(?:-C|--(?:cwd|dir|directory|prefix|project|project-dir|build-dir|name|filter|workspace))$/u;

/** Words of one command that may be its tool; each is a look at all that follow. */
const toolsAtMost = 5;

/** `other`: a tool that can flash does something else; `nothing`: nothing that a device could feel. */
type Doing = 'flash' | 'other' | 'nothing' | 'unknown';

function doingOf(given: readonly string[]): Doing {
  const words = given.filter((_, at) => !namesPlace.test(given[at - 1] ?? ''));
  if (prepares.has(programOf(words[0]))) return 'nothing';
  let looks = 0;
  let doing: Doing = runsLine(words) ? 'nothing' : 'unknown';
  for (const [at, word] of words.entries()) {
    const test = tools.get(programOf(word));
    if (!test) continue;
    if (++looks > toolsAtMost) break;
    const rest = words.slice(at + 1);
    if (!says('--help', '-h')(rest) && test(rest)) return 'flash';
    doing = 'other';
  }
  return doing;
}
