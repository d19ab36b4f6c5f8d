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

/** Nobody nests what they mean to be read as deep as this; what lies below is left out. */
const deepest = 100;

/**
 * A JSON value without the secrets in it, however deep they lie: a field whose name says so is left out, or has
 * `instead` as its value.
 */
export function withoutSecrets(value: unknown, instead?: string): unknown {
  return cleaned(value, instead, 0);
}

function cleaned(value: unknown, instead: string | undefined, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth === deepest) return '…';
  if (Array.isArray(value)) return value.map((part: unknown) => cleaned(part, instead, depth + 1));
  const clean: [string, unknown][] = [];
  for (const [name, part] of Object.entries(value)) {
    if (!isSecretName(name)) clean.push([name, cleaned(part, instead, depth + 1)]);
    else if (instead !== undefined) clean.push([name, instead]);
  }
  return Object.fromEntries(clean);
}
