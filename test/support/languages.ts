import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { getL10nJson } from '@vscode/l10n-dev';
import * as z from 'zod';

const repository = join(import.meta.dirname, '..', '..');

/** English text, or a key of the manifest, to what it is in some language. */
export type Words = Readonly<Record<string, string>>;

const words = z.record(z.string(), z.string());

/** Every text of the code that a person may read, as the code has it. */
export async function wordsInCode(): Promise<string[]> {
  const files = await readdir(join(repository, 'src'), { recursive: true });
  const sources = files.filter((file) => file.endsWith('.ts'));
  const contents = await Promise.all(sources.map((file) => readFile(join(repository, 'src', file), 'utf8')));
  return Object.keys(await getL10nJson(contents.map((text) => ({ extension: '.ts', contents: text }))));
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
