import { scaledText, type NumberScale } from '../../values/numberScale.js';
import type { Interner } from '../table/interner.js';
import type { RowColumns } from '../table/rowColumns.js';
import { Memo } from './memo.js';
import { readNumber } from './readNumber.js';
import type { RowTest, WorkMeter } from './rowTest.js';
import type { SearchWords } from './searchWords.js';
import type { TextMatcher } from './textMatcher.js';

/** Words and regexes: looked for in everything of a row that a person sees, each text that many rows share once. */
export class TextTest implements RowTest {
  readonly cost: 1 | 2;
  readonly ahead?: (slots: Int32Array) => Generator<void, void>;
  private readonly values: Memo<boolean>;
  private readonly sources: Memo<boolean>;
  private readonly types = new Map<number, boolean>();
  private readonly devices = new Map<number, boolean>();
  private readonly codes = new Map<number, Memo<boolean>>();
  private readonly scales = new Map<number, Memo<NumberScale | 'none'>>();
  private readonly scaled = new Map<NumberScale, Memo<boolean>>();
  /** While texts are only gathered, to be matched all at once. */
  private gathered: Set<string> | undefined;

  constructor(
    private readonly columns: RowColumns,
    private readonly words: SearchWords,
    private readonly matcher: TextMatcher,
    private readonly meter: WorkMeter,
  ) {
    this.cost = matcher.ahead ? 2 : 1;
    this.values = new Memo(columns.values);
    this.sources = new Memo(columns.sources);
    const { ahead } = matcher;
    if (ahead) this.ahead = (slots) => this.matchAhead(slots, (texts) => ahead.call(matcher, texts));
  }

  passes(slot: number): boolean {
    return (
      this.passesValue(slot) ||
      this.passesCode(slot) ||
      this.passesType(this.columns.type[slot] ?? 0) ||
      this.passesSource(this.columns.source[slot] ?? 0) ||
      this.passesDevice(this.columns.device[slot] ?? 0) ||
      this.passesScaled(slot)
    );
  }

  private *matchAhead(
    slots: Int32Array,
    match: (texts: readonly string[]) => Generator<void, void>,
  ): Generator<void, void> {
    const gathered = (this.gathered = new Set());
    // Nothing is a hit yet, so every text of a row is come by.
    for (const slot of slots) this.passes(slot);
    this.gathered = undefined;
    yield* match([...gathered]);
  }

  /** Remembers only what is known for good. */
  private hit(text: string, remember: (isHit: boolean) => void): boolean {
    if (this.gathered) {
      this.gathered.add(text);
      return false;
    }
    this.meter.done += text.length + 32;
    const isHit = this.matcher.hit(text);
    if (isHit !== undefined) remember(isHit);
    return isHit === true;
  }

  private passesValue(slot: number): boolean {
    const number = this.columns.value[slot] ?? 0;
    if (number === 0) return false;
    return (
      this.values.get(number) ??
      this.hit(this.columns.values.text(number) ?? '', (isHit) => this.values.set(number, isHit))
    );
  }

  private passesCode(slot: number): boolean {
    const number = this.columns.code[slot] ?? 0;
    if (number === 0) return false;
    const device = this.columns.device[slot] ?? 0;
    const memo = memoOf(this.codes, device, this.columns.codes);
    const known = memo.get(number);
    if (known !== undefined) return known;
    const code = this.columns.codes.text(number) ?? '';
    const name = this.words.codeName(device, code);
    const remember = (isHit: boolean): void => void memo.set(number, isHit);
    return this.hit(code, remember) || (name !== undefined && this.hit(name, remember));
  }

  private passesType(type: number): boolean {
    return this.types.get(type) ?? this.hit(this.words.type(type), (isHit) => this.types.set(type, isHit));
  }

  private passesSource(number: number): boolean {
    if (number === 0) return false;
    return (
      this.sources.get(number) ??
      this.hit(this.words.source(this.columns.sources.text(number) ?? ''), (isHit) =>
        this.sources.set(number, isHit),
      )
    );
  }

  private passesDevice(device: number): boolean {
    return (
      this.devices.get(device) ??
      this.hit(this.words.device(device), (isHit) => this.devices.set(device, isHit))
    );
  }

  /** The number as it is shown, with its scale and unit. */
  private passesScaled(slot: number): boolean {
    const [code, value] = [this.columns.code[slot] ?? 0, this.columns.value[slot] ?? 0];
    if (code === 0 || value === 0) return false;
    const device = this.columns.device[slot] ?? 0;
    const memo = memoOf(this.scales, device, this.columns.codes);
    const scale =
      memo.get(code) ??
      memo.set(code, this.words.scale(device, this.columns.codes.text(code) ?? '') ?? 'none');
    if (scale === 'none') return false;
    const results = memoOf(this.scaled, scale, this.columns.values);
    const known = results.get(value);
    if (known !== undefined) return known;
    const number = readNumber(this.columns.values.text(value) ?? '');
    const text = number === undefined ? undefined : scaledText(number, scale);
    if (text === undefined) return results.set(value, false);
    return this.hit(text, (isHit) => results.set(value, isHit));
  }
}

function memoOf<K, T>(memos: Map<K, Memo<T>>, key: K, texts: Interner): Memo<T> {
  const known = memos.get(key);
  if (known) return known;
  const memo = new Memo<T>(texts);
  memos.set(key, memo);
  return memo;
}
