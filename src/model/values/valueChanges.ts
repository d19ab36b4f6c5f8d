import { isSameJson } from '../../base/boundedJson.js';
import type { DataPoint } from '../../tuya/results.js';
import { decodeValue } from './decodeValue.js';

/** What differs between two reads of a device's data points. */
export type ValueChange =
  | {
      readonly code: string;
      readonly kind: 'changed';
      readonly previous: unknown;
      /** For two numbers: how much more. */
      readonly delta?: number;
    }
  | { readonly code: string; readonly kind: 'added' }
  | { readonly code: string; readonly kind: 'gone'; readonly previous: unknown };

/** JSON that is only laid out another way is the same value; a number that became a text is not. */
export function valueChanges(
  before: readonly DataPoint[],
  after: readonly DataPoint[],
): readonly ValueChange[] {
  const old = new Map(before.map((point) => [point.code, point]));
  const changes: ValueChange[] = [];
  for (const point of after) {
    const { code, value } = point;
    const previous = old.get(code);
    old.delete(code);
    if (!previous) changes.push({ code, kind: 'added' });
    else if (!isSame(previous, point))
      changes.push({ code, kind: 'changed', previous: previous.value, ...deltaOf(previous.value, value) });
  }
  for (const { code, value } of old.values()) changes.push({ code, kind: 'gone', previous: value });
  return changes;
}

function isSame(before: DataPoint, after: DataPoint): boolean {
  if (Object.is(before.value, after.value)) return true;
  if (typeof before.value !== typeof after.value) return false;
  const [one, other] = [decodeValue(before), decodeValue(after)];
  if (one.kind !== 'json' || other.kind !== 'json') return one.kind === other.kind && one.raw === other.raw;
  return isSameJson(one.value, other.value);
}

function deltaOf(before: unknown, after: unknown): { readonly delta?: number } {
  return typeof before === 'number' && typeof after === 'number' ? { delta: after - before } : {};
}
