import { SharedCall, type Asking } from '../../base/asking.js';
import type { BadRecord } from '../../tuya/results.js';
import { addPartlyRead, type PartlyRead } from './partlyRead.js';
import type { DeviceStore } from './deviceStore.js';
import type { Call } from './projectUsers.js';

export interface GatewayState {
  /** When its list was last read; undefined where it never was. */
  readonly at?: number;
  /** Why the latest attempt failed. */
  readonly failure: unknown;
  readonly badRecords: readonly BadRecord[];
  readonly partly?: PartlyRead | undefined;
  readonly stale: boolean;
  /** Read in an earlier window, and not again yet. */
  readonly isOld?: boolean;
}

interface Entry {
  state: GatewayState;
  /** What its list has named, as far as that is known; devices that name it themselves aren't there. */
  named: ReadonlySet<string>;
  readonly reading: SharedCall<void>;
}

interface GatewayListsDeps {
  readonly projectId: string;
  readonly devices: DeviceStore;
  readonly call: Call;
  readonly now: () => number;
  /** Whether what an earlier window read then is new enough to be left as it is. */
  readonly isFresh: (at: number) => boolean;
  /** Hears of a gateway whose list was read, with the devices that are or were on it. */
  readonly onRead: (gatewayId: string, touched: readonly string[]) => void;
  /** Hears of devices that were on a list and aren't any more. */
  readonly onLeft: (ids: readonly string[]) => Promise<void>;
}

/** The sub-device lists of a project's gateways, each read when it is needed and then kept. */
export class GatewayLists {
  private readonly entries = new Map<string, Entry>();

  constructor(private readonly deps: GatewayListsDeps) {}

  /** Gateways whose list was read, and when. */
  *read(): Iterable<{ readonly id: string; readonly at: number }> {
    for (const [id, { state }] of this.entries) if (state.at !== undefined) yield { id, at: state.at };
  }

  /** Takes note that an earlier window had read this list. It is read again by the next load that finds it old. */
  restore(gatewayId: string, at: number, subDevices: readonly string[]): void {
    const entry = this.entryOf(gatewayId);
    if (!entry.state.stale || entry.state.at !== undefined) return;
    entry.state = { ...entry.state, at, isOld: true, stale: !this.deps.isFresh(at) };
    entry.named = new Set(subDevices);
  }

  /** Whether the gateway's own list names the device, as far as it was read. */
  names(gatewayId: string, id: string): boolean {
    return this.entries.get(gatewayId)?.named.has(id) === true;
  }

  /** Forgets the lists of gateways that are no more. Answers the devices that were on them. */
  *withoutGateway(isKnown: (gatewayId: string) => boolean): Iterable<string> {
    for (const [id, { named, reading }] of this.entries) {
      if (isKnown(id) || reading.running) continue;
      this.entries.delete(id);
      yield* named;
    }
  }

  /** What is shown was read in an earlier window, and nobody has read it again yet. */
  isOld(gatewayId: string): boolean {
    return this.state(gatewayId)?.isOld === true;
  }

  state(gatewayId: string): GatewayState | undefined {
    return this.entries.get(gatewayId)?.state;
  }

  needsLoad(gatewayId: string): boolean {
    return this.entries.get(gatewayId)?.state.stale ?? true;
  }

  markStale(gatewayId: string): void {
    const entry = this.entries.get(gatewayId);
    if (entry) entry.state = { ...entry.state, stale: true };
  }

  markAllStale(): void {
    for (const id of this.entries.keys()) this.markStale(id);
  }

  /** Reads the list unless it is there. Never rejects: the state says what happened. */
  async load(gatewayId: string, asking: Asking): Promise<GatewayState> {
    const entry = this.entryOf(gatewayId);
    if (!entry.state.stale) return entry.state;
    try {
      await entry.reading.run(asking);
    } catch (error) {
      // One who gave up leaves the reading to the others.
      if (!entry.reading.running) entry.state = { ...entry.state, failure: error, stale: false };
    }
    return entry.state;
  }

  private entryOf(gatewayId: string): Entry {
    let entry = this.entries.get(gatewayId);
    if (!entry) {
      const made: Entry = {
        state: { failure: undefined, badRecords: [], stale: true },
        named: new Set(),
        reading: new SharedCall((asking) => this.readList(gatewayId, made, asking)),
      };
      entry = made;
      this.entries.set(gatewayId, entry);
    }
    return entry;
  }

  private async readList(gatewayId: string, entry: Entry, asking: Asking): Promise<void> {
    const { projectId, devices } = this.deps;
    const ref = { projectId, deviceId: gatewayId };
    const page = await this.deps.call(asking, (client, ending) =>
      client.devices.subDevices(gatewayId, ending),
    );
    const at = this.deps.now();
    const before = devices.subDevicesOf(ref) ?? [];
    devices.merge(projectId, page.items, at);
    const former = entry.named;
    const now = new Set(page.items.map(({ id }) => id));
    // An answer without a list says nothing of those that were on it.
    if (!page.isMissing || former.size === 0) devices.putSubDevices(ref, [...now]);
    const partly = addPartlyRead(undefined, page.items, ({ id }) => id);
    entry.state = { at, failure: undefined, badRecords: page.badRecords, partly, stale: false };
    this.deps.onRead(gatewayId, [...before, ...now]);
    // A record that can't be read may be one of them.
    const isSure = page.badRecords.length === 0 && !page.isMissing;
    entry.named = isSure ? now : new Set([...former, ...now]);
    if (isSure) await this.deps.onLeft([...former].filter((id) => !now.has(id)));
  }
}
