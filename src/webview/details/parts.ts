import type { CopyRequest, DetailsSnapshot, DetailsStrings, ValueDto } from '../../protocol/details.js';
import type { TimeFormat } from '../shared/formatTime.js';

/** What the parts of the page do through its root. Each says itself, by the live region, how it went. */
export interface DetailsActions {
  refresh(): void;
  cancelRefresh(): void;
  loadSubDevices(): void;
  loadFactory(): void;
  openDevice(deviceId: string): void;
  openLog(): void;
  copy(request: CopyRequest): Promise<boolean>;
  reveal(name: string): Promise<string | undefined>;
  fullValue(index: number): Promise<ValueDto | undefined>;
}

/** What a part draws from. */
export interface Scene {
  readonly snapshot: DetailsSnapshot;
  readonly strings: DetailsStrings;
  readonly locale: string;
  readonly time: TimeFormat;
  readonly actions: DetailsActions;
  /** Epoch milliseconds. */
  readonly now: number;
}
