/** Bytes as pairs of hex digits: `00 ff 7a`; those beyond `atMost` as an ellipsis. */
export function hexText(bytes: Uint8Array, atMost = Number.POSITIVE_INFINITY): string {
  const shown = bytes.length > atMost ? bytes.subarray(0, Math.max(0, atMost)) : bytes;
  const pairs = Array.from(shown, (byte) => byte.toString(16).padStart(2, '0'));
  return [...pairs, ...(shown.length < bytes.length ? ['…'] : [])].join(' ');
}
