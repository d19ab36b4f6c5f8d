import type uPlot from 'uplot';
import type { ChartSeriesDto } from '../../../protocol/logChart.js';
import { valueRange } from './valueRange.js';

/** Characters that stand beside a lane. */
const widest = 9;
/** A step's word needs so much of the lane's height, CSS px. */
const stepHeight = 13;

interface AxisLook {
  readonly height: number;
  readonly yes: string;
  readonly no: string;
  readonly locale: string;
}

interface ValueAxis {
  readonly range: uPlot.Scale.Range;
  readonly axis: Pick<uPlot.Axis, 'splits' | 'values' | 'space'>;
  /** The value stays until the next one comes. */
  readonly isStepped: boolean;
}

/** What stands beside a lane: numbers with their unit, off and on, or the members of an enum. */
export function valueAxis(lane: ChartSeriesDto, look: AxisLook): ValueAxis {
  if (lane.kind === 'number') return numberAxis(lane, look);
  const words = lane.kind === 'boolean' ? [look.no, look.yes] : (lane.steps ?? []);
  const marked = markedSteps(words.length, look.height);
  return {
    range: [-0.2, Math.max(1, words.length - 1) + 0.2],
    axis: { splits: () => [...marked], values: () => marked.map((step) => shortWord(words[step] ?? '')) },
    isStepped: true,
  };
}

/** As many steps as have room for their words, the lowest among them. */
export function markedSteps(count: number, height: number): readonly number[] {
  const every = Math.max(1, Math.ceil((count * stepHeight) / Math.max(1, height)));
  return Array.from({ length: Math.ceil(count / every) }, (_, place) => place * every);
}

/** The numbers of an axis, with their unit where all of them have room for it: the lane's name has it in any case. */
export function axisTexts(numbers: readonly string[], unit: string | undefined): string[] {
  const withUnit = numbers.map((text) => (unit === undefined ? text : `${text} ${unit}`));
  return withUnit.every((text) => text.length <= widest) ? withUnit : [...numbers];
}

/** From here on numbers are told in thousands and millions. */
const manyDigits = 100_000;
const mostDecimals = 6;

/** Numbers with as many decimals as the step between them needs, all the same; one alone has its own. */
export function stepTexts(splits: readonly number[], locale: string): string[] {
  const [first = 0, second = 0] = splits;
  const step = Math.abs(second - first);
  const isLarge = splits.some((value) => Math.abs(value) >= manyDigits);
  const number = new Intl.NumberFormat(
    locale,
    isLarge
      ? { maximumSignificantDigits: 6, notation: 'compact' }
      : { minimumFractionDigits: decimalsOf(step), maximumFractionDigits: decimalsOf(step) },
  );
  return splits.map((value) => number.format(value));
}

function decimalsOf(step: number): number {
  for (let decimals = 0; decimals < mostDecimals; decimals++) {
    const scaled = step * 10 ** decimals;
    if (Math.abs(scaled - Math.round(scaled)) < 1e-6 * Math.max(1, scaled)) return decimals;
  }
  return mostDecimals;
}

function numberAxis({ unit }: ChartSeriesDto, { height, locale }: AxisLook): ValueAxis {
  return {
    range: (_, min, max) => valueRange(min, max),
    axis: {
      space: Math.max(16, Math.min(32, height / 3)),
      values: (_: uPlot, splits: number[]) => axisTexts(stepTexts(splits, locale), unit),
    },
    isStepped: false,
  };
}

function shortWord(word: string): string {
  const letters = [...word];
  return letters.length > widest ? `${letters.slice(0, widest - 1).join('')}…` : word;
}
