import type { DecodedValue, ShownValue, ValueMeaning } from './decodedValue.js';
import { bitmapMeaning } from './bitmap.js';
import { typeOf, type PointModel, type PointType } from './pointModel.js';
import { hasReading, isRaw, numberReading, readingText } from './usualPoints.js';

/** What a value means by its model, or by what is usual for its code. Never throws, whatever the model says. */
export function meaningOf(decoded: DecodedValue, code: string, model?: PointModel): ValueMeaning {
  if (decoded.kind === 'empty') return {};
  const type = typeOf(model);
  if (!model || type === undefined) return numberMeaning(decoded, code, model);
  return byType[type](decoded, model);
}

/** Whether any value of this data point may be shown in another way than it came. */
export function hasMeaning(code: string, type: string | undefined, model?: PointModel): boolean {
  const known = typeOf(model);
  if (known === undefined) return hasReading(code, model) || isRaw(code, type);
  if (known === 'integer') return (model?.scale ?? 0) > 0 || model?.unit !== undefined;
  if (known === 'float') return model?.unit !== undefined;
  if (known === 'enum') return model?.labels !== undefined;
  return known === 'bitmap' || known === 'raw' || known === 'date';
}

const outside: ValueMeaning = { isOutside: true };

const byType: Readonly<
  Record<Exclude<PointType, 'other'>, (decoded: DecodedValue, model: PointModel) => ValueMeaning>
> = {
  boolean: ({ kind }) => (kind === 'boolean' ? {} : outside),
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
    return label !== undefined && label !== '' && label !== decoded.raw ? { shown: { text: label } } : {};
  },
  string: (decoded, { maxLength }) => {
    if (decoded.kind !== 'text' && decoded.kind !== 'json') return outside;
    return isLonger(decoded.raw.length, maxLength) ? outside : {};
  },
  json: ({ kind }) => (kind === 'json' ? {} : outside),
  raw: (decoded, { maxLength }) =>
    decoded.kind === 'binary' && !isLonger(decoded.bytes.length, maxLength) ? {} : outside,
  bitmap: (decoded, model) => (decoded.kind === 'number' ? bitmapMeaning(decoded.value, model) : outside),
  date: () => ({}),
  array: (decoded) => (decoded.kind === 'json' && Array.isArray(decoded.value) ? {} : outside),
  struct: (decoded) => (decoded.kind === 'json' && !Array.isArray(decoded.value) ? {} : outside),
};

function numberMeaning(decoded: DecodedValue, code: string, model: PointModel | undefined): ValueMeaning {
  if (decoded.kind !== 'number') return {};
  const { value } = decoded;
  const shown = shownNumber(value, code, model);
  return { ...(shown && { shown }), ...(isBeyond(value, model?.min, model?.max) && outside) };
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
