import { isoTime } from '../../base/isoTime.js';
import { bitmapMeaning } from './bitmap.js';
import type { DecodedValue, ShownValue, ValueMeaning } from './decodedValue.js';
import type { Decoding } from '../decoders/decoder.js';
import { decoderOf } from '../decoders/decoders.js';
import { typeOf, type KnownPointType, type PointModel } from './pointModel.js';
import { hasReading, isRaw, numberReading, readingText } from './usualPoints.js';

/**
 * What a value means by its model, by what is usual for its code, and by the layout that is published for it. Never
 * throws, whatever the model says. Undefined where a value means nothing else than it says.
 */
export function meaningOf(decoded: DecodedValue, code: string, model?: PointModel): ValueMeaning | undefined {
  if (decoded.kind === 'empty') return undefined;
  const type = typeOf(model);
  const meaning =
    model && type !== undefined ? byType[type](decoded, model) : numberMeaning(decoded, code, model);
  const decoder = decoderOf(code);
  if (!decoder) return meaning;
  const unit = decoded.kind === 'number' ? numberReading(code, decoded.value, model)?.unit : undefined;
  const decoding = decoder(decoded, unit);
  return decoding ? { ...meaning, ...withDecoding(meaning?.shown, decoding) } : meaning;
}

/** Whether any value of this data point may be shown in another way than it came. */
export function hasMeaning(code: string, type: string | undefined, model?: PointModel): boolean {
  if (decoderOf(code)) return true;
  const known = typeOf(model);
  if (known === undefined) return hasReading(code, model) || isRaw(code, type);
  if (known === 'integer') return (model?.scale ?? 0) > 0 || model?.unit !== undefined;
  if (known === 'float') return model?.unit !== undefined;
  if (known === 'enum') return model?.labels !== undefined;
  return known === 'bitmap' || known === 'raw' || known === 'date';
}

/** A number keeps its own text: `3900 s (1 h 05 min)`. */
function withDecoding(
  shown: ShownValue | undefined,
  { text, fields }: Decoding,
): Pick<ValueMeaning, 'shown' | 'fields'> {
  return {
    shown: shown ? { ...shown, text: `${shown.text} (${text})` } : { text },
    ...(fields && { fields }),
  };
}

/** Which JSON is no object and no list. */
const jsonScalar = /^(?:null|true|false|"[^"]*"|-?\d+(?:\.\d+)?)$/;

const outside: ValueMeaning = { isOutside: true };

const byType: Readonly<
  Record<KnownPointType, (decoded: DecodedValue, model: PointModel) => ValueMeaning | undefined>
> = {
  boolean: ({ kind }) => (kind === 'boolean' ? undefined : outside),
  integer: (decoded, model) =>
    decoded.kind === 'number' && Number.isInteger(decoded.value)
      ? numberMeaning(decoded, model.code, model)
      : outside,
  float: (decoded, { unit, min, max }) => {
    if (decoded.kind !== 'number') return outside;
    return {
      ...(unit !== undefined && { shown: { text: `${decoded.value} ${unit}` } }),
      ...(isBeyond(decoded.value, min, max) && outside),
    };
  },
  enum: (decoded, { range, labels }) => {
    if (decoded.kind !== 'text') return outside;
    const at = range?.indexOf(decoded.raw) ?? 0;
    if (at < 0) return outside;
    const label = range && labels?.[at];
    return label !== undefined && label !== '' && label !== decoded.raw
      ? { shown: { text: label } }
      : undefined;
  },
  string: (decoded, { maxLength }) =>
    (decoded.kind === 'text' || decoded.kind === 'json') && !isLonger(decoded.raw.length, maxLength)
      ? undefined
      : outside,
  json: ({ kind, raw }) => (kind !== 'text' || jsonScalar.test(raw) ? undefined : outside),
  raw: (decoded, { maxLength }) =>
    decoded.kind === 'binary' && !isLonger(decoded.bytes.length, maxLength) ? undefined : outside,
  bitmap: (decoded, model) => (decoded.kind === 'number' ? bitmapMeaning(decoded.value, model) : outside),
  date: dateMeaning,
  array: (decoded) => (decoded.kind === 'json' && Array.isArray(decoded.value) ? undefined : outside),
  struct: (decoded) => (decoded.kind === 'json' && !Array.isArray(decoded.value) ? undefined : outside),
};

/** The thing model’s dates are epoch milliseconds; cloud and devices write them as text, too. */
function dateMeaning(decoded: DecodedValue): ValueMeaning {
  const { raw } = decoded;
  const time = /^\d{13}$/.test(raw) ? isoTime(Number(raw)) : undefined;
  return time === undefined ? outside : { shown: { text: time } };
}

function numberMeaning(
  decoded: DecodedValue,
  code: string,
  model: PointModel | undefined,
): ValueMeaning | undefined {
  if (decoded.kind !== 'number') return undefined;
  const { value } = decoded;
  const shown = shownNumber(value, code, model);
  if (isBeyond(value, model?.min, model?.max)) return { ...(shown && { shown }), ...outside };
  return shown && { shown };
}

function shownNumber(value: number, code: string, model: PointModel | undefined): ShownValue | undefined {
  const reading = numberReading(code, value, model);
  // A whole number without a unit is what was sent.
  if (!reading || (!reading.assumed && reading.scale === 0 && reading.unit === undefined)) return undefined;
  const text = readingText(value, reading);
  return text === undefined ? undefined : { text, ...(reading.assumed && { assumed: reading.assumed }) };
}

function isBeyond(value: number, min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY): boolean {
  // Limits that exclude everything say nothing.
  return min <= max && (value < min || value > max);
}

/** A length of none is one that nobody filled in. */
function isLonger(length: number, atMost: number | undefined): boolean {
  return atMost !== undefined && atMost > 0 && length > atMost;
}
