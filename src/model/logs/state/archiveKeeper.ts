import { Disposable, toDisposable } from '../../../base/lifecycle.js';
import type { TimeRange } from '../../../base/timeRange.js';
import type { LogEntry } from '../../../tuya/results.js';
import type { DeviceRef } from '../../projects/project.js';
import type { LogArchive } from '../archive/logArchive.js';
import type { LogSelection } from '../read/logSource.js';
import type { ReadStep } from '../read/stretchReader.js';

export type SessionArchive = Pick<LogArchive, 'isOn' | 'append' | 'read' | 'gaps' | 'stats' | 'onDidChange'>;

const rowsPerRead = 500;

/** What a session gives to and takes from the archive on this machine. Its troubles are its own: the log goes on. */
export class ArchiveKeeper extends Disposable {
  /** Devices that are kept, with the time of the oldest row. */
  private readonly on = new Map<string, number | undefined>();
  private readonly ended = new AbortController();

  /** @param changed hears when it begins or ends to keep a device */
  constructor(
    private readonly archive: SessionArchive | undefined,
    private readonly refs: readonly DeviceRef[],
    private readonly changed: () => void,
  ) {
    super();
    this._register(toDisposable(() => this.ended.abort()));
    if (!archive) return;
    this._register(archive.onDidChange((projectId) => projectId === refs[0]?.projectId && this.look()));
    this.look();
  }

  get isOnForAny(): boolean {
    return this.on.size > 0;
  }

  /** Time of the oldest row that is kept of any device; Infinity where there is none. */
  get oldest(): number {
    return Math.min(...[...this.on.values()].map((time) => time ?? Infinity));
  }

  isOn({ deviceId }: DeviceRef): boolean {
    return this.on.has(deviceId);
  }

  /** Keeps what a page brought. @param upTo where the part of the log that it belongs to ends */
  keep(ref: DeviceRef, { types, codes }: LogSelection, step: ReadStep, upTo: number): void {
    if (!this.archive || !this.isOn(ref) || step.bad.length > 0) return;
    const { whole, reached } = step;
    if (upTo <= reached) return;
    const stretch = { from: reached, to: upTo, types, codes };
    this.archive.append(ref, whole, stretch, this.ended.signal).catch(() => undefined);
  }

  /** Keeps one row that no page brought; nothing counts as read by it. */
  keepRow(ref: DeviceRef, entry: LogEntry): void {
    const { eventTime: from, eventId, code } = entry;
    if (!this.archive || !this.isOn(ref) || code === undefined) return;
    const stretch = { from, to: from + 1, types: [eventId], codes: [code] };
    this.archive.append(ref, [entry], stretch, this.ended.signal).catch(() => undefined);
  }

  /** What is kept of a range, page by page, the newest first. */
  async *rows(
    ref: DeviceRef,
    { types, codes }: LogSelection,
    range: TimeRange,
    signal: AbortSignal,
  ): AsyncGenerator<readonly LogEntry[]> {
    if (!this.archive || !this.isOn(ref)) return;
    let before: number | undefined;
    do {
      const page = await this.archive.read(
        ref,
        { ...range, types, codes, limit: rowsPerRead, ...(before !== undefined && { before }) },
        signal,
      );
      yield page.entries;
      before = page.next;
    } while (before !== undefined);
  }

  /** Where nothing is kept. */
  async gaps(ref: DeviceRef, range: TimeRange, types: readonly number[]): Promise<readonly TimeRange[]> {
    if (!this.archive || !this.isOn(ref)) return [range];
    return this.archive.gaps(ref, range, types);
  }

  private look(): void {
    for (const ref of this.refs) this.lookAt(ref).catch(() => undefined);
  }

  private async lookAt(ref: DeviceRef): Promise<void> {
    const { archive } = this;
    if (!archive) return;
    const isOn = await archive.isOn(ref);
    const stats = isOn ? await archive.stats(ref) : undefined;
    if (this.isDisposed) return;
    const isNews = isOn !== this.isOn(ref) || this.on.get(ref.deviceId) !== stats?.from;
    if (isOn) this.on.set(ref.deviceId, stats?.from);
    else this.on.delete(ref.deviceId);
    if (isNews) this.changed();
  }
}
