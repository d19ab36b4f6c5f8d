// What comes from a cloud is shown as text and nothing else: no icon, no link, no colour code, no reversed reading order.

/**
 * Control characters (line breaks too), marks that turn the reading direction, and zero-width characters, except
 * joiners between letters or emoji of scripts that need them.
 */
const invisible =
  // oxlint-disable-next-line no-control-regex
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|(?<![^\u0000-\u00ff])[\u200c\u200d]|[\u200c\u200d](?![^\u0000-\u00ff\u200c\u200d])/gu;

/**
 * Text of others as it may stand in a row, a title or a message: visible characters only, at most `maxLength` of them.
 * Notifications make links of `[text](command:…)`, and a click runs the command: such text is kept apart.
 */
export function displayText(text: string, maxLength = 120): string {
  const cut = text.slice(0, maxLength * 8);
  const plain = cut
    .replace(/[\t\r\n\u2028\u2029]+/gu, ' ')
    .replace(invisible, '')
    .replace(/\$\(/gu, '$ (')
    .replace(/\](?=\((?:https?|command|file):)/giu, '] ')
    .replace(/ {2,}/gu, ' ')
    .trim();
  const characters = [...plain];
  return characters.length > maxLength ? `${characters.slice(0, maxLength - 1).join('')}…` : plain;
}

/** {@link displayText}, or `fallback` where nothing visible is left. */
export function displayName(text: string | undefined, fallback: string): string {
  const shown = text === undefined ? '' : displayText(text);
  return shown === '' ? displayText(fallback) : shown;
}

/** Text of others inside Markdown: every character that Markdown, HTML or an icon could read something into is escaped. */
export function markdownText(text: string, maxLength?: number): string {
  return displayText(text, maxLength).replace(/[\\`*_{}[\]()#+\-.!|<>~&$:/@]/gu, String.raw`\$&`);
}
