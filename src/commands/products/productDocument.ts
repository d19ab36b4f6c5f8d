import { replaceInvisible, writtenOut } from '../../base/invisible.js';
import type { PointChange } from '../../model/products/pointChanges.js';
import type { KnownModel, ModelState } from '../../model/products/productModel.js';
import type { PointModel } from '../../model/values/pointModel.js';
import { decodeValue, rawText } from '../../model/values/decodeValue.js';
import { shownText } from '../../model/values/shownText.js';
import type { Device } from '../../tuya/results.js';

/** Beyond so many devices of a product, their number is all that is said of the others. */
const devicesAtMost = 500;

export interface ProductFacts {
  readonly productId: string;
  readonly name: string | undefined;
  readonly category: string | undefined;
  readonly known: KnownModel;
  readonly changes: ReadonlyMap<string, PointChange>;
  readonly devices: readonly Device[];
}

/** All that is known of a product, as JSON: in one order, a fact a line, so that two of them can be compared. */
export function productDocument(facts: ProductFacts): string {
  const { productId, name, category, known, changes, devices } = facts;
  return text({
    productId,
    name,
    category,
    model: sourceOf(known.reading),
    dataPoints: inOrder([...known.points.values()]).map(pointFields),
    changedByHand: [...changes].map(([code, change]) => ({ code, ...change })),
    devices: devices.slice(0, devicesAtMost).map(({ id, name: own, online }) => ({ id, name: own, online })),
    moreDevices: devices.length > devicesAtMost ? devices.length - devicesAtMost : undefined,
  });
}

/** What two products have to be compared by: not when they were read, nor who has them. */
export function comparedProduct({ productId, name, category, known }: ProductFacts): string {
  const points = inOrder([...known.points.values()]).map(pointFields);
  return text({ productId, name, category, dataPoints: points });
}

/** A device by what it is and by what it reports, with what that means. No key, address or place. */
export function comparedDevice(device: Device, points: ReadonlyMap<string, PointModel>): string {
  const { id, name, online, sub, category, productId, productName, model, uuid, timeZone } = device;
  return text({
    id,
    name,
    online,
    sub,
    category,
    productId,
    productName,
    model,
    uuid,
    timeZone,
    dataPoints: reportedPoints(device.status, points),
  });
}

/** What a device reports, with what that means, in one order: so that two moments can be compared. */
export function comparedPoints(status: Device['status'], points: ReadonlyMap<string, PointModel>): string {
  return text({ dataPoints: reportedPoints(status, points) });
}

function reportedPoints(
  status: Device['status'],
  points: ReadonlyMap<string, PointModel>,
): readonly object[] {
  const reported = status.map((point) => ({ model: points.get(point.code) ?? { code: point.code }, point }));
  const order = new Map(inOrder(reported.map(({ model }) => model)).map((each, at) => [each, at]));
  reported.sort((a, b) => (order.get(a.model) ?? 0) - (order.get(b.model) ?? 0));
  return reported.map(({ model: { dpId, code, name }, point }) => ({
    dpId,
    code,
    name,
    value: typeof point.value === 'object' ? rawText(point.value) : point.value,
    shown: shownText(decodeValue(point, points.get(code))),
  }));
}

/** By number as the firmware has them; those without come last, by code. */
function inOrder(points: readonly PointModel[]): PointModel[] {
  const place = ({ dpId }: PointModel): number => dpId ?? Number.MAX_SAFE_INTEGER;
  return points.toSorted((a, b) => place(a) - place(b) || (a.code < b.code ? -1 : 1));
}

function pointFields({ dpId, code, ...rest }: PointModel): object {
  return { dpId, code, ...rest };
}

function sourceOf(reading: ModelState): object {
  if (reading.state !== 'read') return { state: reading.state };
  const { source, readAt, file, unread } = reading.model;
  return { source, readAt: new Date(readAt).toISOString(), file, unread };
}

/** A character that doesn't show is written out: names of others aren't to turn a line around. */
function text(value: object): string {
  const visible = (_: string, each: unknown): unknown =>
    typeof each === 'string' ? replaceInvisible(each, writtenOut) : each;
  return `${JSON.stringify(value, visible, 2)}\n`;
}
