import { displayText } from '../../base/displayText.js';
import { presentText } from '../../model/sending/presentText.js';
import { stepStarts } from '../../model/sending/stepStarts.js';
import { decodeValue } from '../../model/values/decodeValue.js';
import { scaledText } from '../../model/values/numberScale.js';
import { typeOf, type PointModel } from '../../model/values/pointModel.js';
import { shownText } from '../../model/values/shownText.js';
import type { EditorDto } from '../../protocol/sending.js';
import { previewLength } from './valueDto.js';

/** Members that a list of choices holds; a product with more has its value typed. */
const mostMembers = 200;
const longestMember = 100;
/** A mask has 53 bits at most. */
const mostBits = 53;
const longestLabel = 60;

/** How a value of this data point is entered; undefined where the device only reports it. */
export function editorDto(model: PointModel | undefined, value: unknown): EditorDto | undefined {
  if (model?.access === 'ro') return undefined;
  switch (typeOf(model)) {
    case 'boolean':
      return { kind: 'boolean' };
    case 'integer':
    case 'float':
      return model && numberEditor(model, value);
    case 'enum':
      return enumEditor(model, value);
    case 'bitmap':
      return bitmapEditor(model, value);
    case 'string':
      return { kind: 'text', ...lengthOf(model), ...nowOf(value, model) };
    case 'raw':
      return { kind: 'bytes', ...lengthOf(model), ...nowOf(value, model) };
    case 'json':
    case 'array':
    case 'struct':
      return { kind: 'json', ...nowOf(value, model) };
    // A time is typed as text; the host reads it.
    case 'date':
      return { kind: 'text', ...nowOf(value, model) };
    case undefined:
      return { kind: 'unchecked', ...nowOf(value, model) };
  }
}

function numberEditor(model: PointModel, value: unknown): EditorDto {
  const { type, scale = 0, min, max, step, unit } = model;
  const text = (number: number): string =>
    (type === 'integer' ? scaledText(number, { scale }) : undefined) ?? String(number);
  const [from] = stepStarts(model);
  const areLimits = min === undefined || max === undefined || min <= max;
  return {
    kind: 'number',
    ...(areLimits && min !== undefined && { min: text(min) }),
    ...(type === 'integer' &&
      min !== undefined &&
      from !== undefined &&
      from !== min && { from: text(from) }),
    ...(areLimits && max !== undefined && { max: text(max) }),
    step: type === 'float' ? 'any' : text(step !== undefined && step > 0 ? step : 1),
    ...(unit !== undefined && unit !== '' && { unit: displayText(unit, longestLabel) }),
    ...(typeof value === 'number' && { now: text(value) }),
  };
}

/** Members that look the same can't be told apart by choosing: their value is typed. */
function enumEditor(model: PointModel | undefined, value: unknown): EditorDto {
  const { range = [] } = model ?? {};
  const members = range.slice(0, mostMembers + 1).map((member) => memberText(member, model));
  const isChoice = members.length > 0 && members.length <= mostMembers;
  if (!isChoice || new Set(members).size < members.length) return { kind: 'text', ...nowOf(value, model) };
  const now = members[range.findIndex((member) => member === value)];
  return { kind: 'enum', members, ...(now !== undefined && { now }) };
}

/** A member as the page shows it: `auto (Automatic)`. */
export function memberText(member: string, model: PointModel | undefined): string {
  const label = displayText(model?.labels?.[model.range?.indexOf(member) ?? -1] ?? '', longestLabel);
  const text = displayText(member, longestMember);
  return label === '' || label === text ? text : `${text} (${label})`;
}

/** Where no bit has a name there are as many as the model says. */
function bitmapEditor(model: PointModel | undefined, value: unknown): EditorDto {
  const { labels = [], maxLength = 0 } = model ?? {};
  const bits = Math.min(mostBits, Math.max(labels.length, maxLength));
  if (bits === 0) return { kind: 'number', min: '0', step: '1', ...nowOf(value, model) };
  const named = Array.from(
    { length: bits },
    (_, bit) => displayText(labels[bit] ?? '', longestLabel) || `bit ${bit}`,
  );
  return { kind: 'bitmap', labels: named };
}

function lengthOf(model: PointModel | undefined): { readonly maxLength?: number } {
  const { maxLength = 0 } = model ?? {};
  return maxLength > 0 ? { maxLength } : {};
}

/** A long value isn't sent to every page, and nobody changes one in a line. */
function nowOf(value: unknown, model: PointModel | undefined): { readonly now?: string } {
  const shown = typeOf(model) === 'date' ? shownText(decodeValue({ code: '', value }, model)) : undefined;
  const now = presentText(value, model, shown);
  return now === undefined || now.length > previewLength ? {} : { now };
}
