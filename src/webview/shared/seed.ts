import * as l10n from '@vscode/l10n';
import type { PageSeed, Texts } from '../../protocol/page.js';

/** Reads what the host put into the page's html, and sets the language of all texts. Before anything is drawn. */
export function readSeed<Seed extends PageSeed>(): Seed {
  const seed = JSON.parse(document.getElementById('root')?.dataset['seed'] ?? '{}') as Seed;
  l10n.config({ contents: readTexts(seed.texts) });
  return seed;
}

/** What can't be a text is left out: there the page stays in English. */
export function readTexts(texts: unknown): Texts {
  if (typeof texts !== 'object' || texts === null) return {};
  return Object.fromEntries(
    Object.entries(texts).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
