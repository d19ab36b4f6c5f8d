import type { DeviceRef } from '../projects/project.js';
import type { SentCommand } from '../sending/sentCommand.js';
import type { Step } from './expectationFile.js';
import type { Latencies } from './latencies.js';

/** What came of one round of a step for one device. */
export type Sample = { readonly round: number; readonly ref?: DeviceRef } & (
  | { readonly kind: 'waited' }
  /** Accepted by the cloud. */
  | { readonly kind: 'sent'; readonly command: SentCommand }
  /** Refused, offline or unknown: see its verdict. */
  | { readonly kind: 'notSent'; readonly command: SentCommand }
  /** It couldn't even be tried: the project is protected, the value isn't allowed. */
  | { readonly kind: 'failed'; readonly problem: unknown }
  | { readonly kind: 'met' | 'late'; readonly ms: number; readonly value: unknown }
  /** No report that fits; `other` is the newest that doesn't. */
  | {
      readonly kind: 'lost';
      readonly lookedMs: number;
      readonly other?: unknown;
      /** The device had the value that was sent: most firmware reports only changes. */
      readonly hadValue?: true;
    }
  /** Nobody can look at what the device reports. */
  | { readonly kind: 'unseen'; readonly problem: unknown }
);

export type StepOutcome = 'passed' | 'failed' | 'skipped';

export interface StepReport {
  readonly step: Step;
  readonly outcome: StepOutcome;
  /** It took so long with all its rounds, ms. */
  readonly ms: number;
  /** In the order they ended; empty where it was skipped, and of a repeat. */
  readonly samples: readonly Sample[];
  /** Of an expectation. */
  readonly latencies?: Latencies;
  /** Rounds without a report that fits, late ones not counted. */
  readonly lost?: number;
  readonly late?: number;
  /** What of the bounds for all rounds doesn't hold. */
  readonly slow?: readonly { readonly bound: 'p50' | 'p95'; readonly ms: number; readonly limitMs: number }[];
}

/** What became of a value that was to be sent back. */
export interface Restored {
  readonly ref: DeviceRef;
  readonly code: string;
  readonly value: unknown;
  readonly command?: SentCommand;
  readonly problem?: unknown;
}

export interface RunReport {
  /** `ended`: a command didn't arrive, and what follows would say nothing. */
  readonly outcome: 'passed' | 'failed' | 'cancelled' | 'ended';
  /** In the file's order, those within a repeat behind it. */
  readonly steps: readonly StepReport[];
  readonly restored: readonly Restored[];
  /** Data points whose value before wasn't known. */
  readonly notRestored: readonly Pick<Restored, 'ref' | 'code'>[];
  /** From the first step to the end, ms. */
  readonly ms: number;
}
