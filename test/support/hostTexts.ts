import { readWords, type Words } from './languages.js';

/** The host's texts in a language, for pages whose host is a test: what its code asks VS Code for. */
let words: Words = {};

export async function hostSpeaks(language: string | undefined): Promise<void> {
  words = language === undefined ? {} : await readWords(`l10n/bundle.l10n.${language}.json`);
}

// In place of the `vscode` module: see test/pages/vitest.config.mts.

export const env = { language: 'en' };

export const l10n = {
  t: (text: string, ...values: readonly unknown[]): string =>
    (words[text] ?? text).replaceAll(/\{(\d+)\}/g, (_, at: string) => String(values[Number(at)])),
};
