import { describe, expect, it } from 'vitest';
import { hasControlCharacters } from '../../../src/model/devices/nameInput.js';
import { visible } from '../../../src/protocol/text.js';
import { displayName, displayText } from '../../../src/base/displayText.js';

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
});
