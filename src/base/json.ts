/** Outside of texts a number stands behind one of these signs, or at the start. Those of fewer digits are exact. */
const mayHaveLongNumber = /(?:^|[\s:,[-])(?:\d{16}|\d[\d.]*e\+?\d{3})/i;
const textOrNumber = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/gis;

/**
 * `JSON.parse`, with every whole number that a `number` would round, and every one that is too large for it, as the text
 * it is written in: `{"id":12345678901234567890}` gives `{ id: '12345678901234567890' }`. Fractions are rounded as ever.
 * @throws SyntaxError, whose message quotes the text
 */
export function parseJson(text: string): unknown {
  const parsed: unknown = JSON.parse(text);
  if (!mayHaveLongNumber.test(text)) return parsed;
  // It is JSON: every quote has its partner.
  return JSON.parse(text.replace(textOrNumber, (token) => (isExact(token) ? token : `"${token}"`)));
}

function isExact(token: string): boolean {
  if (token.startsWith('"')) return true;
  const number = Number(token);
  if (!Number.isFinite(number)) return false;
  // With an exponent nobody means the last digit.
  return Number.isSafeInteger(number) || !Number.isInteger(number) || /e/i.test(token);
}
