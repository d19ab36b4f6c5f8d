import { isBlank, replaceInvisible } from '../../base/invisible.js';

/**
 * Tuya's pages give no longest name. 128 UTF-16 units is far above what its apps let a person type and below what was
 * ever seen refused; longer ones are told here, where they can still be mended.
 */
export const nameMaxLength = 128;

/** Of projects and lists, whose names nothing but this extension shows. */
export const ownNameMaxLength = 100;

export type NameProblem = 'empty' | 'unchanged' | 'tooLong' | 'controlCharacters';

export type NameInput =
  | { readonly ok: true; readonly name: string }
  | { readonly ok: false; readonly problem: NameProblem };

/** A name as it was typed: trimmed, and checked against the one it is to replace. */
export function readName(typed: string, current?: string, maxLength = nameMaxLength): NameInput {
  const name = typed.trim();
  if (name === '') return { ok: false, problem: 'empty' };
  if (hasControlCharacters(name)) return { ok: false, problem: 'controlCharacters' };
  if (name.length > maxLength) return { ok: false, problem: 'tooLong' };
  if (name === current?.trim()) return { ok: false, problem: 'unchanged' };
  return { ok: true, name };
}

/** Line breaks and what shows nothing: nothing a name should bring to other screens. */
export function hasControlCharacters(text: string): boolean {
  return replaceInvisible(text, () => '') !== text || (text !== '' && isBlank(text));
}
