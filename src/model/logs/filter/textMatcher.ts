import { fold } from '../../search/fold.js';
import { FilterError } from './filterTypes.js';
import { Patience } from './patience.js';
import type { RegexSandbox } from './regexSandbox.js';

/** Tells whether texts match. What it may have to be slow at is done ahead, in batches that can be interleaved. */
export interface TextMatcher {
  /** Done for all texts that {@link hit} will be asked about; undefined where that isn't needed. */
  readonly ahead?: (texts: readonly string[]) => Generator<void, void>;
  /** A folded text that every text that matches has in it, where there is one. */
  readonly literal?: string;
  /** Undefined where it wasn't done ahead: the row has changed since, and will be asked about again. */
  hit(text: string): boolean | undefined;
}

export class WordMatcher implements TextMatcher {
  readonly literal: string;

  constructor(word: string) {
    this.literal = fold(word);
  }

  hit(text: string): boolean {
    return fold(text).includes(this.literal);
  }
}

interface Place {
  readonly from: number;
  readonly to: number;
}

const largestBatch = 8192;
/** Batches aim at this time: far below the sandbox's limit, so that a busy machine doesn't make a regex look slow. */
const batchMs = 5;

export class RegexMatcher implements TextMatcher {
  private readonly regex: RegExp;
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
    return this.results.get(text);
  }

  private adapt(elapsedMs: number): void {
    if (elapsedMs < batchMs) this.batch = Math.min(this.batch * 2, largestBatch);
    else if (elapsedMs > 3 * batchMs) this.batch = Math.max(1, this.batch >> 1);
  }

  private failure(reason: 'badRegex' | 'tooSlow'): FilterError {
    return new FilterError({ from: this.place.from, to: this.place.to, reason });
  }
}
