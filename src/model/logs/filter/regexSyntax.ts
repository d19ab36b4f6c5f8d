/** A regex as far as everybody writes it, to be thought about before it is run. */
export type RegexSequence = readonly RegexItem[];

export interface RegexItem {
  readonly part: RegexPart;
  /** How often it may stand there. */
  readonly min: number;
  readonly max: number;
}

export type RegexPart =
  /** One character, by its own source: `a`, `.`, `\d`, `[^x]`. */
  | { readonly kind: 'character'; readonly source: string }
  /** `^`, `$`; `\b` and `\B` */
  | { readonly kind: 'start' | 'end' | 'boundary' }
  | { readonly kind: 'group'; readonly alternatives: readonly RegexSequence[] };

const deepestGroup = 50;

/**
 * Reads a regex without flags `u` and `v`. Undefined for what isn't one, and for all that has to be thought about: back
 * references, look arounds, names, and what only the web's old rules allow.
 */
export function readRegex(source: string): readonly RegexSequence[] | undefined {
  try {
    return new RegexReader(source).read();
  } catch (error) {
    if (error instanceof Unread) return undefined;
    throw error;
  }
}

/** Thrown at what isn't understood. */
class Unread extends Error {}

class RegexReader {
  private at = 0;
  private depth = 0;

  constructor(private readonly source: string) {}

  read(): readonly RegexSequence[] {
    const alternatives = this.alternatives();
    if (this.at < this.source.length) throw new Unread();
    return alternatives;
  }

  private alternatives(): readonly RegexSequence[] {
    const all = [this.sequence()];
    while (this.takes('|')) all.push(this.sequence());
    return all;
  }

  private sequence(): RegexSequence {
    const items: RegexItem[] = [];
    while (this.at < this.source.length && !'|)'.includes(this.next)) items.push(this.item());
    return items;
  }

  private item(): RegexItem {
    const part = this.part();
    const repeat = this.repeat();
    if (!repeat) return { part, min: 1, max: 1 };
    if (part.kind !== 'character' && part.kind !== 'group') throw new Unread();
    // As few or as many as can be: the ways are the same.
    this.takes('?');
    return { part, ...repeat };
  }

  private part(): RegexPart {
    const from = this.at;
    switch (this.take()) {
      case '^':
        return { kind: 'start' };
      case '$':
        return { kind: 'end' };
      case '(':
        return this.group();
      case '[':
        this.takes('^');
        while (!this.takes(']')) if (this.take() === '\\') this.escaped();
        break;
      case '\\':
        if (this.takes('b') || this.takes('B')) return { kind: 'boundary' };
        this.escaped();
        break;
      case '*':
      case '+':
      case '?':
      case '{':
      case '}':
      case ']':
        throw new Unread();
    }
    return { kind: 'character', source: this.source.slice(from, this.at) };
  }

  private group(): RegexPart {
    if (this.takes('?') && !this.takes(':')) throw new Unread();
    if (++this.depth > deepestGroup) throw new Unread();
    const alternatives = this.alternatives();
    if (!this.takes(')')) throw new Unread();
    this.depth--;
    return { kind: 'group', alternatives };
  }

  /** What stands behind a backslash and is one character. */
  private escaped(): void {
    const found = this.find(/(?:[dDwWsStrnfv]|x[\da-fA-F]{2}|u[\da-fA-F]{4}|[^\da-zA-Z])/y);
    if (!found) throw new Unread();
  }

  private repeat(): { readonly min: number; readonly max: number } | undefined {
    if (this.takes('*')) return { min: 0, max: Infinity };
    if (this.takes('+')) return { min: 1, max: Infinity };
    if (this.takes('?')) return { min: 0, max: 1 };
    if (this.next !== '{') return undefined;
    const found = this.find(/\{(\d{1,4})(,(\d{0,4}))?\}/y);
    if (!found) throw new Unread();
    const [, min, range, max] = found;
    if (range === undefined) return { min: Number(min), max: Number(min) };
    return { min: Number(min), max: max === '' ? Infinity : Number(max) };
  }

  private get next(): string {
    return this.source[this.at] ?? '';
  }

  private take(): string {
    const character = this.source[this.at++];
    if (character === undefined) throw new Unread();
    return character;
  }

  private takes(character: string): boolean {
    if (this.source[this.at] !== character) return false;
    this.at++;
    return true;
  }

  private find(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.source) ?? undefined;
    if (found) this.at += found[0].length;
    return found;
  }
}
