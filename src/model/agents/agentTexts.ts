import { displayText } from '../../base/displayText.js';
import { pointWithoutSecrets } from '../../base/secretNames.js';
import { isoTime } from '../../base/isoTime.js';
import type { Device } from '../../tuya/results.js';
import { decodeValue } from '../values/decodeValue.js';
import type { PointModel } from '../values/pointModel.js';
import { shownText } from '../values/shownText.js';

const longestText = 80;
const longestValue = 200;

/** Names that others gave: visible characters only, so that nothing is hidden in them. */
export function plain(text: string | undefined): string | undefined {
  return text === undefined ? undefined : displayText(text, longestText);
}

export function timeText(at: number | undefined): string | undefined {
  return at === undefined ? undefined : isoTime(at);
}

/** Enough to tell two apart, and no more: `ay15…x3kd`. */
export function masked(text: string | undefined): string | undefined {
  if (text === undefined || text === '') return undefined;
  return text.length <= 8 ? '…' : `${text.slice(0, 4)}…${text.slice(-2)}`;
}

/** UTF-16 units of a whole answer; a model reads all of it. */
export const longestAnswer = 40_000;
/** What is left of it beside a list. */
export const listRoom = 36_000;

/** The first items, as many as find room: an answer that is cut short says more than none, and what it cost is spent. */
export function fitting<T extends object>(items: readonly T[], room: number): readonly T[] {
  let left = room;
  const end = items.findIndex((item) => (left -= JSON.stringify(item).length + 1) < 0);
  return end < 0 ? items : items.slice(0, end);
}

/** One line of a list. */
export function deviceLine({
  id,
  name,
  online,
  category,
  productId,
  productName,
  updateTime,
}: Device): object {
  return {
    id,
    name: plain(name),
    online,
    category,
    productId,
    product: plain(productName),
    updated: timeText(updateTime),
  };
}

/** Stands where a value is a secret, by the name of its data point or field: a model's answers leave this computer. */
export const withheld = '•••';

/** A value as it came, and as views show it where that says more. */
export function valueFacts(code: string, given: unknown, model: PointModel | undefined): object {
  const value = pointWithoutSecrets(code, given);
  if (value === undefined && given !== undefined) return { value: withheld };
  const shown = displayText(shownText(decodeValue({ code, value }, model)), longestValue);
  const raw = typeof value === 'string' ? value.slice(0, longestValue) : boundedValue(value);
  return { value: raw, ...(shown !== '' && shown !== String(value) && { shown }) };
}

function boundedValue(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const text = JSON.stringify(value) ?? '';
  return text.length <= longestValue ? value : `${text.slice(0, longestValue)}…`;
}

/** What a product says of a data point, without what it doesn't say. */
export function pointFacts(point: PointModel): object {
  const { code, dpId, name, type, access, min, max, step, scale, unit, range, labels, maxLength } = point;
  return {
    code,
    dpId,
    name: plain(name),
    type,
    access,
    min,
    max,
    step,
    scale,
    unit: plain(unit),
    range: range?.slice(0, 50).map((member) => plain(member)),
    labels: labels?.slice(0, 50).map((label) => plain(label)),
    maxLength,
  };
}
