import { deviceKey } from '../../base/deviceKey.js';
import type { Device } from '../../tuya/results.js';
import type { DeviceRef } from '../projects/project.js';

/** What a device reported at one moment. */
export interface PointSnapshot {
  /** When it was read, epoch ms by the local clock. */
  readonly at: number;
  readonly status: Device['status'];
}

/** So many devices' snapshots are held; then the oldest goes. */
const most = 100;

/** The data points of devices as they were before something is tried: the latest snapshot of each, in this window. */
export class PointSnapshots {
  private readonly snapshots = new Map<string, PointSnapshot>();

  take(ref: DeviceRef, { status }: Pick<Device, 'status'>, at: number): PointSnapshot {
    const snapshot = { at, status };
    const key = deviceKey(ref);
    this.snapshots.delete(key);
    this.snapshots.set(key, snapshot);
    const [oldest] = this.snapshots.keys();
    if (this.snapshots.size > most && oldest !== undefined) this.snapshots.delete(oldest);
    return snapshot;
  }

  of(ref: DeviceRef): PointSnapshot | undefined {
    return this.snapshots.get(deviceKey(ref));
  }

  drop(projectId: string): void {
    for (const key of this.snapshots.keys()) if (key.startsWith(`${projectId}\n`)) this.snapshots.delete(key);
  }
}
