// Stands for `vscode` in the command line's bundle: the texts are those of the editor, in English.

type Argument = string | number | boolean;

export const l10n = {
  /** A text with its parts put in, as VS Code's own does it. */
  t: (text: string, ...parts: readonly Argument[]): string =>
    text.replace(/\{(\d+)\}/g, (hole, index: string) => String(parts[Number(index)] ?? hole)),
};

export const env = { language: 'en' };
