import { deviceKey } from '../../base/deviceKey.js';
import { Disposable } from '../../base/lifecycle.js';
import type { DeviceStore } from '../fleet/deviceStore.js';
import type { DeviceRef } from '../projects/project.js';

/** A name that is shown before the cloud has taken it. */
export interface PendingName {
  /** The cloud has it. */
  keep(): void;
  /** The cloud doesn't have it, or it isn't known: the name before is shown again. */
  drop(): void;
}

interface Entry {
  /** What the cloud was last known to call the device. */
  confirmed: string | undefined;
  readonly pending: { readonly name: string }[];
}

/**
 * Shows a device's new name everywhere at once, and the old one again if it comes to nothing. A read that arrives
 * meanwhile doesn't make the name flicker: what it says is kept for the way back.
 */
export class OptimisticNames extends Disposable {
  private readonly entries = new Map<string, Entry>();

  constructor(private readonly devices: DeviceStore) {
    super();
    this._register(
      devices.onDidChange((refs) => {
        if (this.entries.size > 0) for (const ref of refs) this.deviceChanged(ref);
      }),
    );
  }

  show(ref: DeviceRef, name: string): PendingName {
    const key = deviceKey(ref);
    const entry = this.entries.get(key) ?? { confirmed: this.nameOf(ref), pending: [] };
    this.entries.set(key, entry);
    const own = { name };
    entry.pending.push(own);
    this.display(ref, entry);
    return {
      keep: () => this.end(ref, entry, own, name),
      drop: () => this.end(ref, entry, own, entry.confirmed),
    };
  }

  private end(ref: DeviceRef, entry: Entry, own: { name: string }, confirmed: string | undefined): void {
    const at = entry.pending.indexOf(own);
    if (at < 0) return;
    entry.pending.splice(at, 1);
    entry.confirmed = confirmed;
    if (entry.pending.length === 0) this.entries.delete(deviceKey(ref));
    this.display(ref, entry);
  }

  private display(ref: DeviceRef, { pending, confirmed }: Entry): void {
    const name = pending.at(-1)?.name ?? confirmed;
    if (this.nameOf(ref) === name) return;
    this.devices.amend(ref, ({ name: _old, ...device }) =>
      name === undefined ? device : { ...device, name },
    );
  }

  private deviceChanged(ref: DeviceRef): void {
    const entry = this.entries.get(deviceKey(ref));
    if (!entry) return;
    const name = this.nameOf(ref);
    if (name === entry.pending.at(-1)?.name) return;
    entry.confirmed = name;
    this.display(ref, entry);
  }

  private nameOf(ref: DeviceRef): string | undefined {
    return this.devices.device(ref)?.value.name;
  }
}
