import type { FilterScanner } from './filterScanner.js';
import type { FilterTest } from './filterTypes.js';

/** `/…/` or `/…/i` at the scanner's place. */
export function regexTest(scanner: FilterScanner): FilterTest | undefined {
  const from = scanner.at;
  // A slash in a class, or behind a backslash, doesn't end it.
  const found = scanner.take(/\/((?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])*)\/(\S*)/y);
  if (!found) {
    scanner.at = scanner.text.length;
    scanner.problem(from, scanner.at, 'unclosedRegex');
    return undefined;
  }
  const [whole, source = '', flags = ''] = found;
  const flagsFrom = from + whole.length - flags.length;
  if (source === '') scanner.problem(from, flagsFrom, 'emptyValue');
  else if (!isRegex(source)) scanner.problem(from, flagsFrom, 'badRegex');
  for (const [at, flag] of [...flags].entries()) {
    if (flag === 'i' && flags.indexOf('i') === at) continue;
    scanner.problem(flagsFrom + at, scanner.at, 'badRegexFlag');
    break;
  }
  return { kind: 'regex', source, ignoreCase: flags !== '' };
}

function isRegex(source: string): boolean {
  try {
    return new RegExp(source) instanceof RegExp;
  } catch {
    return false;
  }
}
