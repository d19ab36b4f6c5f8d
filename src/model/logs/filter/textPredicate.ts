import type { RowColumns } from '../table/rowColumns.js';
import { hit, HitMemo, unknown } from './memo.js';
import type { RowPredicate, WorkMeter } from './rowPredicate.js';
import type { SearchWords } from './searchWords.js';
import { ShownTexts } from './shownTexts.js';
import type { TextMatcher } from './textMatcher.js';

/** Words and regexes: looked for in everything of a row that a person sees, each text that many rows share once. */
export class TextPredicate implements RowPredicate {
  readonly cost: 1 | 2;
  readonly ahead?: (slots: Int32Array) => Generator<void, void>;
  private readonly values: HitMemo;
  private readonly shapes: HitMemo;
  private readonly shown: ShownTexts;
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
    this.shown = new ShownTexts(columns, words, (text) => this.matches(text), matcher.literal, meter);
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
    return (seen === unknown ? this.testValue(value) : seen === hit) || this.shown.passes(slot);
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

  /** Undefined while it can't be told: only what is known for good is remembered. */
  private matches(text: string): boolean | undefined {
    if (this.gathered) {
      this.gathered.add(text);
      return undefined;
    }
    this.meter.done += text.length + 32;
    return this.matcher.hit(text);
  }
}
