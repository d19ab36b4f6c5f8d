import type { DeviceRef } from '../projects/project.js';
import type { PointSnapshot } from '../sending/pointSnapshots.js';

/** The data points of a device across a flash. */
export interface FlashRecord {
  readonly ref: DeviceRef;
  readonly before: PointSnapshot;
  /** Absent while it isn't back. */
  readonly after?: PointSnapshot;
}

/** So many are held; then the oldest goes. */
const most = 50;

/** What flashes of this window have read, by the marker of each. */
export class FlashRecords {
  private readonly records = new Map<string, FlashRecord>();

  /** One that is there keeps its place: a device that comes back late wasn't flashed last. */
  put(marker: string, record: FlashRecord): void {
    this.records.set(marker, record);
    const [oldest] = this.records.keys();
    if (this.records.size > most && oldest !== undefined) this.records.delete(oldest);
  }

  of(marker: string): FlashRecord | undefined {
    return this.records.get(marker);
  }

  /** That of the last flash. */
  get last(): FlashRecord | undefined {
    return [...this.records.values()].at(-1);
  }

  drop(projectId: string): void {
    for (const [marker, { ref }] of this.records)
      if (ref.projectId === projectId) this.records.delete(marker);
  }
}
