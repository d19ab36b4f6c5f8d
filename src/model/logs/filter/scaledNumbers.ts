import { fold } from '../../search/fold.js';
import { countdownText, secondsOf } from '../../decoders/countdown.js';
import { decoderOf, isCountdown } from '../../decoders/decoders.js';
import { typeOf } from '../../values/pointModel.js';
import { isRaw, readingsOf, readingText, type UsualReading } from '../../values/usualPoints.js';
import { canBe, type KnownPoint } from '../rows/logValue.js';
import type { RegexOverlap, TextKind } from './regexOverlap.js';

/** In seconds. */
const hundredHours = 360_000;

/**
 * The whole numbers of a data point, which are shown with scale and unit, as its product tells them or as is usual for
 * its code, and perhaps as a span of time. Every other value of it is shown as it was sent.
 */
export class ScaledNumbers {
  /** With fewer digits, noughts are shown that weren't sent: 0.05 of 5. */
  private readonly from: number;
  /** With more digits, the hours of a span of time have more than two. */
  private readonly to: number;

  private constructor(
    private readonly readings: readonly UsualReading[],
    private readonly isSpan: boolean,
  ) {
    this.from = Math.max(0, ...readings.map(({ scale }) => scale)) + 1;
    this.to = isSpan ? Math.min(...readings.map(digitsOfHours)) : Infinity;
  }

  /**
   * Undefined for a data point whose values may be shown in other ways, too.
   * @param isFolded texts are wanted as they are compared
   */
  static of(code: string, known: KnownPoint, isFolded: boolean): ScaledNumbers | undefined {
    const { model, type } = known;
    const kind = typeOf(model);
    const isSpan = isCountdown(code);
    if (kind !== undefined && kind !== 'integer') return undefined;
    if (!canBe('number', code, known) || isRaw(code, kind ?? type)) return undefined;
    if ((kind === undefined && model?.labels) || (decoderOf(code) && !isSpan)) return undefined;
    const readings = readingsOf(code, model);
    return new ScaledNumbers(isFolded ? readings.map(folded) : readings, isSpan);
  }

  /** What a safe integer, written as JavaScript writes it, is shown as; undefined where that is what was sent. */
  text(sent: string): string | undefined {
    const number = Number(sent);
    for (const reading of this.readings) {
      if (number < reading.from || number > reading.to) continue;
      const { scale, unit, assumed } = reading;
      const isPlain = !assumed && scale === 0 && unit === undefined;
      const text = isPlain ? undefined : readingText(number, reading, sent);
      const span = this.isSpan ? countdownText(number, reading) : undefined;
      if (span === undefined) return text;
      return text === undefined ? span : `${text} (${span})`;
    }
    return undefined;
  }

  /** Whether a number with the usual digits may be found by what is shown of it, and isn't found by what was sent. */
  mayMatch(sought: RegexOverlap): boolean {
    return this.readings.some((reading) => sought.mayMatch(kindOf(reading, this.isSpan)));
  }

  /** Whether the digits of a number of so many are shown as they were sent, with a point between them. */
  isUsual(digits: number): boolean {
    return digits >= this.from && digits <= this.to;
  }

  /**
   * The runs of digits that a number has to hold for a text to stand in what is shown of it. None where nothing can be
   * ruled out. Of numbers whose texts are folded.
   */
  digitRuns(literal: string): readonly string[] {
    if (this.isSpan || this.readings.some(({ unit }) => unit !== undefined && /\d/.test(unit))) return [];
    // Noughts in front of a number may be no digits that were sent.
    return [...literal.matchAll(/\d+/g)].map(([run]) => run.replace(/^0+/, '')).filter((run) => run !== '');
  }
}

/** Digits, points and `≈` are the same then. */
function folded(reading: UsualReading): UsualReading {
  return reading.unit === undefined ? reading : { ...reading, unit: fold(reading.unit) };
}

/** Numbers of so many digits are below a hundred hours. */
function digitsOfHours({ scale, unit = '' }: UsualReading): number {
  const seconds = secondsOf(unit);
  return Number.isNaN(seconds) ? Infinity : Math.floor(Math.log10((hundredHours * 10 ** scale) / seconds));
}

const sent = '\\d';

/** All texts of a reading; `\d` stands for digits that were sent, `[0-9]` for others. */
function kindOf({ scale, unit, assumed }: UsualReading, isSpan: boolean): TextKind {
  const [before, after] = [assumed ? '≈ ' : '', unit === undefined ? '' : ` ${unit}`];
  const span = ' \\(([0-9]{1,2} h)?( ?[0-9]{1,2} min)?( ?[0-9]{1,2} s)?\\)';
  const number = `-?${sent}+${scale > 0 ? `\\.${sent}{${scale}}` : ''}`;
  return {
    form: `${escaped(before)}${number}${escaped(after)}${isSpan ? `(?:${span})?` : ''}`,
    characters: `0123456789.-${before}${after}${isSpan ? ' hmins()' : ''}`,
    known: sent,
  };
}

/** A text as a regex that matches it. */
export function escaped(text: string): string {
  return text.replace(/[$()*+./?[\\\]^{|}-]/g, '\\$&');
}
