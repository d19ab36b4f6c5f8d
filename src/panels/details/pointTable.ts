import { displayText } from '../../base/displayText.js';
import { mainOutlet } from '../../model/devices/deviceActions.js';
import type { DetailsState, PointName } from '../../model/details/detailsState.js';
import type { PointModel } from '../../model/values/pointModel.js';
import type { PointNameDto } from '../../protocol/deviceParts.js';
import type { DataPointDto, UnreportedPointDto } from '../../protocol/details.js';
import { shownCode } from './deviceParts.js';
import { editorDto } from './editorDto.js';
import { devicePoints, inReadingOrder, type DevicePoint } from './devicePoints.js';
import { mostRows } from './otherFields.js';
import { outsideText } from './outsideText.js';
import { rangeText, typeName } from '../../platform/display/pointRange.js';
import { previewLength, valueDto } from './valueDto.js';

/** The rows of the table of data points. */
export interface PointTable {
  readonly dataPoints: readonly DataPointDto[];
  /** How many more there are; absent where there are none. */
  readonly unlistedDataPoints?: number;
  readonly namedPoints: readonly UnreportedPointDto[];
  readonly modelPoints: readonly UnreportedPointDto[];
  readonly unlistedModelPoints?: number;
}

export function pointTable(state: DetailsState): PointTable {
  const points = devicePoints(state);
  const listed = points.slice(0, mostRows);
  const { named, others } = unreported(state, points);
  const listedOthers = inReadingOrder(others).slice(0, mostRows);
  return {
    dataPoints: inReadingOrder(listed.map((point, index) => dataPoint(state, point, index))),
    namedPoints: named,
    modelPoints: listedOthers,
    ...(points.length > listed.length && { unlistedDataPoints: points.length - listed.length }),
    ...(others.length > listedOthers.length && { unlistedModelPoints: others.length - listedOthers.length }),
  };
}

/** The codes that may be asked for: all that have a row. */
export function pointCodes({ device, names, shadow, model }: DetailsState): readonly string[] {
  return [
    ...(device?.status ?? []).map(({ code }) => code),
    ...(shadow.state === 'read' ? shadow.value : []).map(({ code }) => code),
    ...names.keys(),
    ...(model?.points.keys() ?? []),
  ];
}

function dataPoint(state: DetailsState, known: DevicePoint, index: number): DataPointDto {
  const { point, key, at, isCustom, dpId, model, customName } = known;
  const change = state.changes.get(key);
  const outside = outsideText(point, model);
  return {
    ...about(state, point.code, { dpId, type: point.type, customName, value: point.value }),
    index,
    value: valueDto(point, previewLength, model),
    isNew: change?.wasThere === false,
    ...(change?.wasThere && {
      previous: valueDto({ ...point, value: change.previous }, previewLength, model),
    }),
    ...(at !== undefined && { at }),
    ...(isCustom && { isCustom }),
    ...(outside !== undefined && { outside }),
  };
}

/** Outlets have their own place, and what the shadow has is among the device's own, under this code or another. */
function unreported(
  state: DetailsState,
  points: readonly DevicePoint[],
): { readonly named: readonly UnreportedPointDto[]; readonly others: readonly UnreportedPointDto[] } {
  const { device, names, outlets, model, shadow } = state;
  if (!device) return { named: [], others: [] };
  const shown = new Set(points.map(({ point }) => point.code)).add(mainOutlet);
  // Under another code it is the same data point.
  const ids = new Set(points.flatMap(({ dpId }) => dpId ?? []));
  const inModel = [...(model?.points.values() ?? [])]
    .filter(({ code, dpId }) => !shown.has(code) && (dpId === undefined || !ids.has(dpId)))
    .map(({ code }) => code);
  const others = inModel.filter((code) => !names.has(code));
  if (outlets.state === 'read') for (const { identifier } of outlets.value) shown.add(identifier);
  if (shadow.state === 'read') for (const { code } of shadow.value) shown.add(code);
  const named = [...names.keys()].filter((code) => !shown.has(code));
  return {
    named: named.map((code) => about(state, code)),
    others: others.map((code) => about(state, code)),
  };
}

function about(
  { names, model }: DetailsState,
  code: string,
  reported: {
    readonly dpId?: number | undefined;
    readonly type?: string | undefined;
    readonly customName?: string | undefined;
    readonly value?: unknown;
  } = {},
): UnreportedPointDto {
  const point = model?.points.get(code);
  const isChanged = model?.changedByHand.has(code) === true;
  const { customName } = reported;
  const given = names.get(code) ?? (customName === undefined ? undefined : known(customName));
  const name = nameOf(given, point, isChanged);
  const type = typeName(point?.type, reported.type);
  const dpId = reported.dpId ?? point?.dpId;
  const range = point && rangeText(point);
  const editor = editorDto(point, reported.value);
  return {
    code: shownCode(code),
    ...(dpId !== undefined && { dpId }),
    ...(name && { name }),
    ...(type !== undefined && { type }),
    ...(point?.access && { access: point.access }),
    ...(range !== undefined && { range }),
    ...(isChanged && { isChanged }),
    ...(editor && { editor }),
  };
}

function known(name: string): PointName {
  return { name, state: 'known' };
}

/** The name of this device's own data point comes before that of its product. */
function nameOf(
  given: PointName | undefined,
  point: PointModel | undefined,
  isChanged: boolean,
): PointNameDto | undefined {
  const own = displayText(given?.name ?? '');
  if (given && own !== '') return { text: own, state: given.state };
  const text = displayText(point?.name ?? '');
  return text === '' ? undefined : { text, state: 'known', of: isChanged ? 'changed' : 'product' };
}
