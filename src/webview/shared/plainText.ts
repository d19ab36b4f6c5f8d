/**
 * Languages whose numbers are `1,234` and whose times of day are `10:42:03.120`. The first number or time that a page has
 * Intl write costs it about 8 ms, for Intl looks all its languages through before: too much to stand before the first rows.
 */
const plain = /^(en(-(US|GB|AU|CA|IE|NZ|SG|HK))?|zh(-(CN|TW|SG|HK|Hans|Hant))?)$/i;

/** Whether numbers and times of day need no Intl in this language. */
export function isPlain(locale: string): boolean {
  return plain.test(locale);
}

/**
 * A count as it is written in a language: `1,000,000`.
 * @param count a whole number; what isn't one is left to Intl
 */
export function countText(count: number, locale: string): string {
  if (!isPlain(locale) || !Number.isSafeInteger(count)) return count.toLocaleString(locale);
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}
