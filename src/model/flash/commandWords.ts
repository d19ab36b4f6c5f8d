/** A task's line is somebody's own; nobody's has more. */
const longestLine = 20_000;

const ends = new Set(['&', '|', ';', '\n']);
/** What runs the word behind it as a command line: `bash -c`, `cmd /c`, `powershell -Command`. */
const runsNext = /^(?:-[a-z]*c|\/c|-command)$/iu;
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
  const endWord = (): void => {
    if (word !== undefined) words.push(word);
    word = undefined;
  };
  for (const letter of line.slice(0, longestLine)) {
    if (quote !== undefined) {
      if (letter === quote) quote = undefined;
      else word = (word ?? '') + letter;
    } else if (letter === '"' || letter === "'") {
      quote = letter;
      word ??= '';
    } else if (ends.has(letter)) {
      endWord();
      if (words.length > 0) commands.push(words);
      words = [];
    } else if (letter.trim() === '') endWord();
    else word = (word ?? '') + letter;
  }
  endWord();
  if (words.length > 0) commands.push(words);
  return commands;
}

/** The same with the command lines that are words of others: of `bash -c "a && b"` a and b, too. */
export function withNested(
  commands: readonly (readonly string[])[],
  depth = 0,
): readonly (readonly string[])[] {
  if (depth === nestedAtMost) return commands;
  return commands.flatMap((words) => [
    words,
    ...words.flatMap((word, at) =>
      runsNext.test(words[at - 1] ?? '') ? withNested(commandsOf(word), depth + 1) : [],
    ),
  ]);
}
