import type { Device } from '../../tuya/results.js';
import type { DeviceRef } from '../projects/project.js';
import { fold } from './fold.js';

/** What a search looks at, folded once. */
export interface SearchEntry {
  readonly ref: DeviceRef;
  readonly id: string;
  readonly name: string;
  /** Everything else, each between two line feeds. */
  readonly rest: string;
}

/** Where a hit matched; what a row shows beside the name. */
export type SearchField =
  'name' | 'id' | 'product' | 'category' | 'ip' | 'mac' | 'uuid' | 'nodeId' | 'uid' | 'model';

export function searchEntry(ref: DeviceRef, device: Device, mac: string | undefined): SearchEntry {
  const rest = restOf(device, mac).map(([, text]) => fold(text));
  return { ref, id: device.id.toLowerCase(), name: fold(device.name ?? ''), rest: `\n${rest.join('\n')}\n` };
}

/** A word of a query, folded; and as it may stand in a MAC, which people paste with dashes as well. */
export interface SearchWord {
  readonly text: string;
  readonly mac?: string;
}

export function searchWords(query: string): readonly SearchWord[] {
  return fold(query)
    .split(/\s+/u)
    .filter((text) => text !== '')
    .map((text) =>
      /^[0-9a-f]*-[0-9a-f-]*$/.test(text) ? { text, mac: text.replaceAll('-', ':') } : { text },
    );
}

/** How well an entry fits; 0 where a word isn't in it. The best way to match each word counts. */
export function scoreOf(entry: SearchEntry, words: readonly SearchWord[]): number {
  let total = 0;
  for (const word of words) {
    const score = wordScore(entry, word);
    if (score === 0) return 0;
    total += score;
  }
  return words.length === 0 ? 0 : Math.round(total / words.length);
}

/** At most this is a score. */
export const bestScore = 100;

function wordScore({ id, name, rest }: SearchEntry, { text, mac }: SearchWord): number {
  if (id === text) return bestScore;
  if (name === text) return 90;
  if (id.startsWith(text)) return 80;
  const at = name.indexOf(text);
  if (at === 0) return 70;
  if (at > 0) return startsWord(name, text, at) ? 60 : 50;
  if (rest.includes(`\n${text}`)) return rest.includes(`\n${text}\n`) ? 45 : 40;
  if (id.includes(text)) return 30;
  if (rest.includes(text) || (mac !== undefined && rest.includes(mac))) return 20;
  return 0;
}

function startsWord(name: string, text: string, first: number): boolean {
  for (let at = first; at >= 0; at = name.indexOf(text, at + 1))
    if (at === 0 || /[^\p{L}\p{N}]/u.test(name[at - 1] ?? ' ')) return true;
  return false;
}

/** The field that a person searched for, for a hit. */
export function matchedField(
  device: Device,
  mac: string | undefined,
  words: readonly SearchWord[],
): SearchField {
  const [word] = words;
  if (!word) return 'name';
  const has = (text: string): boolean => fold(text).includes(word.text);
  if (has(device.name ?? '')) return 'name';
  if (has(device.id)) return 'id';
  const found = restOf(device, mac).find(
    ([, text]) => has(text) || (word.mac !== undefined && fold(text).includes(word.mac)),
  );
  return found?.[0] ?? 'name';
}

function restOf(device: Device, mac: string | undefined): [SearchField, string][] {
  const fields: [SearchField, string | undefined][] = [
    ['product', device.productName],
    ['product', device.productId],
    ['category', device.category],
    ['model', device.model],
    ['ip', device.ip],
    ['mac', mac],
    ['mac', mac?.replace(/[:-]/g, '')],
    ['uuid', device.uuid],
    ['nodeId', device.nodeId],
    ['uid', device.uid],
  ];
  return fields.filter((field): field is [SearchField, string] => !!field[1]);
}
