import { describe, expect, it } from 'vitest';
import manifest from '../../../package.json' with { type: 'json' };
import { readWords, wordsInCode, type Words } from '../../support/languages.js';

const languages = ['zh-cn'];

/** `{0}` and the like, and what VS Code makes buttons and links of: these have to be the same in every language. */
function placeholders(text: string): string[] {
  return [...text.matchAll(/\{\d+\}|\]\((?:command|https?):[^)]*\)|`[^`]*`|\$\([a-z-]+\)/g)]
    .map(([found]) => found)
    .toSorted();
}

function differing(english: readonly (readonly [key: string, text: string])[], words: Words): string[] {
  return english.flatMap(([key, text]) => {
    const translated = words[key];
    if (translated === undefined || translated.trim() === '') return [];
    return String(placeholders(translated)) === String(placeholders(text)) ? [] : [key];
  });
}

function empty(words: Words): string[] {
  return Object.keys(words).filter((key) => words[key]?.trim() === '');
}

describe.each(languages)('the words of %s', (language) => {
  it('are there for every text of the code, and for none that is no longer used', async () => {
    const used = await wordsInCode();
    const words = await readWords(`l10n/bundle.l10n.${language}.json`);
    expect({
      missing: used.filter((text) => words[text] === undefined),
      unused: Object.keys(words).filter((text) => !used.includes(text)),
      empty: empty(words),
      placeholders: differing(
        used.map((text) => [text, text]),
        words,
      ),
    }).toEqual({ missing: [], unused: [], empty: [], placeholders: [] });
  });

  it('are there for every text of the manifest', async () => {
    const english = await readWords('package.nls.json');
    const words = await readWords(`package.nls.${language}.json`);
    expect(Object.keys(words)).toEqual(Object.keys(english));
    expect({ empty: empty(words), placeholders: differing(Object.entries(english), words) }).toEqual({
      empty: [],
      placeholders: [],
    });
  });
});

it('the manifest uses every text it has, and has every text it uses', async () => {
  const used = [...JSON.stringify(manifest).matchAll(/%([\w.-]+)%/g)].map(([, key]) => key);
  expect([...new Set(used)].toSorted()).toEqual(Object.keys(await readWords('package.nls.json')).toSorted());
});
