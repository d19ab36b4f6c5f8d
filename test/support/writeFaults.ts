import type { Fault } from '../../src/simulator/faults/faults.js';

/** What may go wrong with a write, done or not. */
export const writeFaults: readonly Fault[] = [
  { kind: 'reset', when: 'before' },
  { kind: 'reset', when: 'during' },
  { kind: 'reset', when: 'after' },
  { kind: 'stall', what: 'headers', executed: true },
  { kind: 'status', status: 503, executed: true },
  { kind: 'status', status: 504 },
  { kind: 'code', code: 500, executed: true },
  { kind: 'code', code: 1010 },
  { kind: 'code', code: 1110 },
  { kind: 'malformed' },
  { kind: 'unreachable' },
];
