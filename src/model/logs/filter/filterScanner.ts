import type { FilterProblem, FilterProblemReason } from './filterTypes.js';

/** A piece of the filter's text, without its quotes. */
export interface Piece {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  readonly quoted: boolean;
}

/** A text in quotes, as {@link FilterScanner.piece} reads it. */
export function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

/** Reads a filter's text from left to right and collects what is wrong with it. */
export class FilterScanner {
  readonly problems: FilterProblem[] = [];
  at = 0;

  constructor(readonly text: string) {}

  get isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  skipSpace(): void {
    this.take(/\s*/y);
  }

  /** What the pattern (sticky) finds here; goes past it. */
  take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text) ?? undefined;
    if (found) this.at += found[0].length;
    return found;
  }

  /** A quoted phrase, or what stands up to the next space (and comma, in a list); undefined where nothing stands. */
  piece(bare: RegExp): Piece | undefined {
    const from = this.at;
    if (this.text[from] !== '"') {
      const text = this.take(bare)?.[0] ?? '';
      return text === '' ? undefined : { text, from, to: this.at, quoted: false };
    }
    // A quote or a backslash in it stands behind a backslash.
    const inside = this.take(/"((?:[^"\\]|\\.)*)"/sy);
    if (inside) {
      const text = (inside[1] ?? '').replace(/\\(["\\])/g, '$1');
      if (text === '') this.problem(from, this.at, 'emptyValue');
      return { text, from, to: this.at, quoted: true };
    }
    this.at = this.text.length;
    this.problem(from, this.at, 'unclosedQuote');
    return { text: this.text.slice(from + 1), from, to: this.at, quoted: true };
  }

  problem(from: number, to: number, reason: FilterProblemReason): void {
    this.problems.push({ from, to, reason });
  }
}
