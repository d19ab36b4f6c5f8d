/**
 * Characters that don't show what they do: controls, bidirectional marks and overrides, zero-width
 * characters, line separators, lone surrogates. A name made of them can pose as another.
 */
const deceptive =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]|\p{Surrogate}|[\u{e0000}-\u{e007f}]/gu;
const joiner = '\u200d';

/** A value with what would not show written out as `\u202e`; line breaks and tabs stay. */
export function visible(text: string): string {
  return text.replace(deceptive, (character) =>
    character === '\n' || character === '\t' || character === joiner
      ? character
      : `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
}
