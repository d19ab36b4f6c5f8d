import type { DataPoint, Device, FactoryInfo } from '../tuya/results.js';
import type { DeviceRef, Project } from './project.js';

/** Something that is read only when a person asks for it. */
export type OnDemand<T> =
  | { readonly state: 'unread' | 'loading' }
  | { readonly state: 'read'; readonly value: T }
  | { readonly state: 'failed'; readonly problem: unknown };

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
  readonly refreshing: boolean;
  /** Why the last attempt to read the device failed. */
  readonly problem?: unknown;
  /** What the last read changed, by data point code. */
  readonly changes: ReadonlyMap<string, Change>;
  readonly gatewayId?: string;
  /** Absent for a device that has none and isn't known to be a gateway. */
  readonly subDevices?: OnDemand<readonly string[]>;
  readonly factory: OnDemand<FactoryInfo | undefined>;
}

export type RefreshOutcome =
  | { readonly outcome: 'updated'; readonly changed: number }
  | { readonly outcome: 'failed'; readonly problem: unknown }
  | { readonly outcome: 'cancelled' };

/** What differs, by code. Values are compared by their JSON: the cloud sends JSON, also inside strings. */
export function changesBetween(
  before: readonly DataPoint[],
  after: readonly DataPoint[],
): ReadonlyMap<string, Change> {
  const old = new Map(before.map(({ code, value }) => [code, value]));
  const changes = new Map<string, Change>();
  for (const { code, value } of after) {
    const wasThere = old.has(code);
    const previous = old.get(code);
    if (!wasThere || JSON.stringify(previous) !== JSON.stringify(value))
      changes.set(code, { wasThere, previous });
  }
  return changes;
}
