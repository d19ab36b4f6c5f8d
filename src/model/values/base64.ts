const maxLength = 256 * 1024;

/**
 * The bytes of a raw data point; undefined for what isn't base64, or hardly is. Words are made of the same letters:
 * without a type, only what can hardly be anything else counts, and that is an offer, as the next value may look otherwise.
 */
export function base64Bytes(text: string, type?: string): Uint8Array | undefined {
  if (text.length < 4 || text.length % 4 !== 0 || text.length > maxLength) return undefined;
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return undefined;
  if (type?.toLowerCase() !== 'raw' && !(type === undefined && looksRaw(text))) return undefined;
  const bytes = Buffer.from(text, 'base64');
  // Bits that no byte has: it isn't from an encoder.
  return bytes.toString('base64') === text ? Uint8Array.from(bytes) : undefined;
}

function looksRaw(text: string): boolean {
  if (text.length < 8) return false;
  if (text.endsWith('=')) return true;
  if (text.length < 16 || !/[A-Z]/.test(text) || !/[a-z]/.test(text) || !/\d/.test(text)) return false;
  // Encoded bytes jump between capitals, small letters and digits at every other step; words and names don't. A capital
  // that begins a word is no jump.
  let jumps = 0;
  for (let at = 1; at < text.length; at++) {
    const [before, here] = [kindOf(text, at - 1), kindOf(text, at)];
    if (before !== here && !(before === 'capital' && here === 'small')) jumps++;
  }
  return jumps * 10 >= (text.length - 1) * 3;
}

function kindOf(text: string, at: number): 'other' | 'capital' | 'small' {
  const code = text.charCodeAt(at);
  return code < 65 ? 'other' : code < 97 ? 'capital' : 'small';
}
