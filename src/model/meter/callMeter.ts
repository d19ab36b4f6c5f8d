import type { Clock } from '../../base/clock.js';
import { isAbortError, toError } from '../../base/errors.js';
import { Emitter, type Event } from '../../base/event.js';
import { Disposable, toDisposable } from '../../base/lifecycle.js';
import type { Logger } from '../../base/logger.js';
import type { SentCall } from '../../tuya/operations.js';
import { demoEndpoint } from '../projects/project.js';
import type { ProjectStore } from '../projects/projectStore.js';
import { CallCounts } from './callCounts.js';
import { MeterFolder } from './meterFolder.js';
import { dayOf, monthOf } from './months.js';
import { OwnSegment } from './ownSegment.js';
import type { Owners } from './owners.js';
import { isMissing, segmentFiles, type SegmentFiles } from './segmentFiles.js';
import { forgetTold, tellOnce } from './tellOnce.js';
import { monthUsed, usageOf, type ProjectUsage } from './usage.js';

export interface CallMeterDeps {
  /** Absolute; may not exist yet. */
  readonly folder: string;
  readonly owners: Owners;
  readonly projects: Pick<ProjectStore, 'list' | 'withKeys' | 'onDidChange'>;
  readonly clock: Clock;
  readonly log: Logger;
  newId(): string;
  readonly files?: SegmentFiles;
}

/** Whose keys a call was made with. */
export interface CallOwner {
  readonly endpoint: string;
  readonly accessId: string;
}

/** A window that dies loses at most what it counted in this time. */
const writeDelayMs = 1_500;

/**
 * Counts every call that left, per project, day and operation, over all windows: each writes what it counts into a
 * file of its own, and reads those of the others.
 */
export class CallMeter extends Disposable {
  private readonly changed = this._register(new Emitter<void>());
  /** Fires when a call was counted here, and when what others counted was read. */
  readonly onDidChange: Event<void> = this.changed.event;

  private readonly own: OwnSegment;
  private readonly segments: MeterFolder;
  private others = new CallCounts();
  /** Calls with keys that no project has yet, by endpoint and Access ID: they were tried before they were saved. */
  private readonly unclaimed = new Map<string, SentCall[]>();
  private readonly ended = new AbortController();
  private writing: Promise<void> = Promise.resolve();
  private isWriteDue = false;
  private lastProject: string | undefined;
  /** Settles when what other windows counted before this one began has been read; until then too little is known. */
  readonly firstRead: Promise<void>;
  /** Settles when that is also in order on the disk. */
  readonly ready: Promise<void>;

  constructor(private readonly deps: CallMeterDeps) {
    super();
    const { folder, owners, clock, newId, log, files = segmentFiles } = deps;
    this.own = new OwnSegment({ folder, owner: owners.own, newId });
    this.segments = new MeterFolder({ folder, owners, files, newId, log, now: () => clock.now() });
    this._register(
      deps.projects.onDidChange(({ removed }) => {
        for (const id of removed) this.own.remove(id);
        if (removed.length > 0) this.writeSoon();
        this.claim();
      }),
    );
    this._register(toDisposable(() => this.ended.abort()));
    this.firstRead = this.refresh();
    this.ready = this.tidy();
  }

  /** The project that was called last from this window. */
  get lastUsed(): string | undefined {
    return this.lastProject;
  }

  /** Counts a call as it leaves. */
  count(owner: CallOwner, call: SentCall): void {
    const projectId = this.projectOf(owner);
    if (projectId === undefined) {
      const key = keyOf(owner);
      this.unclaimed.set(key, [...(this.unclaimed.get(key) ?? []), call]);
      return;
    }
    this.lastProject = projectId;
    this.add(projectId, call);
  }

  usage(projectId: string): ProjectUsage {
    return usageOf([this.others, this.own.counts], projectId, this.deps.clock.now());
  }

  /** Calls of the running month. */
  monthUsed(projectId: string): number {
    return monthUsed([this.others, this.own.counts], projectId, this.deps.clock.now());
  }

  /** Reads what other windows have counted. Never rejects: what can't be read stays as it was. */
  async refresh(): Promise<void> {
    try {
      const own = this.own.current;
      const read = await this.segments.readOthers(own);
      this.others.raiseTo(read);
      this.changed.fire();
    } catch (error) {
      this.tell('The call counts of other windows could not be read', error);
    }
  }

  /** Writes what is counted, and reads what others have written. Never rejects. */
  flush(): Promise<void> {
    this.writing = this.writing.then(async () => {
      try {
        await this.own.write();
      } catch (error) {
        this.tell('The call counts could not be written', error);
      }
      await this.refresh();
    });
    return this.writing;
  }

  /** True for the first of all windows that asks for this in this month. @param what letters, digits, dots and dashes */
  async tellOnce(what: string): Promise<boolean> {
    try {
      return await tellOnce(this.deps.folder, monthOf(this.deps.clock.now()), what);
    } catch (error) {
      this.tell('It could not be kept that this was told', error);
      return true;
    }
  }

  /** For a process that is about to end: there may be no time for promises. */
  writeNow(): void {
    try {
      this.own.writeNow();
    } catch (error) {
      this.tell('The call counts could not be written', error);
    }
  }

  override dispose(): void {
    super.dispose();
    this.writeNow();
  }

  private async tidy(): Promise<void> {
    await this.firstRead;
    try {
      await this.segments.fold();
      await forgetTold(this.deps.folder, monthOf(this.deps.clock.now()));
    } catch (error) {
      // Nothing was ever counted.
      if (isMissing(error)) return;
      this.tell('The call counts of earlier windows could not be added up', error);
    }
  }

  private add(projectId: string, { operation, at }: SentCall): void {
    this.own.add({ projectId, day: dayOf(at), operation, calls: 1 });
    this.changed.fire();
    this.writeSoon();
  }

  private claim(): void {
    for (const { id, endpoint, accessId } of this.deps.projects.list()) {
      const key = keyOf({ endpoint, accessId });
      const calls = this.unclaimed.get(key) ?? [];
      this.unclaimed.delete(key);
      for (const call of calls) this.add(id, call);
    }
  }

  private projectOf({ endpoint, accessId }: CallOwner): string | undefined {
    // The demo's own Access ID is the embedded cloud's.
    if (endpoint === demoEndpoint) return this.deps.projects.list().find(({ kind }) => kind === 'demo')?.id;
    return this.deps.projects.withKeys(endpoint, accessId)?.id;
  }

  private writeSoon(): void {
    if (this.isWriteDue || this.isDisposed) return;
    this.isWriteDue = true;
    this.deps.clock
      .sleep(writeDelayMs, this.ended.signal)
      .then(() => {
        this.isWriteDue = false;
        return this.flush();
      })
      .catch((error: unknown) => {
        if (!isAbortError(error)) this.tell('The call counts could not be written', error);
      });
  }

  private tell(message: string, error: unknown): void {
    const code = error instanceof Error && 'code' in error ? String(error.code) : toError(error).name;
    this.deps.log.log('warn', message, { error: code });
  }
}

function keyOf({ endpoint, accessId }: CallOwner): string {
  return `${endpoint}\n${accessId}`;
}
