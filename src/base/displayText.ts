import { isBlank, replaceInvisible, writtenOut } from './invisible.js';

// What comes from a cloud is shown as text and nothing else: no icon, no link, no colour code, no reversed reading order.

/**
 * Text of others as it may stand in a row, a title or a message: visible characters only, at most `maxLength` of them.
 * Notifications make links of `[text](command:…)`, and a click runs the command: such text is kept apart.
 */
export function displayText(text: string, maxLength = 120): string {
  if (text.length <= maxLength && isPlain(text)) return text;
  const cut = text.slice(0, maxLength * 8);
  const plain = replaceInvisible(cut.replace(/[\t\r\n\u2028\u2029]+/gu, ' '), () => '')
    .replace(/\$\(/gu, '$ (')
    .replace(/\](?=\((?:https?|command|file):)/giu, '] ')
    .replace(/ {2,}/gu, ' ')
    .trim();
  if (isBlank(plain)) return '';
  const characters = [...plain];
  return characters.length > maxLength ? `${characters.slice(0, maxLength - 1).join('')}…` : plain;
}

/** Words of Latin letters with single blanks between them, and no brackets: most texts are, and there are many of them. */
function isPlain(text: string): boolean {
  return /^[\w%.,:;+/≈°µ²³-]+(?: [\w%.,:;+/≈°µ²³-]+)*$/u.test(text);
}

/** {@link displayText}, or `fallback` where nothing visible is left; an id of such characters is written out. */
export function displayName(text: string | undefined, fallback: string): string {
  const shown = text === undefined ? '' : displayText(text);
  return shown || displayText(fallback) || displayText(Array.from(fallback, writtenOut).join(''));
}

/** Text of others inside Markdown: every character that Markdown, HTML or an icon could read something into is escaped. */
export function markdownText(text: string, maxLength?: number): string {
  return displayText(text, maxLength).replace(/[\\`*_{}[\]()#+\-.!|<>~&$:/@]/gu, String.raw`\$&`);
}
