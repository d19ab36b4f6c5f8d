import { deepestLevel, nestedDeeper } from './boundedJson.js';

/** Parts of a name that say so wherever they stand: `gatewaylocalkey`, `accessTokenV2`. */
const anywhere = /key|secret|token|passw|credential|authoriz/i;

/** Words of a name that say so as a whole word only: `pin` in `pin_code`, and not in `spinning`. */
const words: ReadonlySet<string> = new Set([
  ...['auth', 'oauth', 'cert', 'cookie', 'jwt', 'otp', 'pass', 'passcode', 'passphrase', 'pin', 'psk', 'pwd'],
  ...['seed', 'sign', 'signature', 'signing'],
]);

/** Whether a field's name, in snake_case, camelCase or kebab-case, says that its value is a secret. */
export function isSecretName(name: string): boolean {
  if (anywhere.test(name)) return true;
  return name
    .replace(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, '_')
    .toLowerCase()
    .split(/[^a-z]+/)
    .some((word) => words.has(word));
}

/**
 * A JSON value without the secrets in it, however deep they lie: a field whose name says so is left out, or has
 * `instead` as its value. What lies too deep to be looked through is replaced.
 * @param mostParts fields and entries that are gone over, for whoever shows the start of a value: the rest is left out
 */
export function withoutSecrets(value: unknown, instead?: string, mostParts = Infinity): unknown {
  return cleaned(value, { instead, left: mostParts }, 0);
}

interface Cleaning {
  readonly instead: string | undefined;
  /** Parts that may still be gone over. */
  left: number;
}

function cleaned(value: unknown, cleaning: Cleaning, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth === deepestLevel) return nestedDeeper;
  const isList = Array.isArray(value);
  const clean: [string, unknown][] = [];
  for (const name of Object.keys(value)) {
    if (cleaning.left-- <= 0) break;
    const part: unknown = Reflect.get(value, name);
    if (isList || !isSecretName(name)) clean.push([name, cleaned(part, cleaning, depth + 1)]);
    else if (cleaning.instead !== undefined) clean.push([name, cleaning.instead]);
  }
  return isList ? clean.map(([, part]) => part) : Object.fromEntries(clean);
}
