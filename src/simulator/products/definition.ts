/** Who sets a data point: only the device (`ro`), only the cloud (`wr`), or both. */
export type Access = 'ro' | 'wr' | 'rw';

/** Types as specifications spell them. */
export type PointType = 'Boolean' | 'Integer' | 'Enum' | 'String' | 'Json' | 'Raw' | 'Bitmap';

/** A data point as the product's developer defined it. */
export interface PointDefinition {
  readonly dpId: number;
  /** In the standard set, in statuses and in logs. */
  readonly code: string;
  /** In the firmware and the thing model, where that is another one: the standard set renames some. */
  readonly ownCode?: string;
  readonly name: string;
  readonly access: Access;
  readonly type: PointType;
  readonly values: Readonly<Record<string, unknown>>;
  /** What the specification says instead, and is wrong about. */
  readonly told?: { readonly values?: string; readonly access?: Access };
}

/** Numbers from here on are the developer's own: the standard set doesn't know them. */
const firstCustomId = 101;

export function isCustom({ dpId }: PointDefinition): boolean {
  return dpId >= firstCustomId;
}

interface Options extends Pick<PointDefinition, 'ownCode' | 'told'> {
  readonly access?: Access;
}

/** Id, code and name; everything may be set by the cloud unless said otherwise. */
type Naming = readonly [dpId: number, code: string, name: string];

function define(
  [dpId, code, name]: Naming,
  type: PointType,
  values: PointDefinition['values'],
  options: Options = {},
): PointDefinition {
  return { dpId, code, name, type, values, access: 'rw', ...options };
}

export function flag(naming: Naming, options?: Options): PointDefinition {
  return define(naming, 'Boolean', {}, options);
}

/** A whole number, shown divided by 10 to the power of `scale`. */
export function integer(
  naming: Naming,
  [min, max]: readonly [min: number, max: number],
  {
    unit = '',
    scale = 0,
    step = 1,
    ...options
  }: Options & { readonly unit?: string; readonly scale?: number; readonly step?: number } = {},
): PointDefinition {
  return define(naming, 'Integer', { unit, min, max, scale, step }, options);
}

export function member(naming: Naming, range: readonly string[], options?: Options): PointDefinition {
  return define(naming, 'Enum', { range }, options);
}

export function string(naming: Naming, maxlen: number, options?: Options): PointDefinition {
  return define(naming, 'String', { maxlen }, options);
}

export function json(naming: Naming, values: PointDefinition['values'], options?: Options): PointDefinition {
  return define(naming, 'Json', values, options);
}

export function raw(naming: Naming, options?: Options): PointDefinition {
  return define(naming, 'Raw', { maxlen: 128 }, options);
}

/** Bit i means `label[i]`; only the device sets bits. */
export function bits(naming: Naming, label: readonly string[], options?: Options): PointDefinition {
  return define(naming, 'Bitmap', { label, maxlen: label.length }, { access: 'ro', ...options });
}
