/** Whether a text is base64 as it is written: nothing else in it, nothing missing, not nothing. */
export function isBase64(text: string): boolean {
  return text !== '' && text.length % 4 === 0 && /^[A-Za-z\d+/]+={0,2}$/.test(text);
}
