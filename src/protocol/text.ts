import { replaceInvisible, writtenOut } from '../base/invisible.js';

/**
 * A value with what doesn't show written out as `\u202e`: a name made of such can pose as another. Line breaks and tabs
 * stay.
 */
export function visible(text: string): string {
  return replaceInvisible(text, (character) =>
    character === '\n' || character === '\t' ? character : writtenOut(character),
  );
}
