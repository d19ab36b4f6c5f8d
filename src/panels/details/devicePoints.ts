import type { DetailsState } from '../../model/details/detailsState.js';
import { rawText } from '../../model/values/decodeValue.js';
import type { PointModel } from '../../model/values/pointModel.js';
import { pointKeys } from '../../model/values/valueChanges.js';
import type { DataPoint, ShadowProperty } from '../../tuya/results.js';

/** A data point that has a value, with what is known of it. */
export interface DevicePoint {
  readonly point: DataPoint;
  /** As in `pointKeys`. */
  readonly key: string;
  readonly model?: PointModel;
  readonly dpId?: number;
  /** When this value was reported, epoch milliseconds. */
  readonly at?: number;
  /** The name that somebody gave it. */
  readonly customName?: string;
  /** Only the device's shadow has it. */
  readonly isCustom: boolean;
}

/**
 * The device's data points, those that only its shadow has after the others. A request names one by its place, so the
 * order doesn't change with what is known of them.
 */
export function devicePoints({ device, shadow, model }: DetailsState): readonly DevicePoint[] {
  if (!device) return [];
  const { status } = device;
  const shadows = new Shadows(shadow.state === 'read' ? shadow.value : []);
  const about = (point: DataPoint, key: string, isCustom: boolean): DevicePoint => {
    const product = model?.points.get(point.code);
    const own = shadows.of(point.code, product?.dpId);
    const dpId = own?.dpId ?? product?.dpId;
    // What was reported since the shadow was read is younger than its time.
    const at = own && rawText(own.value) === rawText(point.value) ? own.at : undefined;
    return {
      point,
      key,
      isCustom,
      ...(product && { model: product }),
      ...(dpId !== undefined && { dpId }),
      ...(at !== undefined && { at }),
      ...(own?.customName && { customName: own.customName }),
    };
  };
  const keys = pointKeys(status);
  const reported = status.map((point, index) => about(point, keys[index] ?? point.code, false));
  const others = shadows
    .without(reported)
    .map(({ code, value, type }) => about({ code, value, ...(type !== undefined && { type }) }, code, true));
  return [...reported, ...others];
}

/**
 * A device's shadow. The standard set renames some data points (`bright_value` of the firmware is `bright_value_v2` in a
 * status), so that one is found by its number, too.
 */
class Shadows {
  private readonly byCode = new Map<string, ShadowProperty>();
  private readonly byId = new Map<number, ShadowProperty>();

  constructor(properties: readonly ShadowProperty[]) {
    for (const property of properties) {
      const { code, dpId } = property;
      if (this.byCode.has(code)) continue;
      this.byCode.set(code, property);
      if (dpId !== undefined && !this.byId.has(dpId)) this.byId.set(dpId, property);
    }
  }

  of(code: string, dpId: number | undefined): ShadowProperty | undefined {
    return this.byCode.get(code) ?? (dpId === undefined ? undefined : this.byId.get(dpId));
  }

  /** Those that are none of these. */
  without(points: readonly DevicePoint[]): readonly ShadowProperty[] {
    const codes = new Set(points.map(({ point }) => point.code));
    const ids = new Set(points.map(({ dpId }) => dpId));
    return [...this.byCode.values()].filter(
      ({ code, dpId }) => !codes.has(code) && (dpId === undefined || !ids.has(dpId)),
    );
  }
}

/** By DP id where it is known; the others after them, as the cloud has them. */
export function inReadingOrder<T extends { readonly dpId?: number }>(points: readonly T[]): readonly T[] {
  return [...points].sort((a, b) => (a.dpId ?? Infinity) - (b.dpId ?? Infinity) || 0);
}
