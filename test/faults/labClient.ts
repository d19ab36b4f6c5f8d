import type { FaultServer } from '../support/faultServer.js';
import type { Dice } from '../support/logEntries.js';
import type { Verb } from './labCases.js';

/** One way to call the cloud, as the lab compares them. */
export interface LabClient {
  readonly name: string;
  /** A client of this server that has made no call yet. */
  open(server: FaultServer, dice: Dice): LabSession;
}

export interface LabSession {
  /** Does what the verb says once, with all the repeats the client makes by itself. */
  run(verb: Verb): Promise<Answer>;
  /** Epoch ms. */
  now(): number;
  /** What it has logged and told its listeners. */
  said(): unknown;
  close(): Promise<void>;
}

export interface Answer {
  /** Ids of devices or of a user, times of events; `done` for a write that says no more. */
  readonly value: unknown;
  /** Why rows may be missing, where the client says that they may. */
  readonly incomplete?: string | undefined;
}

/** A reading that would go on for as long as it's let. */
export class EndlessReading extends Error {
  override readonly name = 'EndlessReading';
}
