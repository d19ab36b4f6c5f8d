import { deepestLevel, isSameJson, jsonText, nestedDeeper } from './boundedJson.js';

/** Parts of a name that say so wherever they stand: `gatewaylocalkey`, `accessTokenV2`. */
const anywhere = /key|secret|token|passw|credential|authoriz/i;

/** Words of a name that say so as a whole word only: `pin` in `pin_code`, and not in `spinning`. */
const words: ReadonlySet<string> = new Set([
  ...['auth', 'oauth', 'bearer', 'cert', 'cookie', 'jwt', 'otp', 'pass', 'passcode', 'passphrase', 'pin'],
  ...['pincode', 'psk', 'pswd', 'psw', 'pwd', 'seed', 'sign', 'signature', 'signing'],
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
 * Whether a data point's value is a secret, by its code. Buttons and locks have keys, too (`key1`, `key_tone`): where the
 * code speaks of a key and of nothing else, a truth, a number and a short word open nothing.
 */
export function isSecretPoint(code: string, value: unknown): boolean {
  if (!isSecretName(code)) return false;
  const isKeyOnly = !isSecretName(code.replaceAll(/key/gi, '')) && !cipherKey.test(code);
  return !(isKeyOnly && plainValue.test(String(value)));
}

const cipherKey =
  /(?:local|access|private|session|cipher|crypt|enc|aes|api|app|mesh|net|dev|device)[_-]?key/i;

const plainValue = /^(?:-?\d{1,9}|[\w.-]{0,7})$/;

/**
 * A JSON value without the secrets in it, however deep they lie: a field whose name says so is left out, or has
 * `instead` as its value, and so is the `value` of an object that says the name in a field. What lies too deep to be looked through is replaced.
 * @param mostParts fields and entries that are gone over, for whoever shows the start of a value: the rest is left out
 */
export function withoutSecrets(value: unknown, instead?: string, mostParts = Infinity): unknown {
  return cleaned(value, { instead, left: mostParts }, 0);
}

/**
 * Text without the secrets that JSON in it has, also as text in JSON. Undefined where it says a secret’s name and can’t be
 * taken apart, as JSON that was cut off: then nobody knows where the secret ends.
 */
export function textWithoutSecrets(text: string): string | undefined {
  if (!mayHoldFields.test(text)) return text;
  const whole = parsed(text);
  if (whole === undefined) return namesSecret(text) ? undefined : text;
  const clean = eachText(withoutSecrets(whole));
  return isSameJson(whole, clean) ? text : jsonText(clean);
}

/** What a data point says, without the secrets in it, as text in JSON too. Undefined where all of it is one. */
export function pointWithoutSecrets(code: string | undefined, value: string | undefined): string | undefined;
export function pointWithoutSecrets(code: string | undefined, value: unknown): unknown;
export function pointWithoutSecrets(code: string | undefined, value: unknown): unknown {
  if (value === undefined || (code !== undefined && isSecretPoint(code, value))) return undefined;
  return typeof value === 'string' ? textWithoutSecrets(value) : eachText(withoutSecrets(value));
}

const mayHoldFields = /[:=]/;
/** `name=`, `"name":`, and the same with escapes before the quotes, as in JSON within JSON. */
const fields = /(?<![\w-])([\w-]+)\\*["']?\s*[:=]/g;

function namesSecret(text: string): boolean {
  return Array.from(text.matchAll(fields)).some(([, name = '']) => isSecretName(name));
}

/** Undefined for what is no list, object or text in JSON. */
function parsed(text: string): unknown {
  if (!/^\s*[[{"]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @param value no deeper than {@link withoutSecrets} leaves it */
function eachText(value: unknown): unknown {
  if (typeof value === 'string') return textWithoutSecrets(value) ?? '';
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(eachText);
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, eachText(part)]));
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
  const isPair = !isList && saysSecret(value);
  const clean: [string, unknown][] = [];
  for (const name of Object.keys(value)) {
    if (cleaning.left-- <= 0) break;
    const part: unknown = Reflect.get(value, name);
    if (isList || !(isSecretName(name) || (isPair && name === 'value')))
      clean.push([name, cleaned(part, cleaning, depth + 1)]);
    else if (cleaning.instead !== undefined) clean.push([name, cleaning.instead]);
  }
  return isList ? clean.map(([, part]) => part) : Object.fromEntries(clean);
}

/** `{ "code": "local_key", "value": … }` */
function saysSecret(pair: object): boolean {
  return ['code', 'name', 'key'].some((field) => {
    const name: unknown = Object.hasOwn(pair, 'value') ? Reflect.get(pair, field) : undefined;
    return typeof name === 'string' && isSecretPoint(name, Reflect.get(pair, 'value'));
  });
}
