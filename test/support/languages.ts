import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { getL10nJson } from '@vscode/l10n-dev';
import * as z from 'zod';

const repository = join(import.meta.dirname, '..', '..');

/** English text, or a key of the manifest, to what it is in some language. */
export type Words = Readonly<Record<string, string>>;

const words = z.record(z.string(), z.string());

/** How our code gets at its texts; the extractor compares no other names. */
const importLine = /^import .*\bfrom '(?:vscode|@vscode\/l10n)';$/gm;

/** Every text of the code that a person may read, as the code has it: on this side, and in the pages. */
export async function wordsInCode(): Promise<string[]> {
  const files = await readdir(join(repository, 'src'), { recursive: true });
  const sources = files.filter((file) => file.endsWith('.ts'));
  const contents = await Promise.all(sources.map((file) => readFile(join(repository, 'src', file), 'utf8')));
  const joined = joinedByImports(contents.filter((text) => text.includes('l10n')));
  return Object.keys(await getL10nJson(joined.map((text) => ({ extension: '.ts', contents: text }))));
}

/** Files that import the same are read as one: the extractor takes a tenth of a second for every import it meets. */
function joinedByImports(contents: readonly string[]): string[] {
  const joined = new Map<string, string>();
  for (const text of contents) {
    const imports = (text.match(importLine) ?? []).join('\n');
    joined.set(imports, `${joined.get(imports) ?? imports}\n${text.replaceAll(importLine, '')}`);
  }
  return [...joined.values()];
}

/** @param file from the top of the repository */
export async function readWords(file: string): Promise<Words> {
  return words.parse(JSON.parse(await readFile(join(repository, file), 'utf8')));
}

/**
 * A language in which every text of ours stands in brackets, so that a screen shows which one was never translated.
 * It is longer than English, as most are.
 */
export function marked(text: string): string {
  return `【${text}${'~'.repeat(Math.ceil(text.length / 5))}】`;
}

/** What VS Code calls that language. */
export const markedLanguage = 'qps-ploc';
