import { hasMeaning } from '../../values/meaning.js';
import type { PointModel } from '../../values/pointModel.js';
import { shownText } from '../../values/shownText.js';
import { decodeLogValue, type KnownPoint } from '../rows/logValue.js';
import type { RowColumns } from '../table/rowColumns.js';
import { ByteMemo, hit, Memo, miss, PairMemo, unknown } from './memo.js';
import { noDigits, oddDigits } from './sentDigits.js';
import type { WorkMeter } from './rowPredicate.js';
import type { RegexOverlap } from './regexOverlap.js';
import { ScaledNumbers } from './scaledNumbers.js';
import type { SearchWords } from './searchWords.js';

/** Data points whose values are shown in the same other way than they came. */
interface Group {
  readonly number: number;
  readonly code: string;
  readonly known: KnownPoint;
  readonly numbers: ScaledNumbers | undefined;
  /** What is shown of a usual number is no hit, or what was sent is one, too. */
  readonly isFoundAsSent: boolean;
  /** What was sent has to hold all of these, or else what is shown of a usual number is no hit. */
  readonly runs: readonly string[];
}

/** What is looked for, as far as that can be told without trying. */
export interface Sought {
  /** Of a regex that every text matches that is a hit. */
  readonly overlap: RegexOverlap;
  readonly word?: FoldedWord;
}

/** A word that is looked for in folded texts. */
export interface FoldedWord {
  /** Every text that is found has this in it. */
  readonly literal: string;
  isIn(folded: string): boolean;
}

/** Of thinking about a regex, in characters that could be looked at meanwhile. */
const workOfPlace = 200;

/** What rows show instead of the value that was sent, or beside it: with scale and unit, by its labels, as hex. */
export class ShownTexts {
  private readonly groups: Memo<Group | 'plain'>;
  private readonly results: PairMemo;
  /** By what is known of a data point, its code included: devices share them. */
  private readonly shared = new Map<PointModel | undefined, Map<string, Group>>();
  private count = 0;
  /** Whether texts hold the digits of what is looked for. */
  private readonly digits: ByteMemo;

  /**
   * @param match `unknown` while it can't be told: only what is known for good is remembered
   * @param sought the same, to be thought about
   */
  constructor(
    private readonly columns: RowColumns,
    private readonly words: SearchWords,
    private readonly match: (text: string) => number,
    private readonly sought: Sought,
    private readonly meter: WorkMeter,
  ) {
    this.groups = new Memo(columns.shapes);
    this.results = new PairMemo(columns.values);
    this.digits = new ByteMemo(columns.values);
  }

  /**
   * Of a row whose value, as it was sent, is no hit.
   * @param value its number, 0 for none
   * @param digits of the value as it was sent; see {@link digitsOf}
   */
  verdict(shape: number, value: number, digits: number): number {
    const group = this.groups.get(shape) ?? this.groups.set(shape, this.groupOf(shape));
    if (group === 'plain' || value === 0) return miss;
    const { numbers } = group;
    if (!numbers || digits === oddDigits) return this.ofText(value, group);
    if (digits === noDigits) return miss;
    if (numbers.isUsual(digits)) {
      const { isFoundAsSent, runs } = group;
      if (isFoundAsSent || (runs.length > 0 && !this.holdsDigits(value, runs))) return miss;
    }
    return this.results.get(group.number, value) || this.ofNumber(value, group, numbers);
  }

  private ofNumber(value: number, group: Group, numbers: ScaledNumbers): number {
    const sent = this.columns.values.text(value) ?? '';
    const text = numbers.text(sent);
    return this.keep(value, group, text === undefined ? miss : this.matchNumber(text));
  }

  private ofText(value: number, group: Group): number {
    const known = this.results.get(group.number, value);
    if (known !== unknown) return known;
    const sent = this.columns.values.text(value) ?? '';
    this.meter.done += sent.length + 32;
    const text = shownText(decodeLogValue(sent, group.code, group.known));
    return this.keep(value, group, text === sent ? miss : this.match(text));
  }

  private keep(value: number, group: Group, result: number): number {
    return result === unknown ? unknown : this.results.set(group.number, value, result);
  }

  /** A word is looked for in what is folded already. */
  private matchNumber(text: string): number {
    const { word } = this.sought;
    if (!word) return this.match(text);
    this.meter.done += text.length + 32;
    return word.isIn(text) ? hit : miss;
  }

  /** The runs are of the literal, and so the same for all groups that have any. */
  private holdsDigits(value: number, runs: readonly string[]): boolean {
    const known = this.digits.get(value);
    if (known !== unknown) return known === hit;
    const text = this.columns.values.text(value) ?? '';
    return this.digits.set(value, runs.every((run) => text.includes(run)) ? hit : miss) === hit;
  }

  private groupOf(shape: number): Group | 'plain' {
    const { shapes } = this.columns;
    const code = shapes.codeOf(shape);
    if (code === undefined) return 'plain';
    const known = this.words.point(shapes.device[shape] ?? 0, code);
    if (!hasMeaning(code, known.type, known.model)) return 'plain';
    const { overlap, word } = this.sought;
    const numbers = ScaledNumbers.of(code, known, word !== undefined);
    const before = overlap.places;
    const isFoundAsSent = numbers?.mayMatch(overlap) === false;
    // Each unit is thought about once, and a project may have hundreds.
    this.meter.done += (overlap.places - before) * workOfPlace;
    const runs = word && numbers ? numbers.digitRuns(word.literal) : [];
    const ofModel = this.shared.get(known.model) ?? new Map<string, Group>();
    this.shared.set(known.model, ofModel);
    const key = JSON.stringify([code, known.jsType, known.type]);
    const group = ofModel.get(key) ?? { number: ++this.count, code, known, numbers, isFoundAsSent, runs };
    ofModel.set(key, group);
    return group;
  }
}
