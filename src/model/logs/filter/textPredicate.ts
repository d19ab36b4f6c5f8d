import { hasUsualReading, numberReading, readingText } from '../../values/usualPoints.js';
import type { NumberScale } from '../../values/numberScale.js';
import { canBe, numberIn } from '../rows/logValue.js';
import type { RowColumns } from '../table/rowColumns.js';
import { hit, HitMemo, Memo, unknown } from './memo.js';
import type { RowPredicate, WorkMeter } from './rowPredicate.js';
import type { SearchWords } from './searchWords.js';
import type { TextMatcher } from './textMatcher.js';

/** Numbers that are shown with a scale and unit, and which of them match. */
interface Scaled {
  readonly code: string;
  readonly scale: NumberScale | undefined;
  readonly hits: HitMemo;
}

/** Words and regexes: looked for in everything of a row that a person sees, each text that many rows share once. */
export class TextPredicate implements RowPredicate {
  readonly cost: 1 | 2;
  readonly ahead?: (slots: Int32Array) => Generator<void, void>;
  private readonly values: HitMemo;
  private readonly shapes: HitMemo;
  private readonly scaled: Memo<Scaled | 'plain'>;
  /** By code and scale: devices share them. */
  private readonly shared = new Map<string, Scaled>();
  /** While texts are only gathered, to be matched all at once. */
  private gathered: Set<string> | undefined;

  constructor(
    private readonly columns: RowColumns,
    private readonly words: SearchWords,
    private readonly matcher: TextMatcher,
    private readonly meter: WorkMeter,
  ) {
    this.cost = matcher.ahead ? 2 : 1;
    this.values = new HitMemo(columns.values);
    this.shapes = new HitMemo(columns.shapes);
    this.scaled = new Memo(columns.shapes);
    const { ahead } = matcher;
    if (ahead) this.ahead = (slots) => this.matchAhead(slots, (texts) => ahead.call(matcher, texts));
  }

  passes(slot: number): boolean {
    const shape = this.columns.shape[slot] ?? 0;
    const known = this.shapes.get(shape);
    if (known === unknown ? this.testShape(shape) : known === hit) return true;
    const value = this.columns.value[slot] ?? 0;
    if (value === 0) return false;
    const seen = this.values.get(value);
    if (seen === unknown ? this.testValue(value) : seen === hit) return true;
    const scaled = this.scaled.get(shape) ?? this.scaleOf(shape);
    if (scaled === 'plain') return false;
    const shown = scaled.hits.get(value);
    return shown === unknown ? this.testScaled(value, scaled) : shown === hit;
  }

  private *matchAhead(
    slots: Int32Array,
    match: (texts: readonly string[]) => Generator<void, void>,
  ): Generator<void, void> {
    const gathered = (this.gathered = new Set());
    // Nothing is a hit yet, so every text of a row is come by.
    for (const slot of slots) this.passes(slot);
    this.gathered = undefined;
    yield;
    yield* match([...gathered]);
  }

  /** What all rows of a shape show besides their values. */
  private testShape(shape: number): boolean {
    const { shapes } = this.columns;
    const device = shapes.device[shape] ?? 0;
    const [code, source] = [shapes.codeOf(shape), shapes.sourceOf(shape)];
    const texts = [
      code,
      code === undefined ? undefined : this.words.codeName(device, code),
      this.words.type(shapes.type[shape] ?? 0),
      source === undefined ? undefined : this.words.source(source),
      this.words.device(device),
    ];
    const results = texts.map((text) => (text === undefined ? false : this.matches(text)));
    if (results.includes(true)) return this.shapes.set(shape, true);
    return results.includes(undefined) ? false : this.shapes.set(shape, false);
  }

  private testValue(value: number): boolean {
    const isHit = this.matches(this.columns.values.text(value) ?? '');
    return isHit === undefined ? false : this.values.set(value, isHit);
  }

  /** The number as it is shown, with its scale and unit. */
  private testScaled(value: number, { code, scale, hits }: Scaled): boolean {
    const number = numberIn(this.columns.values.text(value) ?? '');
    const reading = number === undefined ? undefined : numberReading(code, number, scale);
    const text = reading && number !== undefined ? readingText(number, reading) : undefined;
    const isHit = text === undefined ? false : this.matches(text);
    return isHit === undefined ? false : hits.set(value, isHit);
  }

  /** Undefined while it can't be told: only what is known for good is remembered. */
  private matches(text: string): boolean | undefined {
    if (this.gathered) {
      this.gathered.add(text);
      return undefined;
    }
    this.meter.done += text.length + 32;
    return this.matcher.hit(text);
  }

  private scaleOf(shape: number): Scaled | 'plain' {
    const { shapes, values } = this.columns;
    const code = shapes.codeOf(shape);
    if (code === undefined) return this.scaled.set(shape, 'plain');
    const known = this.words.point(shapes.device[shape] ?? 0, code);
    const { scale } = known;
    const isShown = canBe('number', code, known) && (scale !== undefined || hasUsualReading(code));
    if (!isShown) return this.scaled.set(shape, 'plain');
    const key = JSON.stringify([code, scale]);
    const scaled = this.shared.get(key) ?? { code, scale, hits: new HitMemo(values) };
    this.shared.set(key, scaled);
    return this.scaled.set(shape, scaled);
  }
}
