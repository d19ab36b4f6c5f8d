import { commandsOf, withNested } from './commandWords.js';

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
  const commands = commandsOf(run.command);
  const last = commands.at(-1) ?? [];
  return withNested([...commands.slice(0, -1), [...last, ...run.args]]).some(flashes);
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

/** `-t upload`, `--target upload`, `--target=upload`. A file system is no firmware. */
const targets: Test = (rest) =>
  says('run')(rest) &&
  rest.some((word, at) => {
    const target = /^--target=(.*)$/u.exec(word)?.[1];
    return ['upload', 'program'].includes(
      target ?? (['-t', '--target'].includes(rest[at - 1] ?? '') ? word : ''),
    );
  });

const esptool = says('write_flash', 'write-flash');

/** By the program's name, as its file is called without what Windows adds. */
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

/** They only speak of what stands behind them. */
const speaks = new Set(['echo', 'printf']);

function flashes(words: readonly string[]): boolean {
  if (speaks.has(programOf(words[0])) || says('--help', '-h')(words)) return false;
  return words.some((word, at) => tools.get(programOf(word))?.(words.slice(at + 1)) === true);
}

function programOf(word = ''): string {
  const name = word.slice(Math.max(word.lastIndexOf('/'), word.lastIndexOf('\\')) + 1).toLowerCase();
  return name.replace(/\.(?:exe|cmd|bat)$/u, '');
}
