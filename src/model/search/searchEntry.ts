import type { DeviceTexts } from '../fleet/deviceTable.js';
import { fold } from './fold.js';

/** Where a hit matched; what a row shows beside the name. */
export type SearchField =
  | 'name'
  | 'id'
  | 'product'
  | 'category'
  | 'ip'
  | 'mac'
  | 'uuid'
  | 'nodeId'
  | 'uid'
  | 'model';

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

/** At most this is a score. */
export const bestScore = 100;
/** At most this is the score of a field that is neither name nor id. */
const bestOfFields = 45;
const insideId = 30;
const insideField = 20;

/**
 * How well a word fits a device; 0 where it is nowhere in it. The best way to match it counts.
 * @param id in small letters
 * @param name folded
 * @param fieldScore the best {@link fieldsScore} of everything else; asked for where it may count
 */
export function wordScore(id: string, name: string, { text }: SearchWord, fieldScore: () => number): number {
  const inId = id.indexOf(text);
  if (inId === 0 && id.length === text.length) return bestScore;
  const inName = name.indexOf(text);
  if (inName === 0 && name.length === text.length) return 90;
  if (inId === 0) return 80;
  if (inName === 0) return 70;
  if (inName > 0) return startsWord(name, text, inName) ? 60 : 50;
  const score = fieldScore();
  return inId > 0 ? Math.max(score, insideId) : score;
}

/**
 * How well a word fits a text of fields.
 * @param fields folded, each between two line feeds
 */
export function fieldsScore(fields: string, { text, mac }: SearchWord): number {
  if (fields === '') return 0;
  if (fields.includes(`\n${text}`)) return fields.includes(`\n${text}\n`) ? bestOfFields : 40;
  return fields.includes(text) || (mac !== undefined && fields.includes(mac)) ? insideField : 0;
}

function startsWord(name: string, text: string, first: number): boolean {
  for (let at = first; at >= 0; at = name.indexOf(text, at + 1))
    if (at === 0 || /[^\p{L}\p{N}]/u.test(name[at - 1] ?? ' ')) return true;
  return false;
}

/** What many devices have in common, for {@link fieldsScore}; '' where there is none of it. */
export function productText(device: DeviceTexts): string {
  return fieldsText([device.productName, device.productId, device.category]);
}

export function userText({ uid }: DeviceTexts): string {
  return fieldsText([uid]);
}

/** What is a device's own, besides name and id, for {@link fieldsScore}; '' where there is none of it. */
export function ownText({ model, ip, uuid, nodeId }: DeviceTexts, mac: string | undefined): string {
  return fieldsText([model, ip, mac, mac && bareMac(mac), uuid, nodeId]);
}

function fieldsText(fields: readonly (string | undefined)[]): string {
  let text = '';
  for (const field of fields) if (field) text += `\n${field}`;
  return text === '' ? '' : fold(`${text}\n`);
}

function bareMac(mac: string): string {
  return mac.replace(/[:-]/g, '');
}

/** How well a device fits a query; 0 where a word of it isn't in it. The mean of its words. */
export function deviceScore(
  device: DeviceTexts,
  mac: string | undefined,
  words: readonly SearchWord[],
): number {
  const id = device.id.toLowerCase();
  const name = fold(device.name ?? '');
  const texts = [ownText(device, mac), productText(device), userText(device)];
  return meanScore(words, (word) =>
    wordScore(id, name, word, () => Math.max(...texts.map((text) => fieldsScore(text, word)))),
  );
}

/** The mean of the words' scores; 0 where one of them has none. */
export function meanScore<Word>(words: readonly Word[], scoreOf: (word: Word) => number): number {
  let total = 0;
  for (const word of words) {
    const score = scoreOf(word);
    if (score === 0) return 0;
    total += score;
  }
  return words.length === 0 ? 0 : Math.round(total / words.length);
}

/** The field that a person searched for, for a hit. */
export function matchedField(
  device: DeviceTexts,
  mac: string | undefined,
  words: readonly SearchWord[],
): SearchField {
  const [word] = words;
  if (!word) return 'name';
  const has = (text: string): boolean => fold(text).includes(word.text);
  if (has(device.name ?? '')) return 'name';
  if (has(device.id)) return 'id';
  const fields: readonly (readonly [SearchField, string | undefined])[] = [
    ['product', device.productName],
    ['product', device.productId],
    ['category', device.category],
    ['model', device.model],
    ['ip', device.ip],
    ['mac', mac],
    ['mac', mac && bareMac(mac)],
    ['uuid', device.uuid],
    ['nodeId', device.nodeId],
    ['uid', device.uid],
  ];
  const found = fields.find(
    ([, text]) => text && (has(text) || (word.mac !== undefined && fold(text).includes(word.mac))),
  );
  return found?.[0] ?? 'name';
}
