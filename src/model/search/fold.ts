/** Letters that Unicode doesn't take apart into a base and a mark. */
const others: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ı: 'i',
  þ: 'th',
};

/** Text as it is compared: without case, accents and width, so that `buro` finds `Büro` and `KUCHE` finds `Küche`. */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  if (!/[^\u0000-\u007f]/.test(lower)) return lower;
  return lower.normalize('NFKD').replace(/[\p{M}ßæœøłđıþ]/gu, (letter) => others[letter] ?? '');
}
