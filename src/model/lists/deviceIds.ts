/** What may stand in a list of ids and in a path: letters, digits, and the two signs that virtual devices have. */
const idPattern = /^[A-Za-z0-9_-]{8,64}$/;

/** Whether a text looks like a device's id: cheap to ask the cloud about, and nothing else's name. */
export function looksLikeDeviceId(text: string): boolean {
  return idPattern.test(text) && /\d/.test(text);
}

export interface PastedIds {
  /** Each once, in the order of the text. */
  readonly ids: readonly string[];
  /** What stands between them and is no id, each once. */
  readonly rejected: readonly string[];
}

/** Ids out of any text: a column of a spreadsheet, a JSON array, a line of a log. */
export function readPastedIds(text: string): PastedIds {
  const words = text.split(/[\s,;:|/\\"'`<>()[\]{}=]+/u).filter((word) => word !== '');
  const ids = new Set<string>();
  const rejected = new Set<string>();
  for (const word of words) (looksLikeDeviceId(word) ? ids : rejected).add(word);
  return { ids: [...ids], rejected: [...rejected] };
}
