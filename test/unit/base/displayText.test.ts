import { describe, expect, it } from 'vitest';
import { displayText } from '../../../src/base/displayText.js';

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

  it('keeps brackets that are part of a name', () => {
    expect(displayText('Lamp [2](left)')).toBe('Lamp [2](left)');
  });
});
