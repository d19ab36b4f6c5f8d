import type { KnownPointType } from '../values/pointModel.js';
import type { Span } from './span.js';

/**
 * How a family of words spells types, and which types of a model each word fits. A word that fits several has the one
 * it is written for first.
 */
const families = {
  /** `DP_TYPE_BOOL` of MCU SDK and Arduino library; `DP_TYPE_FAULT` is older. */
  mcuType: words({
    DP_TYPE_BOOL: ['boolean'],
    DP_TYPE_VALUE: ['integer', 'float', 'date'],
    DP_TYPE_ENUM: ['enum'],
    DP_TYPE_STRING: ['string', 'json', 'array', 'struct'],
    DP_TYPE_RAW: ['raw', 'json'],
    DP_TYPE_BITMAP: ['bitmap'],
    DP_TYPE_FAULT: ['bitmap'],
  }),
  /** The middle of `mcu_dp_bool_update`. */
  mcuCall: words({
    bool: ['boolean'],
    value: ['integer', 'float', 'date'],
    enum: ['enum'],
    string: ['string', 'json', 'array', 'struct'],
    raw: ['raw', 'json'],
    bitmap: ['bitmap'],
    fault: ['bitmap'],
  }),
  /** `dp_obj_t` of TuyaOpen. */
  property: words({
    PROP_BOOL: ['boolean'],
    PROP_VALUE: ['integer', 'float', 'date'],
    PROP_ENUM: ['enum'],
    PROP_STR: ['string', 'json', 'array', 'struct'],
    PROP_BITMAP: ['bitmap'],
  }),
  /** `datapoint_type:` of ESPHome. */
  esphome: words({
    bool: ['boolean'],
    int: ['integer', 'float', 'date'],
    uint: ['integer', 'float', 'date'],
    enum: ['enum'],
    string: ['string', 'json', 'array', 'struct'],
    raw: ['raw', 'json'],
    bitmask: ['bitmap'],
  }),
  /** The middle of `set_boolean_datapoint_value`. */
  esphomeCall: words({
    boolean: ['boolean'],
    integer: ['integer', 'float', 'date'],
    enum: ['enum'],
    string: ['string', 'json', 'array', 'struct'],
    raw: ['raw', 'json'],
    bitmask: ['bitmap'],
  }),
  /** Keys of ESPHome that take one type only; another type needs another component. */
  esphomeKey: words({
    switch_datapoint: ['boolean'],
    dimmer_datapoint: ['integer', 'float'],
    color_temperature_datapoint: ['integer', 'float'],
    enum_datapoint: ['enum'],
    int_datapoint: ['integer', 'float', 'date'],
    target_temperature_datapoint: ['integer', 'float'],
    current_temperature_datapoint: ['integer', 'float'],
    position_datapoint: ['integer', 'float'],
    color_datapoint: ['string', 'json', 'raw'],
  }),
  /** The second word of `linkTuyaMCUOutputToChannel`, by name or by number. */
  openBeken: words({
    bool: ['boolean'],
    val: ['integer', 'float', 'date'],
    enum: ['enum'],
    str: ['string', 'json', 'array', 'struct'],
    raw: ['raw', 'json'],
    '0': ['raw', 'json'],
    '1': ['boolean'],
    '2': ['integer', 'float', 'date'],
    '3': ['string', 'json', 'array', 'struct'],
    '4': ['enum'],
    '5': ['bitmap'],
  }),
  /** `type:` of tuya-local, as the local network has values: an enum is a text there. */
  tuyaLocal: words({
    boolean: ['boolean'],
    integer: ['integer', 'float', 'date', 'bitmap'],
    float: ['float', 'integer'],
    bitfield: ['bitmap'],
    string: ['enum', 'string', 'json', 'raw', 'array', 'struct', 'date'],
    base64: ['raw', 'string', 'json'],
    hex: ['raw', 'string'],
    utf16b64: ['raw', 'string'],
    json: ['json', 'string', 'array', 'struct'],
    unixtime: ['integer', 'date'],
  }),
} satisfies Record<string, ReadonlyMap<string, readonly KnownPointType[]>>;

export type TypeFamily = keyof typeof families;

/** A type as source spells it. */
export interface DeclaredType extends Span {
  readonly family: TypeFamily;
  readonly word: string;
}

/** Families whose words can be replaced by one of the same family, without changing anything else. */
const replaceable: ReadonlySet<TypeFamily> = new Set<TypeFamily>([
  'mcuType',
  'mcuCall',
  'property',
  'esphome',
  'openBeken',
  'tuyaLocal',
]);

/** The word with its place; undefined where the family has no such word. */
export function declaredType(family: TypeFamily, word: string, start: number): DeclaredType | undefined {
  return families[family].has(word) ? { family, word, start, end: start + word.length } : undefined;
}

export function fits({ family, word }: DeclaredType, type: KnownPointType): boolean {
  return families[family].get(word)?.includes(type) ?? true;
}

/** The word for another type, where writing it mends the place. */
export function wordFor({ family, word }: DeclaredType, type: KnownPointType): string | undefined {
  if (!replaceable.has(family)) return undefined;
  const inNumbers = /^\d$/u.test(word);
  for (const [each, types] of families[family])
    if (types[0] === type && /^\d$/u.test(each) === inNumbers) return each;
  return undefined;
}

/** All words of a family, for completion. */
export function wordsOf(family: TypeFamily): readonly string[] {
  return [...families[family].keys()];
}

function words(table: Readonly<Record<string, readonly KnownPointType[]>>) {
  return new Map(Object.entries(table));
}
