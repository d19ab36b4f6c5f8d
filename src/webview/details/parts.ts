import type { CopyRequest, DetailsSnapshot, NamedThing, ValueDto } from '../../protocol/details.js';
import type { DetailsStrings } from '../../protocol/detailsStrings.js';
import type { Renamed } from '../shared/nameEdit.js';
import type { TimeFormat } from '../shared/formatTime.js';

/** What the parts of the page do through its root. Each says itself, by the live region, how it went. */
export interface DetailsActions {
  refresh(): void;
  cancelRefresh(): void;
  loadSubDevices(): void;
  loadFactory(): void;
  openDevice(deviceId: string): void;
  showExtensionLog(): void;
  openDeviceLog(): void;
  copy(request: CopyRequest): Promise<boolean>;
  reveal(name: string): Promise<string | undefined>;
  fullValue(index: number): Promise<ValueDto | undefined>;
  loadOutlets(): void;
  loadUsers(): void;
  /** What is wrong with a name that is being typed. */
  checkName(thing: NamedThing, name: string): Promise<string | undefined>;
  rename(thing: NamedThing, name: string): Promise<Renamed>;
  addUser(): void;
  editUser(userId: string): void;
  deleteUser(userId: string): void;
  setWeightUnit(unit: 'kg' | 'g'): void;
  setLive(intervalMs: number | undefined): void;
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
