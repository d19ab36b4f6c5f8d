/** A decimal number and nothing else: no spaces, no hex, nothing empty. */
export function readNumber(text: string): number | undefined {
  return /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i.test(text) ? Number(text) : undefined;
}
