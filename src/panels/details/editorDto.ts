import { displayText } from '../../base/displayText.js';
import { scaledText } from '../../model/values/numberScale.js';
import { typeOf, type PointModel } from '../../model/values/pointModel.js';
import type { EditorDto } from '../../protocol/sending.js';

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
      return bitmapEditor(model);
    case 'string':
      return { kind: 'text', ...lengthOf(model) };
    case 'raw':
      return { kind: 'bytes', ...lengthOf(model) };
    case 'json':
    case 'array':
    case 'struct':
      return { kind: 'json' };
    // A time is typed as text; the host reads it.
    case 'date':
      return { kind: 'text' };
    case undefined:
      return { kind: 'unchecked' };
  }
}

function numberEditor({ type, scale = 0, min, max, step, unit }: PointModel, value: unknown): EditorDto {
  const text = (number: number): string =>
    (type === 'integer' ? scaledText(number, { scale }) : undefined) ?? String(number);
  const areLimits = min === undefined || max === undefined || min <= max;
  return {
    kind: 'number',
    ...(areLimits && min !== undefined && { min: text(min) }),
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
  if (!isChoice || new Set(members).size < members.length) return { kind: 'text' };
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
function bitmapEditor(model: PointModel | undefined): EditorDto {
  const { labels = [], maxLength = 0 } = model ?? {};
  const bits = Math.min(mostBits, Math.max(labels.length, maxLength));
  if (bits === 0) return { kind: 'number', min: '0', step: '1' };
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
