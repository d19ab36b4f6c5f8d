import type { PointModel } from '../values/pointModel.js';
import { halfDegrees, inHalfDegrees } from './halfDegrees.js';
import { withoutGaps } from './normalise.js';
import { isBit, type PointChange } from './pointChanges.js';
import { unnamedBit } from './pointFacts.js';

/**
 * The points of a model as they are used: an imported model fills the gaps, what can't be meant is read as what it is, and
 * a person's changes are laid over both. Whoever says another unit says it of the model's own scale.
 */
export function layeredPoints(
  own: readonly PointModel[],
  imported: readonly PointModel[],
  changes: ReadonlyMap<string, PointChange>,
): ReadonlyMap<string, PointModel> {
  const points = new Map(own.map((point) => [point.code, point]));
  const codes = new Map(own.flatMap(({ code, dpId }) => (dpId === undefined ? [] : [[dpId, code] as const])));
  for (const point of imported) {
    const code = codeOf(point, codes);
    const found = points.get(code);
    points.set(code, found ? filled(found, point) : point);
  }
  for (const [code, point] of points) {
    const { unit = halfDegrees } = changes.get(code) ?? {};
    if (unit === halfDegrees) points.set(code, inHalfDegrees(point));
  }
  for (const [code, change] of changes) points.set(code, changed(points.get(code) ?? { code }, change));
  return points;
}

/** A file without codes has numbers in their place: the model that knows both says which is whose. */
function codeOf({ code, dpId }: PointModel, codes: ReadonlyMap<number, string>): string {
  return dpId !== undefined && code === String(dpId) ? (codes.get(dpId) ?? code) : code;
}

/** What belongs together comes from one source: a scale of one model and a unit of another would be a third one's. */
function filled(point: PointModel, by: PointModel): PointModel {
  if (point.type !== undefined)
    return withoutGaps({
      ...point,
      dpId: point.dpId ?? by.dpId,
      name: point.name ?? by.name,
      access: point.access ?? by.access,
      ...(point.type === 'enum' && by.type === 'enum' && { range: point.range ?? by.range }),
      ...(point.type === 'bitmap' && by.type === 'bitmap' && { labels: point.labels ?? by.labels }),
    });
  return withoutGaps({ ...by, ...point, code: point.code });
}

function changed(point: PointModel, { name, unit, scale, labels }: PointChange): PointModel {
  const { unit: ownUnit, ...rest } = point;
  const shownUnit = unit ?? ownUnit;
  return {
    ...rest,
    ...(shownUnit !== undefined && shownUnit !== '' && { unit: shownUnit }),
    ...(name !== undefined && { name }),
    ...(scale !== undefined && { scale }),
    ...(labels && labelled(point, labels)),
  };
}

function labelled(
  { type, range, labels: own }: PointModel,
  labels: Readonly<Record<string, string>>,
): Partial<PointModel> {
  const word = (key: string): string | undefined => (Object.hasOwn(labels, key) ? labels[key] : undefined);
  if (type === 'bitmap') {
    const bits = Object.keys(labels).filter(isBit).map(Number);
    const count = Math.max(own?.length ?? 0, ...bits.map((bit) => bit + 1));
    if (count === 0) return {};
    return {
      ...(own ? {} : { mayBeOthers: true }),
      labels: Array.from({ length: count }, (_, bit) => word(String(bit)) ?? own?.[bit] ?? unnamedBit(bit)),
    };
  }
  // Of members that nobody knows, those with a word are some: they say nothing of the others.
  const members = range ?? Object.keys(labels);
  if (members.length === 0) return {};
  return {
    ...(range ? {} : { range: members, mayBeOthers: true }),
    labels: members.map((member) => word(member) ?? member),
  };
}
