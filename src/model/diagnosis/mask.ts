/** What stands for whatever was taken out. */
export const masked = '•••';

/** Takes out what is known to be private, and what looks as if it were. */
export interface Mask {
  /**
   * A text without whatever should not be read in public: what is known to be private, and everything that looks like
   * a secret, a signature, an id, an address, a mailbox or a telephone number. Errs on the side of taking out too much.
   */
  text(text: string): string;
  /**
   * A trace id as it may be shown: Tuya's support asks for it. What has another shape than theirs, or holds something
   * that is known to be private, is no trace id.
   */
  traceId(tid: string): string;
}

/** A mask for texts that go together: thousands of private texts are made ready once, not for each of them. */
export function createMask(known: readonly string[] = []): Mask {
  const forms = formsOf(known);
  const maskKnown = (text: string): string => {
    let clean = text;
    for (const form of forms) clean = replaceAnyCase(clean, form);
    return clean;
  };
  return {
    text: (text) => {
      let clean = maskKnown(text);
      for (const [pattern, instead] of beforeNames) clean = clean.replace(pattern, instead);
      clean = maskNamed(clean);
      for (const [pattern, instead] of afterNames) clean = clean.replace(pattern, instead);
      return clean;
    },
    traceId: (tid) => {
      const hasShape = /^[0-9a-f]{16,40}$/iu.test(tid);
      return hasShape && maskKnown(tid) === tid ? tid : masked;
    },
  };
}

/** A private text as it may be met. */
interface Form {
  readonly text: string;
  readonly lower: string;
}

function formsOf(known: readonly string[]): readonly Form[] {
  // Longest first, so that no piece of one is left where another is part of it.
  const values = known.filter((value) => value.length > 3).sort((a, b) => b.length - a.length);
  const forms = values.flatMap((value) => [
    value,
    // Half a character, as a name that was cut has at its end, can't be percent-encoded.
    encodeURIComponent(value.replace(/\p{Surrogate}/gu, '\uFFFD')),
    Buffer.from(value, 'utf8').toString('base64'),
  ]);
  return [...new Set(forms)].map((text) => ({ text, lower: text.toLowerCase() }));
}

function replaceAnyCase(text: string, form: Form): string {
  if (!text.toLowerCase().includes(form.lower)) return text;
  // Under the flag u nothing but these may be escaped.
  const pattern = form.text.replace(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`);
  return text.replace(new RegExp(pattern, 'giu'), masked);
}

/** Names of what nobody else should read, as whole words: `mac` in `device_mac` and `deviceMac`, not in `machine`. */
const privateWords: ReadonlySet<string> = new Set([
  ...[
    'secret',
    'token',
    'sign',
    'signature',
    'password',
    'passwd',
    'pwd',
    'authorization',
    'nonce',
    'cookie',
  ],
  ...['uid', 'uuid', 'sn', 'mac', 'email', 'mobile', 'phone', 'username', 'lat', 'lon'],
  ...['latitude', 'longitude', 'telephone', 'macaddr', 'macaddress'],
]);

/** The same of two words, which may be written as one: `local_key`, `localKey`, `localkey`. */
const privatePairs: ReadonlySet<string> = new Set([
  ...['localkey', 'accesskey', 'accessid', 'apikey', 'clientid', 'userid', 'deviceid', 'devid', 'ownerid'],
  ...['nodeid', 'accesstoken', 'refreshtoken', 'accesssecret', 'clientsecret', 'appsecret'],
]);

/** Whatever a program glues to them, it means a secret; a sentence may speak of a secretary. */
const glued = /secret|token|passw|signature|authorization|local_?key/iu;

/** `name=`, `"name": `, `--name=`, and a word with a colon after it. */
const nameOf = /(?<![\w-])([\w-]+)(["']?\s*[=:]\s*)/gu;
const valueAt = /"[^"]*"|'[^']*'|[^\s,;&"'}\]]+/uy;

function maskNamed(text: string): string {
  let clean = '';
  let at = 0;
  for (;;) {
    nameOf.lastIndex = at;
    const found = nameOf.exec(text);
    if (!found) return clean + text.slice(at);
    const [whole, name = '', between = ''] = found;
    const start = found.index + whole.length;
    clean += text.slice(at, start);
    at = start;
    const isProse = /^:\s/u.test(between);
    if (!isPrivateName(name) && (isProse || !glued.test(name))) continue;
    // What isn't private may hold names with values of its own, as an address does.
    valueAt.lastIndex = start;
    const value = valueAt.exec(text)?.[0];
    if (value === undefined) continue;
    clean += masked;
    at = start + value.length;
  }
}

function isPrivateName(name: string): boolean {
  // Written as if it were two words.
  if (/^macos$/iu.test(name)) return false;
  const words = name
    .replace(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/gu, '_')
    .toLowerCase()
    .split(/[^a-z]+/u)
    // `uids`, `device_ids`
    .map((word) => word.replace(/(?<=..)s$/u, ''));
  return words.some(
    (word, index) =>
      privateWords.has(word) || privatePairs.has(word) || privatePairs.has(word + (words[index + 1] ?? '')),
  );
}

/** In this order: what has a name is taken out whole before its parts look like something else. */
const beforeNames: readonly (readonly [RegExp, string])[] = [
  // A mailbox.
  [/[^\s@<>"',;:()[\]]+@[^\s@<>"',;:()[\]]+\.[^\s@<>"',;:()[\]]+/gu, masked],
  // Whoever signs in to a proxy.
  [/(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@]+@/giu, `$1${masked}@`],
  // Bearer and Basic, JSON Web Tokens.
  [/(authorization["']?\s*[=:]\s*["']?)(?:(?:bearer|basic)\s+)?[^\s"',;]+/giu, `$1${masked}`],
  [/\b(bearer|basic)\s+(?=\S*[\d=])\S+/giu, `$1 ${masked}`],
  [/\beyJ[\w-]+\.[\w-]+\.?[\w-]*/gu, masked],
];

const afterNames: readonly (readonly [RegExp, string])[] = [
  // Hardware addresses, then IPv6 and IPv4.
  [/\b[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5,7}\b/giu, masked],
  [/(?<![\w:])(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}(?:%\w+)?(?![\w:])/giu, masked],
  [/(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?!\.?\d)/gu, masked],
  // UUIDs, and whatever mixes digits with letters for longer than a word does.
  [/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/giu, masked],
  [/(?<![\w+/=-])(?=[\w+/=-]*\d)(?=[\w+/=-]*[a-z])[\w+/=-]{12,}(?![\w+/=-])/giu, masked],
  // The local key may have any visible character, and has 16 of them.
  [/(?<!\S)(?=\S*[^\w\s.,:;!?()'’“”…-])(?=\S*[a-z])(?=\S*[A-Z0-9])\S{16}(?!\S)/gu, masked],
  // Telephone numbers, and other long numbers.
  [/\+\d[\d ()-]{6,}\d/gu, masked],
  [/\b\d{11,}\b/gu, masked],
];
