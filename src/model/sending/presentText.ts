import { jsonText } from '../../base/boundedJson.js';
import { replaceInvisible } from '../../base/invisible.js';
import { rawText } from '../values/decodeValue.js';
import { typeOf, type PointModel } from '../values/pointModel.js';
import { isSameValue } from './reports.js';
import { longestValue, readTyped } from './typedValue.js';

/**
 * What a field begins with where the present value is to be changed: the text that sends this very value if nobody
 * changes it. How a value is shown may be cut, or what a decoder makes of it. Undefined where no text in one line
 * without hidden characters says it, as for most of what its product's model doesn't allow.
 * @param shown the value as it is shown, where that is better to type in than what came
 */
export function presentText(
  value: unknown,
  model: PointModel | undefined,
  shown?: string,
): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  const raw = rawText(value);
  const type = typeOf(model);
  if (type === undefined) return [jsonText(value)].find(isPlain);
  return [...(shown === undefined ? [] : [shown]), type === 'raw' ? `base64:${raw}` : raw].find((text) => {
    const read = isPlain(text) ? readTyped(text, model) : undefined;
    return read?.ok === true && isSameValue(read.value, value);
  });
}

/** A field takes it whole, and a person sees all of it. */
function isPlain(text: string): boolean {
  return text.length <= longestValue && !/[\r\n]/.test(text) && replaceInvisible(text, () => '') === text;
}
