import { describe, expect, it } from 'vitest';
import { hasControlCharacters } from '../../../src/model/devices/nameInput.js';
import { visible } from '../../../src/protocol/text.js';
import { displayName, displayText, markdownText } from '../../../src/base/displayText.js';
import { hostileTexts } from '../panels/hostile.js';

/** What VS Code makes a link of in a notification (parseLinkedText); a click on it runs commands too. */
const link = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)/i;

describe('text of others', () => {
  it.each([
    '[Lamp](command:workbench.action.closeWindow)',
    '[Lamp](COMMAND:x)',
    '[Lamp](https://example.com)',
    '[Lamp](file:///etc/passwd)',
    '[Lamp]\u200b(command:x)',
    '[Lamp](\u200bcommand:x)',
    '[Lamp](com\u200bmand:x)',
  ])('is no link in a notification: %s', (name) => {
    expect(displayText(name)).not.toMatch(link);
  });

  it.each(['❤️‍🔥', '👨‍👩‍👧', '1️⃣', '©️', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', 'خانه\u200cها', 'क्\u200dष', 'Büro 2'])(
    'keeps what shows: %s',
    (name) => {
      expect(displayText(name)).toBe(name);
      expect(visible(name)).toBe(name);
      expect(hasControlCharacters(name)).toBe(false);
    },
  );

  it.each([
    ['\u3164', '\\u3164'],
    ['\u2800', '\\u2800'],
    ['a\u200db', 'a\\u200db'],
    ['\ufe0f', '\\ufe0f'],
    ['\u{e0041}', '\\ue0041'],
    ['\u202eodd', '\\u202eodd'],
    ['\ud83d', '\\ud83d'],
  ])('has one rule for what doesn’t: %j', (name, written) => {
    expect(displayText(name)).toBe(name.replace(/[^a-z]/gu, ''));
    expect(visible(name)).toBe(written);
    expect(hasControlCharacters(name)).toBe(true);
  });

  it('is never a blank row, whatever the id', () => {
    expect(displayName('\u3164\u200d\u3164', 'id')).toBe('id');
    expect(displayName(undefined, '\u3164')).toBe('\\u3164');
    expect(displayName(' \u00a0 ', '\u2800 ')).toBe('\\u2800\\u0020');
  });

  it('keeps brackets that are part of a name', () => {
    expect(displayText('Lamp [2](left)')).toBe('Lamp [2](left)');
  });

  it.each([
    ['a right-to-left override', 'gpj\u202eexe', 'gpjexe'],
    ['isolates', 'a\u2066b\u2069c', 'abc'],
    ['marks of direction', 'a\u200eb\u200fc\u061cd', 'abcd'],
    ['characters without width', 'a\u200bb\u2060c\ufeffd', 'abcd'],
    ['a joiner between letters that need none', 'a\u200db\u200cc', 'abc'],
    ['a colour code', 'a\u001b[31mb', 'a[31mb'],
    ['line breaks', 'a\r\nb\u2028c', 'a b c'],
  ])('reads in the order in which it stands, and hides nothing: %s', (_, text, shown) => {
    expect(displayText(text)).toBe(shown);
  });

  it('keeps the joiners that a script or an emoji needs', () => {
    for (const text of ['👩‍👩‍👧', 'می‌خواهم', 'क्‍ष']) expect(displayText(text)).toBe(text);
  });
});

describe('text of others in Markdown', () => {
  const escaped = /^(?:[^\\`*_{}[\]()#+\-.!|<>~&$:/@]|\\[!-/:-@[-`{-~])*$/u;

  it.each([
    '**bold** _soft_ ~~gone~~ `code`',
    '[x](command:workbench.action.quit)',
    '![x](https://evil.example/x.png)',
    '<img src=x onerror=alert(1)>',
    'https://evil.example www.evil.example me@evil.example',
    '# heading',
    '- list 1. one + two',
    '| a | b |',
    '$(alert) &lt; \\* \\',
    ...hostileTexts,
  ])('is that text: %#', (text) => {
    const shown = markdownText(text);
    expect(shown).toMatch(escaped);
    expect(shown.replace(/\\([!-/:-@[-`{-~])/gu, '$1')).toBe(displayText(text));
  });
});
