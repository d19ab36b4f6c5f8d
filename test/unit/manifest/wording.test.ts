import { describe, expect, it } from 'vitest';
import { readWords, wordsInCode } from '../../support/languages.js';

const english = [...(await wordsInCode()), ...Object.values(await readWords('package.nls.json'))];
const titles = await readWords('package.nls.json');
const chineseTitles = await readWords('package.nls.zh-cn.json');
const bundle = await readWords('l10n/bundle.l10n.zh-cn.json');
const chinese = [...Object.values(bundle), ...Object.values(chineseTitles)];

/** What a program reads, or VS Code makes a link of, has signs of its own. */
function prose(text: string): string {
  return text
    .replaceAll(/\]\([^)]*\)/gu, ']')
    .replaceAll(/`[^`]*`/gu, '')
    .replaceAll(/https?:\/\/(?:[\w.:@/-]*\w)?/gu, '');
}

/** Phrases that a person has to read twice, and what is said instead. */
const banned: readonly (readonly [phrase: RegExp, instead: string])[] = [
  [/\banew\b/iu, 'again'],
  [/\bby itself\b/iu, 'automatically'],
  [/\bgo(?:es)? on\b/iu, 'continues'],
  [/\blook(?:s|ed|ing)? (?:at|again|why|what|whether)\b/iu, 'check'],
  [/\bare meant\b/iu, 'what to do with them'],
  [/\btaken back\b/iu, 'undone'],
  [/\b(?:is|are) needed\b/iu, 'what to enter'],
  [/\bin which shape\b/iu, 'the name of the choice'],
  [/\bany ?more\b/iu, 'no longer'],
  [/\bthis machine\b/iu, 'this computer'],
  [/\bstands?\b/iu, 'is, is listed'],
  [/\bwhoever\b/iu, 'anyone who'],
  [/\bsays more\b/iu, 'see … for details'],
  [/\bcalled so\b/iu, 'there is no such'],
  [/\bmend\b/iu, 'correct'],
  [/\bnobody\b/iu, 'what is so'],
  [/\beverybody\b/iu, 'everyone'],
  [/\btake (?:the )?local keys?\b/iu, 'copy'],
  [/\bshow log\b/iu, 'open a device’s log, show the extension log'],
  [/\b(?:usual|assumed) scale\b/iu, '≈'],
];

describe('texts by the rule', () => {
  it('say it plainly', () => {
    const found = english.flatMap((text) =>
      banned.filter(([phrase]) => phrase.test(prose(text))).map(([, instead]) => `${text} → ${instead}`),
    );
    expect(found).toEqual([]);
  });

  it('have one kind of apostrophe and of quotation marks: ’ and ‘…’', () => {
    expect(english.filter((text) => /['"“”]/u.test(prose(text)))).toEqual([]);
    // As many begin as end: every other ’ is an apostrophe, within a word or after its s.
    const unpaired = english.filter((text) => {
      const begun = text.match(/‘/gu)?.length ?? 0;
      const ended = text.replaceAll(/(?<=\w)’(?=\w)/gu, '').match(/’/gu)?.length ?? 0;
      return begun > ended;
    });
    expect(unpaired).toEqual([]);
  });

  it('have no full stop of three points', () => {
    expect([...english, ...chinese].filter((text) => text.includes('...'))).toEqual([]);
  });

  it('in Chinese have full-width signs, and “…” as quotation marks', () => {
    const han = /[\p{Script=Han}，。：；！？（）]/u;
    // Of formulas and of the filter's language, which are typed: `type:`, `!=`.
    const typed = / (?:!=|=|>=?|<=?)(?= )|\b\w+:(?=、)/gu;
    const odd = chinese.filter(
      (text) =>
        han.test(text) &&
        /[,;!?()「」『』‘’'"]|:(?!\d\d)|(?<=\p{Script=Han})\.(?![a-z])| – /u.test(
          prose(text).replaceAll(typed, ''),
        ),
    );
    expect(odd).toEqual([]);
  });

  it('have one name for each command: in its title, on buttons and in messages', () => {
    const plain = (text: string): string => text.replace(/…$/u, '');
    const commands = Object.keys(titles).filter((key) => key.startsWith('command.'));
    const others = commands.flatMap((key) => {
      const title = plain(titles[key] ?? '');
      return Object.keys(bundle)
        .filter((text) => plain(text).toLowerCase() === title.toLowerCase())
        .filter(
          (text) => plain(text) !== title || plain(bundle[text] ?? '') !== plain(chineseTitles[key] ?? ''),
        )
        .map((text) => `${text} (${bundle[text]}) is not ${title} (${chineseTitles[key]})`);
    });
    expect(others).toEqual([]);
    for (const key of commands.filter((each) =>
      commands.some((other) => each !== other && titles[each] === titles[other]),
    ))
      expect.fail(`Two commands are called ${titles[key]}.`);
  });
});
