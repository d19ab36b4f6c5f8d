import type { verdictKeys } from '../rows/logNames.js';
import type { KnownPoint } from '../rows/logValue.js';

/** What a person sees of a row besides what the cloud sent: words of a filter are looked for in these too. */
export interface SearchWords {
  type(type: number): string;
  source(source: string): string;
  device(device: number): string;
  /** The data point's name, where somebody gave it one. */
  codeName(device: number, code: string): string | undefined;
  /** By which its values are shown. */
  point(device: number, code: string): KnownPoint;
  /** Of a row by its slot; undefined for one that has nothing to do with what was sent from here. */
  command?(slot: number): CommandFacts | undefined;
}

/** What is known of a row that stands for what was sent, or for the report of it. */
export interface CommandFacts {
  readonly isSent: boolean;
  /** The same for both rows. */
  readonly key: string;
  /** As {@link verdictKeys} has them. */
  readonly verdict: keyof typeof verdictKeys;
  /** From the command to the cloud's answer. */
  readonly acceptedMs?: number;
  /** From the command to its report. */
  readonly latencyMs?: number;
}
