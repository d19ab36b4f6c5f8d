/** What a device makes of the commands that reach it. */
export interface Reaction {
  /**
   * - `apply`: takes the value, and reports it where it had another one, as most firmware does
   * - `echo`: reports every command, also where nothing changes
   * - `clamp`: takes numbers up to `atMost` only, and reports what it took
   * - `nothing`: never reports
   */
  readonly does: 'apply' | 'echo' | 'clamp' | 'nothing';
  /** How long it takes to report, ms. */
  readonly afterMs: number;
  /** As the wire has it, before scaling. */
  readonly atMost: number;
}

export const usualReaction: Reaction = { does: 'apply', afterMs: 150, atMost: Infinity };
