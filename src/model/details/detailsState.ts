import type {
  DataPoint,
  Device,
  DeviceUser,
  FactoryInfo,
  OutletName,
  Page,
  ShadowProperty,
} from '../../tuya/results.js';
import type { OpenDoubt } from '../devices/doubts.js';
import type { KnownModel } from '../products/productModel.js';
import { valueChanges } from '../values/valueChanges.js';
import type { DeviceRef, Project } from '../projects/project.js';

/** Something that is read only when a person asks for it. */
export type OnDemand<T> =
  | { readonly state: 'unread' | 'loading' }
  | { readonly state: 'read'; readonly value: T }
  | { readonly state: 'failed'; readonly problem: unknown };

/** As {@link OnDemand}, for what not every device has. */
export type MaybeSupported<T> = OnDemand<T> | { readonly state: 'unsupported' };

/** The name of a data point, as far as this window knows it. */
export interface PointName {
  readonly name: string;
  /**
   * - `known`: the cloud took it
   * - `pending`: on its way
   * - `unsure`: whether the cloud took it can't be known
   */
  readonly state: 'known' | 'pending' | 'unsure';
}

export type LiveState =
  /** With `problem` where it ended by itself. */
  | { readonly state: 'off'; readonly problem?: unknown }
  /** `paused` while nobody sees the device. */
  | { readonly state: 'on' | 'paused'; readonly intervalMs: number };

/** A data point's value before the last read that changed it; `wasThere` is false where it is a new data point. */
export interface Change {
  readonly wasThere: boolean;
  readonly previous: unknown;
}

/** All that is known about one device, at one moment. */
export interface DetailsState {
  readonly ref: DeviceRef;
  /** Absent where the project was removed. */
  readonly project?: Project;
  readonly device?: Device;
  /** When `device` was read, epoch milliseconds. */
  readonly readAt?: number;
  /** The cloud said that the device isn't there. */
  readonly gone: boolean;
  /** It isn't there because it was deleted from this window. */
  readonly isDeleted?: true;
  readonly refreshing: boolean;
  /** Why the last attempt to read the device failed. */
  readonly problem?: unknown;
  /** What the last read changed, by the data point's key (see `pointKeys`). */
  readonly changes: ReadonlyMap<string, Change>;
  readonly gatewayId?: string;
  /** Absent for a device that has none and isn't known to be a gateway. */
  readonly subDevices?: OnDemand<readonly string[]>;
  readonly factory: MaybeSupported<FactoryInfo | undefined>;
  /** Whether the project forbids every change. */
  readonly isProtected: boolean;
  /** The outlets that have names; `main`, the device itself, isn't always among them. */
  readonly outlets: MaybeSupported<readonly OutletName[]>;
  /** Another device of its product was asked, and has no outlets with names. */
  readonly lacksOutlets?: true;
  readonly users: MaybeSupported<Page<DeviceUser>>;
  /** What its product says of its data points; absent where the cloud doesn't say which product it is. */
  readonly model?: KnownModel;
  /** Ids, ages and given names of data points, also of those that aren't in `device.status`. */
  readonly shadow: MaybeSupported<readonly ShadowProperty[]>;
  /** By data point code. */
  readonly names: ReadonlyMap<string, PointName>;
  readonly live: LiveState;
  /** Changes of which it isn't known whether they were made, and those of which it was found out meanwhile. */
  readonly doubts: readonly OpenDoubt[];
}

/** Nothing known, nothing under way. */
export const unreadDetails: Omit<DetailsState, 'ref'> = {
  gone: false,
  refreshing: false,
  changes: new Map(),
  factory: { state: 'unread' },
  isProtected: false,
  outlets: { state: 'unread' },
  users: { state: 'unread' },
  shadow: { state: 'unread' },
  names: new Map(),
  live: { state: 'off' },
  doubts: [],
};

export type RefreshOutcome =
  | { readonly outcome: 'updated'; readonly changed: number }
  | { readonly outcome: 'failed'; readonly problem: unknown }
  | { readonly outcome: 'cancelled' };

/** What differs, by key (see `pointKeys`); what is gone isn't there to be marked. */
export function changesBetween(
  before: readonly DataPoint[],
  after: readonly DataPoint[],
): ReadonlyMap<string, Change> {
  const changes = new Map<string, Change>();
  for (const change of valueChanges(before, after)) {
    const key = change.key ?? change.code;
    if (change.kind === 'added') changes.set(key, { wasThere: false, previous: undefined });
    else if (change.kind === 'changed') changes.set(key, { wasThere: true, previous: change.previous });
  }
  return changes;
}
