import { isSameJson } from '../../base/boundedJson.js';
import type { DataPoint } from '../../tuya/results.js';
import { decodeValue } from './decodeValue.js';

/** What differs between two reads of a device's data points. */
export type ValueChange = {
  readonly code: string;
  /** As in {@link pointKeys}, where that isn't the code. */
  readonly key?: string;
} & (
  | {
      readonly kind: 'changed';
      readonly previous: unknown;
      /** For two numbers: how much more. */
      readonly delta?: number;
    }
  | { readonly kind: 'added' }
  | { readonly kind: 'gone'; readonly previous: unknown }
);

/** What tells the data points of one read apart: the code, and where it comes again also which one of them it is. */
export function pointKeys(points: readonly DataPoint[]): readonly string[] {
  const counts = new Map<string, number>();
  return points.map(({ code }) => {
    const count = (counts.get(code) ?? 0) + 1;
    counts.set(code, count);
    return count === 1 ? code : `${code}\n${count}`;
  });
}

/** JSON that is only laid out another way is the same value; a number that became a text is not. */
export function valueChanges(
  before: readonly DataPoint[],
  after: readonly DataPoint[],
): readonly ValueChange[] {
  const keysBefore = pointKeys(before);
  const old = new Map(before.map((point, index) => [keysBefore[index] ?? point.code, point]));
  const keys = pointKeys(after);
  const changes: ValueChange[] = [];
  for (const [index, point] of after.entries()) {
    const key = keys[index] ?? point.code;
    const previous = old.get(key);
    old.delete(key);
    const of = named(point, key);
    if (!previous) changes.push({ ...of, kind: 'added' });
    else if (!isSame(previous, point))
      changes.push({
        ...of,
        kind: 'changed',
        previous: previous.value,
        ...deltaOf(previous.value, point.value),
      });
  }
  for (const [key, point] of old) changes.push({ ...named(point, key), kind: 'gone', previous: point.value });
  return changes;
}

function named({ code }: DataPoint, key: string): Pick<ValueChange, 'code' | 'key'> {
  return key === code ? { code } : { code, key };
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
