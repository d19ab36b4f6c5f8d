import type { FilterTest } from './filterTypes.js';
import type { CommandFacts } from '../rows/commandRow.js';
import type { SearchWords } from './searchWords.js';

type CommandTest = Extract<FilterTest, { kind: 'verdict' | 'latency' }>;

/** Tests what is known of what was sent: by its verdict, or by how long its report took, of both rows. */
export function commandTest(test: CommandTest, words: SearchWords): (slot: number) => boolean {
  const of = (slot: number): CommandFacts | undefined => words.command?.(slot);
  if (test.kind === 'verdict') {
    const verdicts = new Set<string | undefined>(test.verdicts);
    return (slot) => {
      const facts = of(slot);
      return facts?.isSent === true && verdicts.has(facts.verdict);
    };
  }
  const { min = -Infinity, max = Infinity, excludeMin, excludeMax } = test;
  return (slot) => {
    const ms = of(slot)?.latencyMs;
    if (ms === undefined || ms < min || ms > max) return false;
    return !(excludeMin === true && ms === min) && !(excludeMax === true && ms === max);
  };
}
