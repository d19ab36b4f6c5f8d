import type { LogEntry } from '../../../tuya/results.js';
import type { DeviceRef } from '../../project.js';

interface Stretch {
  /** Epoch ms, both included. */
  readonly from: number;
  readonly to: number;
}

/** What a session needs of the archive of logs on this machine. */
export interface SessionArchive {
  isOn(ref: DeviceRef): boolean;
  /** Keeps rows and, where all types and codes were read, notes what is thereby complete. */
  append(ref: DeviceRef, entries: readonly LogEntry[], covered: Stretch | undefined): Promise<void>;
  /** The newest first. */
  read(
    ref: DeviceRef,
    query: Stretch & {
      readonly types: readonly number[];
      readonly codes: readonly string[];
      readonly limit: number;
      /** How many rows of the stretch to leave out from its new end. */
      readonly skip: number;
    },
  ): Promise<readonly LogEntry[]>;
  /** Where the archive isn't complete, within a stretch; oldest first. */
  gaps(ref: DeviceRef, from: number, to: number): Promise<readonly Stretch[]>;
}
