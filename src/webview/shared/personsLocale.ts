import { isPlain } from './plainText.js';

/**
 * The interface's language, in the person's own variety of it where the browser knows one: dates of `en-GB` for
 * an interface in `en`. A browser may name languages that Intl refuses (`en-US@posix`): they don't count.
 */
export function personsLocale(
  locale: string = document.documentElement.lang,
  preferred: readonly string[] = navigator.languages,
): string {
  const language = (tag: string): string => tag.toLowerCase().split('-')[0] ?? '';
  const usable = [...preferred.filter((own) => language(own) === language(locale)), locale];
  return usable.find(isKnown) ?? 'en';
}

function isKnown(tag: string): boolean {
  try {
    return isPlain(tag) || Intl.DateTimeFormat.supportedLocalesOf(tag).length > 0;
  } catch {
    return false;
  }
}
