/**
 * Characters that show nothing: controls, line separators, half a surrogate pair, what Unicode has renderers leave out
 * (marks that turn the reading direction, zero-width characters, fillers, tags), and blanks that count as letters.
 */
const invisible = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800\ufff9-\ufffb\u{1d159}]/gu;

/** Joiners, selectors of a form, and tags of a flag: some scripts need them, and emoji are made with them. */
const helper = /[\p{Join_Control}\p{Variation_Selector}\u{e0020}-\u{e007f}]/u;

/** Helpers where there is nothing to join, to select or to tag, as beside the letters of Latin. */
const idleHelper = new RegExp(
  [
    String.raw`(?<![^\u0000-\u00ff])\p{Join_Control}`,
    String.raw`\p{Join_Control}(?![^\u0000-\u00ff\u200c\u200d])`,
    String.raw`(?<![^\u0000-\u00ff]|[0-9#*©®])\p{Variation_Selector}`,
    String.raw`(?<!\u{1f3f4}[\u{e0020}-\u{e007e}]{0,6})[\u{e0020}-\u{e007f}]`,
  ].join('|'),
  'gu',
);

/** Replaces every character that shows nothing and does nothing to those beside it. */
export function replaceInvisible(text: string, instead: (character: string) => string): string {
  return text
    .replace(idleHelper, instead)
    .replace(invisible, (character) => (helper.test(character) ? character : instead(character)));
}

/** Whether there is nothing to be seen. */
export function isBlank(text: string): boolean {
  return text.replace(invisible, '').trim() === '';
}

/** `\u202e` for a character that doesn't show. */
export function writtenOut(character: string): string {
  return `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
}
