import { readRegex, type RegexItem, type RegexSequence } from './regexSyntax.js';

/** Beyond this, thinking about a regex takes longer than trying it. */
const statesAtMost = 200;

interface Edge {
  readonly to: number;
  /** The source of what one character has to be, a condition, or undefined where nothing has to be. */
  readonly character?: string;
  readonly condition?: 'start' | 'end' | 'boundary';
}

/** A regex as states and the ways between them, from state 0 to `end`. */
export class RegexAutomaton {
  private readonly states: Edge[][] = [[]];
  readonly end: number;

  /** Undefined for a regex that is too large. */
  static of(regex: readonly RegexSequence[]): RegexAutomaton | undefined {
    const automaton = new RegexAutomaton(regex);
    return automaton.states.length > statesAtMost ? undefined : automaton;
  }

  /** @param source undefined also for one that can't be read */
  static read(source: string): RegexAutomaton | undefined {
    const regex = readRegex(source);
    return regex && RegexAutomaton.of(regex);
  }

  private constructor(regex: readonly RegexSequence[]) {
    this.end = this.oneOf(regex, 0);
  }

  get size(): number {
    return this.states.length;
  }

  /** None for a state that isn't there. */
  edges(state: number): readonly Edge[] {
    return this.states[state] ?? [];
  }

  /** Whether the end may be reached without a character more. */
  canEnd(state: number): boolean {
    const seen = new Set([state]);
    for (const one of seen)
      for (const { to, character } of this.edges(one)) if (character === undefined) seen.add(to);
    return seen.has(this.end);
  }

  private add(from: number, edge: Omit<Edge, 'to'>): number {
    const to = this.states.push([]) - 1;
    this.states[from]?.push({ to, ...edge });
    return to;
  }

  private join(from: number, to: number): void {
    this.states[from]?.push({ to });
  }

  private oneOf(alternatives: readonly RegexSequence[], from: number): number {
    const ends = alternatives.map((items) => items.reduce((at, item) => this.repeated(item, at), from));
    const end = this.states.push([]) - 1;
    for (const one of ends) this.join(one, end);
    return end;
  }

  private repeated({ part, min, max }: RegexItem, from: number): number {
    let at = from;
    for (let n = 0; n < min && !this.isTooLarge; n++) at = this.once(part, at);
    if (max === Infinity) {
      const start = this.add(at, {});
      this.join(this.once(part, start), start);
      return start;
    }
    const skips: number[] = [];
    for (let n = min; n < max && !this.isTooLarge; n++) {
      skips.push(at);
      at = this.once(part, at);
    }
    for (const skip of skips) this.join(skip, at);
    return at;
  }

  private once(part: RegexItem['part'], from: number): number {
    if (part.kind === 'group') return this.oneOf(part.alternatives, this.add(from, {}));
    return this.add(from, part.kind === 'character' ? { character: part.source } : { condition: part.kind });
  }

  private get isTooLarge(): boolean {
    return this.states.length > statesAtMost;
  }
}
