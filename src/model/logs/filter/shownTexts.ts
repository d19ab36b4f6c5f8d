import { hasMeaning } from '../../values/meaning.js';
import type { NumberScale } from '../../values/numberScale.js';
import type { PointModel } from '../../values/pointModel.js';
import { shownText } from '../../values/shownText.js';
import { decodeLogValue, type KnownPoint } from '../rows/logValue.js';
import type { RowColumns } from '../table/rowColumns.js';
import { hit, HitMemo, Memo, PairMemo, unknown } from './memo.js';
import type { WorkMeter } from './rowPredicate.js';
import { digitRuns, scaleAlone, scaledNumber } from './scaledNumbers.js';
import type { SearchWords } from './searchWords.js';

/** Data points whose values are shown in the same other way than they came. */
interface Group {
  readonly number: number;
  readonly code: string;
  readonly known: KnownPoint;
  readonly scale: NumberScale | undefined;
  /** What was sent has to hold all of these, or else what is shown can't match. */
  readonly runs: readonly string[];
}

/** What rows show instead of the value that was sent, or beside it: with scale and unit, by its labels, as hex. */
export class ShownTexts {
  private readonly groups: Memo<Group | 'plain'>;
  private readonly hits: PairMemo;
  /** By what is known of a data point, its code included: devices share them. */
  private readonly shared = new Map<PointModel | undefined, Map<string, Group>>();
  private count = 0;
  /** Whether texts hold the digits of what is looked for. */
  private readonly digits: HitMemo;

  /**
   * @param matches undefined while it can't be told: only what is known for good is remembered
   * @param literal a folded text that every text that matches has in it
   */
  constructor(
    private readonly columns: RowColumns,
    private readonly words: SearchWords,
    private readonly matches: (text: string) => boolean | undefined,
    private readonly literal: string | undefined,
    private readonly meter: WorkMeter,
  ) {
    this.groups = new Memo(columns.shapes);
    this.hits = new PairMemo(columns.values);
    this.digits = new HitMemo(columns.values);
  }

  /** Of a row whose value, as it was sent, didn't match. */
  passes(slot: number): boolean {
    const shape = this.columns.shape[slot] ?? 0;
    const group = this.groups.get(shape) ?? this.groups.set(shape, this.groupOf(shape));
    if (group === 'plain') return false;
    const value = this.columns.value[slot] ?? 0;
    if (value === 0 || (group.runs.length > 0 && !this.holdsDigits(value, group.runs))) return false;
    const known = this.hits.get(group.number, value);
    return known === unknown ? this.test(value, group) : known === hit;
  }

  private test(value: number, group: Group): boolean {
    const sent = this.columns.values.text(value) ?? '';
    this.meter.done += sent.length + 32;
    const text = textOf(sent, group);
    const isHit = text === undefined || text === sent ? false : this.matches(text);
    return isHit === undefined ? false : this.hits.set(group.number, value, isHit);
  }

  /** The runs are of the literal, and so the same for all groups that have any. */
  private holdsDigits(value: number, runs: readonly string[]): boolean {
    const known = this.digits.get(value);
    if (known !== unknown) return known === hit;
    const text = this.columns.values.text(value) ?? '';
    return this.digits.set(
      value,
      runs.every((run) => text.includes(run)),
    );
  }

  private groupOf(shape: number): Group | 'plain' {
    const { shapes } = this.columns;
    const code = shapes.codeOf(shape);
    if (code === undefined) return 'plain';
    const known = this.words.point(shapes.device[shape] ?? 0, code);
    if (!hasMeaning(code, known.type, known.model)) return 'plain';
    const scale = scaleAlone(code, known);
    const runs = this.literal === undefined || !scale ? [] : digitRuns(this.literal, scale);
    if (runs === 'never') return 'plain';
    const ofModel = this.shared.get(known.model) ?? new Map<string, Group>();
    this.shared.set(known.model, ofModel);
    const key = JSON.stringify([code, known.jsType, known.type]);
    const group = ofModel.get(key) ?? { number: ++this.count, code, known, scale, runs };
    ofModel.set(key, group);
    return group;
  }
}

function textOf(sent: string, { code, known, scale }: Group): string | undefined {
  return scale ? scaledNumber(sent, scale) : shownText(decodeLogValue(sent, code, known));
}
