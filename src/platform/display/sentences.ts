/** Texts one after the other, without those that are empty. Marks of full width bring their own space. */
export function sentences(parts: readonly (string | undefined)[]): string {
  return parts
    .filter((part) => part !== undefined && part !== '')
    .join(' ')
    .replaceAll(/(?<=[。！？：，；）]) | (?=（)/gu, '');
}
