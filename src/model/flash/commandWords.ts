/** Letters of a task's line, arguments included; nobody's own has more. */
export const longestLine = 20_000;

const ends = new Set(['&', '|', ';', '\n', '(', ')']);
/** What has a command line behind an option. */
const shells = /^(?:(?:ba|z|da|a|k|fi)?sh|cmd|powershell|pwsh|su|sg|runuser|nix-shell)$/u;
const runsNext = /^(?:-[a-z]*c|\/c|-command|--command|--run)$/iu;
const nestedAtMost = 3;

/**
 * The commands of a command line, each as its words, without their quotes. A backslash is part of a path here, as it is
 * on Windows: only the words matter, and nothing is ever run of it.
 */
export function commandsOf(line: string): readonly (readonly string[])[] {
  const commands: string[][] = [];
  let words: string[] = [];
  let word: string | undefined;
  let quote: string | undefined;
  let isComment = false;
  /** Of `$(…)`, which is part of the command around it. */
  let depth = 0;
  const endWord = (): void => {
    if (word !== undefined) words.push(word);
    word = undefined;
  };
  const endCommand = (): void => {
    endWord();
    if (words.length > 0) commands.push(words);
    words = [];
  };
  const isSubstitution = (letter: string): boolean => {
    if (letter === '(' && (depth > 0 || word?.endsWith('$') === true)) depth++;
    else if (depth === 0) return false;
    else if (letter === ')') depth--;
    return true;
  };
  // A line may go on in the next one, as each shell says it in its own way.
  for (const letter of line.slice(0, longestLine).replace(/[\\^`]\r?\n/gu, ' ')) {
    if (quote !== undefined) {
      if (letter === quote) quote = undefined;
      else word = (word ?? '') + letter;
    } else if (isComment && letter !== '\n') continue;
    else if (ends.has(letter)) {
      isComment = false;
      if (isSubstitution(letter)) endWord();
      else endCommand();
    } else if (letter === '"' || letter === "'") {
      quote = letter;
      word ??= '';
    } else if (letter === '#' && word === undefined) isComment = true;
    else if (letter.trim() === '') endWord();
    else word = (word ?? '') + letter;
  }
  endCommand();
  return commands;
}

/** The same with the command lines that are words of shells: of `bash -c "a && b"` a and b, too. */
export function withNested(
  commands: readonly (readonly string[])[],
  depth = 0,
): readonly (readonly string[])[] {
  if (depth === nestedAtMost) return commands;
  return commands.flatMap((words) => [
    words,
    ...linesIn(words).flatMap((line) => withNested(commandsOf(line), depth + 1)),
  ]);
}

/** Whether a command is a shell that is given a line. */
export function runsLine(words: readonly string[]): boolean {
  return linesIn(words).length > 0;
}

function linesIn(words: readonly string[]): readonly string[] {
  const shell = words.findIndex((word) => shells.test(programOf(word)));
  return shell < 0 ? [] : words.filter((_, at) => at > shell && runsNext.test(words[at - 1] ?? ''));
}

/** A program's name, as its file is called without what Windows adds. */
export function programOf(word = ''): string {
  const name = word.slice(Math.max(word.lastIndexOf('/'), word.lastIndexOf('\\')) + 1).toLowerCase();
  return name.replace(/\.(?:exe|cmd|bat)$/u, '');
}
