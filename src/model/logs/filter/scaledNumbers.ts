import { fold } from '../../search/fold.js';
import { decoderOf } from '../../decoders/decoders.js';
import type { NumberScale } from '../../values/numberScale.js';
import { scaledText } from '../../values/numberScale.js';
import { numberReading } from '../../values/usualPoints.js';
import { canBe, numberIn, type KnownPoint } from '../rows/logValue.js';

/** The scale of a data point whose numbers are shown with scale and unit as its product tells them, and in no other way. */
export function scaleAlone(code: string, known: KnownPoint): NumberScale | undefined {
  if (known.model?.type !== 'integer' || !canBe('number', code, known) || decoderOf(code)) return undefined;
  const reading = numberReading(code, 1, known.model);
  return reading && !reading.assumed ? reading : undefined;
}

/** What such a number is shown as; undefined where that is no other text than was sent. */
export function scaledNumber(sent: string, scale: NumberScale): string | undefined {
  const number = numberIn(sent);
  return number === undefined ? undefined : scaledText(number, scale);
}

/**
 * Such a number is shown with the digits that were sent, a point, and the unit. So a text can be ruled out by the digits
 * alone, and most rows need no text made: `never` where no number of this scale is shown with the text in it, or else
 * the runs of digits that the number has to hold. None where nothing can be ruled out.
 * @param literal folded; numbers that hold it as they were sent are found already
 */
export function digitRuns(literal: string, scale: NumberScale): readonly string[] | 'never' {
  const unit = fold(scale.unit ?? '');
  const isPossible = [...literal].every(
    (letter) => '0123456789.- '.includes(letter) || unit.includes(letter),
  );
  if (!isPossible) return 'never';
  if (/\d/.test(unit)) return [];
  // Noughts in front of a number may be no digits that were sent: 0.05 of 5.
  const runs = [...literal.matchAll(/\d+/g)]
    .map(([run]) => run.replace(/^0+/, ''))
    .filter((run) => run !== '');
  return runs.length === 1 && runs[0] === literal ? 'never' : runs;
}
