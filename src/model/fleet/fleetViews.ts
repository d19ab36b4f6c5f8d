import type { BadRecord } from '../../tuya/results.js';
import type { ListLack } from './listReading.js';
import type { PartlyRead } from './partlyRead.js';

/** A spot of the tree whose children can be read, read again, and read further. */
export type Place =
  /** The users of a project. */
  | { readonly kind: 'users'; readonly projectId: string }
  /** The devices of a user; without a uid, the devices that belong to nobody. */
  | { readonly kind: 'owner'; readonly projectId: string; readonly uid: string | undefined }
  | { readonly kind: 'gateway'; readonly projectId: string; readonly deviceId: string }
  | { readonly kind: 'device'; readonly projectId: string; readonly deviceId: string };

/** What was being read. */
export type Reading = 'deviceList' | 'appUsers' | 'userDevices' | 'subDevices' | 'gatewaySearch';

/** Something to say about a list besides its rows. Facts only: the words are the tree's. */
export type Note =
  | {
      readonly kind: 'failed';
      readonly reading: Reading;
      readonly error: unknown;
      /** When the rows that are shown instead were read; absent where there are none of the same source. */
      readonly shownAt?: number;
      /** Other sources gave what they have: the view is usable. */
      readonly hint: boolean;
    }
  | { readonly kind: 'badRecords'; readonly reading: Reading; readonly count: number; readonly field: string }
  | ({ readonly kind: 'partlyRead'; readonly reading: Reading } & PartlyRead)
  | ({ readonly kind: 'incomplete'; readonly reading: Reading } & ListLack)
  /** `sharedDevices`: a user's list names devices, and all of them stand elsewhere, each under its own user. */
  | { readonly kind: 'empty'; readonly of: 'users' | 'userDevices' | 'sharedDevices' | 'subDevices' };

export interface More {
  readonly place: Place;
  readonly of: 'users' | 'devices' | 'gateways';
  /** Devices or users read so far. */
  readonly read: number;
  /** As the cloud says; it isn't always true. */
  readonly total?: number;
}

/** What of a fleet was not read yet. */
export interface FleetRest {
  readonly users: readonly string[];
  readonly lists: readonly More[];
}

/** What reading a whole fleet costs from where it stands. */
export interface AllCost {
  /** 0 where all was read. At least so many where they aren't counted. */
  readonly calls: number;
  /** The cloud counts what is to be read: a page or two may come on top. */
  readonly isCounted: boolean;
  /** Devices that are known. */
  readonly known: number;
  /** Devices of the project's list, as the cloud counts them. */
  readonly total?: number;
}

export interface AllProgress {
  readonly calls: number;
  /** Devices of the project's list as far as it was read this time; then all that are known, as users' lists name more. */
  readonly read: number;
  readonly total?: number;
}

export interface KnownUser {
  readonly uid: string;
  readonly name?: string;
  /** Always shown because the person said so. */
  readonly pinned: boolean;
}

export interface UsersView {
  readonly users: readonly KnownUser[];
  /** Whether some devices belong to no user. */
  readonly unowned: boolean;
  readonly notes: readonly Note[];
  readonly more?: More;
}

export interface OwnerView {
  /** Device ids, without those that stand under a gateway. */
  readonly devices: readonly string[];
  /** Sub-devices whose gateway nobody knows. */
  readonly unplaced: readonly string[];
  readonly unplacedNotes: readonly Note[];
  /** Where asking more devices may still find their gateway. */
  readonly unplacedMore?: More;
  readonly notes: readonly Note[];
  readonly more?: More;
}

export interface GatewayView {
  readonly devices: readonly string[];
  readonly notes: readonly Note[];
}

/** The notes that go with one source. */
export function sourceNotes(
  reading: Reading,
  source: {
    readonly failure: unknown;
    readonly at?: number | undefined;
    readonly badRecords?: readonly BadRecord[];
    readonly partly?: PartlyRead | undefined;
    readonly lack?: ListLack | undefined;
  },
  hint: boolean,
): readonly Note[] {
  const notes: Note[] = [];
  const { failure: error, at, badRecords = [], partly, lack } = source;
  if (error !== undefined) {
    notes.push({ kind: 'failed', reading, error, hint, ...(at === undefined ? {} : { shownAt: at }) });
  }
  const first = badRecords[0];
  if (first) notes.push({ kind: 'badRecords', reading, count: badRecords.length, field: first.field });
  if (partly) notes.push({ kind: 'partlyRead', reading, ...partly });
  // Where reading stopped half way that is what is told.
  if (lack && error === undefined) notes.push({ kind: 'incomplete', reading, ...lack });
  return notes;
}
