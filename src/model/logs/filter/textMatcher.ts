import { fold } from '../../search/fold.js';
import { FilterError } from './filterTypes.js';
import { Patience } from './patience.js';
import { regexCost, type RegexCost } from './regexCost.js';
import type { RegexSandbox } from './regexSandbox.js';
import { RegexOverlap } from './regexOverlap.js';
import { readRegex } from './regexSyntax.js';
import { escaped } from './scaledNumbers.js';
import type { Sought } from './shownTexts.js';

/** Tells whether texts match. What it may have to be slow at is done ahead, in batches that can be interleaved. */
export interface TextMatcher {
  /** Done for the texts that {@link hit} doesn't know; undefined where it knows all. */
  readonly ahead?: (texts: readonly string[]) => Generator<void, void>;
  readonly sought: Sought;
  /** Undefined where it has to be done ahead. */
  hit(text: string): boolean | undefined;
  /** What a text of so many characters is at most, in characters of a word's search; absent where it's as many. */
  workOn?(length: number): number;
}

/** Up to so many characters, one look for all that isn't ASCII is quicker than two passes. */
const shortText = 48;
const notAscii = /[^\u0000-\u007f]/;

/** A word, without case and accents. */
export class WordMatcher implements TextMatcher {
  readonly sought: Sought;
  private readonly literal: string;
  /** Finds the word, and whatever has to be looked at more closely. */
  private readonly glance: RegExp | undefined;

  constructor(word: string) {
    const literal = fold(word);
    this.literal = literal;
    const isIn = (folded: string): boolean => folded.includes(literal);
    this.sought = { word: { literal, isIn }, overlap: new RegexOverlap(readRegex(escaped(literal)), '') };
    const isAscii = !notAscii.test(this.literal);
    if (isAscii) this.glance = new RegExp(`${escaped(this.literal)}|${notAscii.source}`, 'i');
  }

  hit(text: string): boolean {
    const { glance, literal } = this;
    if (!glance) return fold(text).includes(literal);
    if (text.length <= shortText) return glance.test(text) && fold(text).includes(literal);
    // Folding takes nothing from ASCII but its case.
    return text.toLowerCase().includes(literal) || (!isAscii(text) && fold(text).includes(literal));
  }
}

/** In UTF-8, all else takes more than one byte. */
function isAscii(text: string): boolean {
  return Buffer.byteLength(text) === text.length;
}

interface Place {
  readonly from: number;
  readonly to: number;
}

const largestBatch = 8192;
/** Batches aim at this time: far below the sandbox's limit, so that a busy machine doesn't make a regex look slow. */
const batchMs = 5;

export class RegexMatcher implements TextMatcher {
  readonly sought: Sought;
  private readonly regex: RegExp;
  /** Undefined where only the sandbox can tell whether it ends. */
  private readonly regexCost: RegexCost | undefined;
  private readonly quickUpTo: number;
  private results = new Map<string, boolean>();
  private batch = 128;
  private readonly patience = new Patience();

  constructor(
    source: string,
    ignoreCase: boolean,
    private readonly place: Place,
    private readonly sandbox: Pick<RegexSandbox, 'test'>,
    private readonly now: () => number,
  ) {
    this.regex = new RegExp(source, ignoreCase ? 'i' : '');
    const read = readRegex(source);
    this.sought = { overlap: new RegexOverlap(read, this.regex.flags) };
    this.regexCost = read && regexCost(read);
    this.quickUpTo = this.regexCost?.longest ?? -1;
  }

  /** @throws FilterError if the regex takes too long on one of the texts, or can't be run at all */
  readonly ahead = function* (this: RegexMatcher, texts: readonly string[]): Generator<void, void> {
    this.results = new Map();
    let done = 0;
    while (done < texts.length) {
      const part = texts.slice(done, done + this.batch);
      const results: boolean[] = [];
      const start = this.now();
      const outcome = this.sandbox.test(this.regex, part, results);
      if (outcome.kind === 'failed') throw this.failure('badRegex');
      const count = outcome.kind === 'done' ? part.length : outcome.done;
      for (let at = 0; at < count; at++) this.results.set(part[at] ?? '', results[at] === true);
      done += count;
      if (outcome.kind === 'timedOut') {
        if (this.patience.isOver(outcome.workedMs)) throw this.failure('tooSlow');
        // Once more, alone: it may have been slow only together with the others of its batch.
        this.batch = 1;
      } else {
        // A text that is quick alone says nothing of the next batch.
        if (part.length > 1) this.patience.renew();
        this.adapt(this.now() - start);
      }
      yield;
    }
    this.patience.renew();
  };

  hit(text: string): boolean | undefined {
    return text.length <= this.quickUpTo ? this.regex.test(text) : this.results.get(text);
  }

  workOn(length: number): number {
    return this.regexCost?.steps(length) ?? length;
  }

  private adapt(elapsedMs: number): void {
    if (elapsedMs < batchMs) this.batch = Math.min(this.batch * 2, largestBatch);
    else if (elapsedMs > 3 * batchMs) this.batch = Math.max(1, this.batch >> 1);
  }

  private failure(reason: 'badRegex' | 'tooSlow'): FilterError {
    return new FilterError({ from: this.place.from, to: this.place.to, reason });
  }
}
