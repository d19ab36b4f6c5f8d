import type { PointModel } from '../../values/pointModel.js';
import { shownText } from '../../values/shownText.js';
import { hasMeaning } from '../../values/meaning.js';
import { decodeLogValue, type KnownPoint } from '../rows/logValue.js';
import type { RowColumns } from '../table/rowColumns.js';
import { hit, HitMemo, Memo, unknown } from './memo.js';
import type { RowPredicate, WorkMeter } from './rowPredicate.js';
import type { SearchWords } from './searchWords.js';
import type { TextMatcher } from './textMatcher.js';

/** Values that are shown in another way than they came, and which of them match. */
interface Shown {
  readonly code: string;
  readonly known: KnownPoint;
  readonly hits: HitMemo;
}

/** Words and regexes: looked for in everything of a row that a person sees, each text that many rows share once. */
export class TextPredicate implements RowPredicate {
  readonly cost: 1 | 2;
  readonly ahead?: (slots: Int32Array) => Generator<void, void>;
  private readonly values: HitMemo;
  private readonly shapes: HitMemo;
  private readonly shown: Memo<Shown | 'plain'>;
  /** By what is known of a data point, its code included: devices share them. */
  private readonly shared = new Map<PointModel | undefined, Map<string, Shown>>();
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
    this.shown = new Memo(columns.shapes);
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
    const shown = this.shown.get(shape) ?? this.shownOf(shape);
    if (shown === 'plain') return false;
    const result = shown.hits.get(value);
    return result === unknown ? this.testShown(value, shown) : result === hit;
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

  /** The value as it is shown: with scale and unit, by its labels, as hex. */
  private testShown(value: number, { code, known, hits }: Shown): boolean {
    const decoded = decodeLogValue(this.columns.values.text(value), code, known);
    const text = shownText(decoded);
    const isHit = text === decoded.raw ? false : this.matches(text);
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

  private shownOf(shape: number): Shown | 'plain' {
    const { shapes, values } = this.columns;
    const code = shapes.codeOf(shape);
    if (code === undefined) return this.shown.set(shape, 'plain');
    const known = this.words.point(shapes.device[shape] ?? 0, code);
    if (!hasMeaning(code, known.type, known.model)) return this.shown.set(shape, 'plain');
    const ofModel = this.shared.get(known.model) ?? new Map<string, Shown>();
    this.shared.set(known.model, ofModel);
    const key = JSON.stringify([code, known.jsType, known.type]);
    const shown = ofModel.get(key) ?? { code, known, hits: new HitMemo(values) };
    ofModel.set(key, shown);
    return this.shown.set(shape, shown);
  }
}
