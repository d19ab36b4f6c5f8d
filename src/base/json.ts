/** `1e999` */
const shortest = 5;
/** Nothing the cloud means is nested so deep. */
const deepest = 64;
const number = /-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/gi;

/**
 * `JSON.parse`, with every whole number that a `number` would round, and every one that is too large for it, as the text
 * it is written in: `{"id":12345678901234567890}` gives `{ id: '12345678901234567890' }`. Fractions are rounded as ever.
 * @throws SyntaxError, whose message quotes the text
 */
export function parseJson(text: string): unknown {
  const parsed: unknown = JSON.parse(text);
  // To go over the values takes a third of what any search of the text does.
  if (!mayBeRounded(parsed, deepest)) return parsed;
  return JSON.parse(
    outsideTexts(text, (part) => part.replace(number, (token) => (isExact(token) ? token : `"${token}"`))),
  );
}

function mayBeRounded(value: unknown, depthLeft: number): boolean {
  if (typeof value === 'number') return value > Number.MAX_SAFE_INTEGER || value < Number.MIN_SAFE_INTEGER;
  return typeof value === 'object' && value !== null && mayHaveRounded(value, depthLeft);
}

/** Whether a number in it is beyond those that are exact, or lies too deep to be looked at. */
function mayHaveRounded(value: object, depthLeft: number): boolean {
  if (depthLeft === 0) return true;
  if (Array.isArray(value)) {
    for (const entry of value) if (mayBeRounded(entry, depthLeft - 1)) return true;
    return false;
  }
  const record = value as Readonly<Record<string, unknown>>;
  for (const name in record) if (mayBeRounded(record[name], depthLeft - 1)) return true;
  return false;
}

/**
 * JSON with what stands between its texts changed. It is JSON: every quote has its partner. One pattern for the whole of
 * a text would need a stack as deep as the text has escapes.
 */
function outsideTexts(json: string, change: (part: string) => string): string {
  const parts: string[] = [];
  let copied = 0;
  for (let at = 0; at < json.length;) {
    const quote = json.indexOf('"', at);
    const end = quote === -1 ? json.length : quote;
    // Most of what stands between texts is a sign or two.
    const part = end - at < shortest ? '' : json.slice(at, end);
    const changed = change(part);
    if (changed !== part) {
      parts.push(json.slice(copied, at), changed);
      copied = end;
    }
    at = quote === -1 ? json.length : endOfText(json, quote);
  }
  return parts.join('') + json.slice(copied);
}

/** Behind the quote that closes the text. */
function endOfText(json: string, start: number): number {
  for (let at = start + 1; at < json.length; at++) {
    const char = json[at];
    if (char === '"') return at + 1;
    if (char === '\\') at++;
  }
  return json.length;
}

function isExact(token: string): boolean {
  const value = Number(token);
  if (!Number.isFinite(value)) return false;
  // With an exponent nobody means the last digit.
  return Number.isSafeInteger(value) || !Number.isInteger(value) || /e/i.test(token);
}
