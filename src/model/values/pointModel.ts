/** Who may set a data point: `ro` only the device, which reports it; `wr` only the cloud; `rw` both. */
export type PointAccess = 'ro' | 'wr' | 'rw';

/** Types as the thing model and the specifications name them, in one spelling. `other` is one that we don't know. */
export type PointType =
  | 'boolean'
  | 'integer'
  | 'float'
  | 'enum'
  | 'string'
  | 'json'
  | 'raw'
  | 'bitmap'
  | 'date'
  | 'array'
  | 'struct'
  | 'other';

/** What a product says of one of its data points. Whatever it doesn't say, or says in a way that can't be, is absent. */
export interface PointModel {
  readonly code: string;
  /** The data point's number in the firmware: 1 to 100 standard, from 101 on custom. */
  readonly dpId?: number;
  readonly name?: string;
  readonly access?: PointAccess;
  readonly type?: PointType;
  /** As the wire has it, before scaling. */
  readonly min?: number;
  /** As the wire has it, before scaling. */
  readonly max?: number;
  /** As the wire has it, before scaling. */
  readonly step?: number;
  /** Digits after the point, 0 to 10. */
  readonly scale?: number;
  readonly unit?: string;
  /** The members of an enum; never empty. */
  readonly range?: readonly string[];
  /** Of a bitmap: bit i is `labels[i]`; of an enum, the words a person gave its members, as `range` has them. */
  readonly labels?: readonly string[];
  /** The product names no members or bits, and a person named these: there may be others. */
  readonly mayBeOthers?: true;
  /** Of a colour that is JSON: what full saturation and full brightness are. */
  readonly full?: number;
  /** Characters of a string, bytes of a raw value. */
  readonly maxLength?: number;
}

export type KnownPointType = Exclude<PointType, 'other'>;

const knownTypes: ReadonlySet<string | undefined> = new Set<KnownPointType>([
  'boolean',
  'integer',
  'float',
  'enum',
  'string',
  'json',
  'raw',
  'bitmap',
  'date',
  'array',
  'struct',
]);

/** The model's type; undefined where it says none, or one that we don't know. */
export function typeOf(model: PointModel | undefined): KnownPointType | undefined {
  return knownTypes.has(model?.type) ? (model?.type as KnownPointType) : undefined;
}
