import { numberReading } from '../../values/usualPoints.js';
import { canBe, type KnownPoint } from '../rows/logValue.js';
import type { RowColumns } from '../table/rowColumns.js';
import type { FilterTest } from './filterTypes.js';
import { ByteMemo, NumberMemo, unknown } from './memo.js';
import type { RowPredicate, WorkMeter } from './rowPredicate.js';
import type { SearchWords } from './searchWords.js';
import { readNumber } from './valueTerm.js';

const powers = Array.from({ length: 11 }, (_, scale) => 10 ** scale);

type NumberTest = Extract<FilterTest, { kind: 'value' }>;

/**
 * Compares numbers as people see them: scaled where the product tells the scale, and as they were sent where nothing
 * does, or only what is usual for the code.
 */
export function numberPredicate(
  test: NumberTest,
  columns: RowColumns,
  words: SearchWords,
  meter: WorkMeter,
): RowPredicate {
  const { shapes, values } = columns;
  const numbers = new NumberMemo(values);
  /** By shape: digits after the point, and one more, as 0 means that nobody has looked. */
  const scales = new ByteMemo(shapes);

  function scaleOf(shape: number): number {
    const known = scales.get(shape);
    if (known !== unknown) return known - 1;
    const code = test.raw ? undefined : shapes.codeOf(shape);
    const scale = code === undefined ? 0 : certainScale(code, words.point(shapes.device[shape] ?? 0, code));
    return scales.set(shape, scale + 1) - 1;
  }

  return {
    cost: 1,
    passes: (slot) => {
      const value = columns.value[slot] ?? 0;
      if (value === 0) return false;
      let number = numbers.get(value);
      if (number === undefined) {
        const text = values.text(value) ?? '';
        meter.done += text.length + 32;
        number = numbers.set(value, readNumber(text) ?? Number.NaN);
      }
      if (Number.isNaN(number)) return false;
      const scale = scaleOf(columns.shape[slot] ?? 0);
      return isInRange(
        scale > 0 && Number.isSafeInteger(number) ? number / (powers[scale] ?? 1) : number,
        test,
      );
    },
  };
}

function certainScale(code: string, known: KnownPoint): number {
  const reading = canBe('number', code, known) ? numberReading(code, 1, known.model) : undefined;
  return reading && !reading.assumed ? reading.scale : 0;
}

function isInRange(number: number, { min, max, excludeMin, excludeMax }: NumberTest): boolean {
  if (min !== undefined && (number < min || (excludeMin === true && number === min))) return false;
  return max === undefined || number < max || (excludeMax !== true && number === max);
}
