import type { RowColumns } from '../table/rowColumns.js';
import { ByteMemo, hit, miss, unknown } from './memo.js';
import type { RowPredicate, WorkMeter } from './rowPredicate.js';
import type { SearchWords } from './searchWords.js';
import { digitsAt, digitsOf, verdictBits } from './sentDigits.js';
import { ShownTexts } from './shownTexts.js';
import type { TextMatcher } from './textMatcher.js';

/** Words and regexes: looked for in everything of a row that a person sees, each text that many rows share once. */
export class TextPredicate implements RowPredicate {
  readonly cost: 1 | 2;
  readonly settle?: () => Generator<void, void>;
  private readonly values: ByteMemo;
  private readonly shapes: ByteMemo;
  private readonly shown: ShownTexts;
  /** Texts that the matcher doesn't know yet. */
  private open = new Set<string>();

  constructor(
    private readonly columns: RowColumns,
    private readonly words: SearchWords,
    private readonly matcher: TextMatcher,
    private readonly meter: WorkMeter,
  ) {
    this.cost = matcher.ahead ? 2 : 1;
    this.values = new ByteMemo(columns.values);
    this.shapes = new ByteMemo(columns.shapes);
    this.shown = new ShownTexts(columns, words, (text) => this.match(text), matcher.sought, meter);
    const { ahead } = matcher;
    if (ahead) this.settle = () => ahead.call(matcher, this.takeOpen());
  }

  judge(slots: Int32Array, verdicts: Uint8Array, from: number): number {
    const { shape, value } = this.columns;
    for (let at = from; at < slots.length; at++) {
      const slot = slots[at] ?? 0;
      verdicts[at] = this.verdict(shape[slot] ?? 0, value[slot] ?? 0);
      if (this.meter.isFull) return at + 1;
    }
    return slots.length;
  }

  /** All texts of a row that nothing is a hit of yet are come by, so that all of them are settled at once. */
  private verdict(shape: number, value: number): number {
    const ofShape = this.shapes.get(shape) || this.testShape(shape);
    if (ofShape === hit || value === 0) return ofShape;
    const known = this.values.get(value) || this.testValue(value);
    const ofValue = known & verdictBits;
    if (ofValue === hit) return hit;
    const ofShown = this.shown.verdict(shape, value, known >>> digitsAt);
    if (ofShown === hit) return hit;
    return ofShape === unknown || ofValue === unknown || ofShown === unknown ? unknown : miss;
  }

  private takeOpen(): readonly string[] {
    const { open } = this;
    this.open = new Set();
    return [...open];
  }

  /** What all rows of a shape show besides their values. */
  private testShape(shape: number): number {
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
    const results = texts.map((text) => (text === undefined ? miss : this.match(text)));
    if (results.includes(hit)) return this.shapes.set(shape, hit);
    return results.includes(unknown) ? unknown : this.shapes.set(shape, miss);
  }

  private testValue(value: number): number {
    const text = this.columns.values.text(value) ?? '';
    const result = this.match(text);
    const known = (digitsOf(text) << digitsAt) | result;
    return result === unknown ? known : this.values.set(value, known);
  }

  /** Only what is known for good is remembered. */
  private match(text: string): number {
    const { matcher } = this;
    const isHit = matcher.hit(text);
    if (isHit === undefined) {
      this.meter.done += text.length + 32;
      this.open.add(text);
      return unknown;
    }
    this.meter.done += matcher.workOn?.(text.length) ?? text.length + 32;
    return isHit ? hit : miss;
  }
}
