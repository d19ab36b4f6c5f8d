import { Emitter, type Event } from '../../base/event.js';
import { Disposable, toDisposable } from '../../base/lifecycle.js';
import { sliceTime, takeBreak } from '../../base/timeSlicing.js';
import type { DeviceRef } from '../projects/project.js';
import type { ProjectStore } from '../projects/projectStore.js';
import type { DeviceStore } from './deviceStore.js';
import type { Fleet } from './fleet.js';

export interface DeviceCount {
  readonly devices: number;
  readonly online: number;
  /** Devices whose state is known: where there are none, none of them is said to be offline. */
  readonly known: number;
}

export interface CountChange {
  readonly projectId: string;
  /** The owners whose devices are counted otherwise now; undefined stands for devices that belong to nobody. */
  readonly owners: ReadonlySet<string | undefined>;
  /** There are more devices now, or fewer; otherwise only states have changed. */
  readonly isNumber: boolean;
}

interface FleetCountsDeps {
  readonly devices: Pick<DeviceStore, 'device' | 'knownOf' | 'onDidChange'>;
  readonly projects: Pick<ProjectStore, 'get' | 'onDidChange'>;
  readonly fleet: Pick<Fleet, 'of' | 'isRestoring' | 'onDidChange' | 'onDidRead'>;
}

interface Counted {
  readonly uid: string | undefined;
  readonly online: boolean | undefined;
}

type Sum = { -readonly [Key in keyof DeviceCount]: DeviceCount[Key] };

interface ProjectCounts {
  readonly devices: Map<string, Counted>;
  readonly owners: Map<string | undefined, Sum>;
  readonly all: Sum;
  /** Whether the lists of all owners were read to their ends, when it was looked at last; and whose. */
  isWhole: boolean;
  /** Where the devices stood when they were counted. */
  places: number | undefined;
  readonly wholeOwners: Set<string | undefined>;
}

const none: DeviceCount = { devices: 0, online: 0, known: 0 };

/**
 * How many devices stand in a project and under each owner, and how many of them are online. A changed device is counted
 * anew and no other one; where an owner's list was read, devices may belong elsewhere, and all are counted again in slices.
 */
export class FleetCounts extends Disposable {
  private readonly projects = new Map<string, ProjectCounts>();
  /** Projects that are being counted again: true where it has to be done once more. */
  private readonly recounting = new Map<string, boolean>();
  private readonly work = new Map<string, Promise<void>>();
  private readonly ended = new AbortController();
  private readonly changed = this._register(new Emitter<CountChange>());
  readonly onDidChange: Event<CountChange> = this.changed.event;

  constructor(private readonly deps: FleetCountsDeps) {
    super();
    this._register(toDisposable(() => this.ended.abort()));
    this._register(deps.devices.onDidChange((refs) => this.devicesChanged(refs)));
    this._register(deps.fleet.onDidRead(({ projectId }) => this.recount(projectId)));
    this._register(
      deps.fleet.onDidChange(({ kind, projectId }) => {
        if (kind === 'users' || kind === 'owner') this.recount(projectId);
      }),
    );
    this._register(
      deps.projects.onDidChange(({ removed, rekeyed }) => {
        for (const id of [...removed, ...rekeyed]) this.projects.delete(id);
      }),
    );
  }

  ofProject(projectId: string): DeviceCount {
    return this.projects.get(projectId)?.all ?? none;
  }

  /** Without a uid, of the devices that belong to nobody. */
  ofOwner(projectId: string, uid: string | undefined): DeviceCount {
    return this.projects.get(projectId)?.owners.get(uid) ?? none;
  }

  /** Resolves when nothing of the project is being counted again. */
  async settled(projectId: string): Promise<void> {
    for (let work = this.work.get(projectId); work; work = this.work.get(projectId)) await work;
  }

  private devicesChanged(refs: readonly DeviceRef[]): void {
    const byProject = new Map<string, string[]>();
    for (const { projectId, deviceId } of refs) {
      const ids = byProject.get(projectId);
      if (ids) ids.push(deviceId);
      else byProject.set(projectId, [deviceId]);
    }
    for (const [projectId, ids] of byProject) {
      // All are counted once they are in their places.
      if (this.deps.fleet.isRestoring(projectId)) continue;
      const taken = new Taken(projectId);
      for (const id of ids) this.take(projectId, id, taken);
      this.tell(taken);
    }
  }

  private recount(projectId: string): void {
    const isRunning = this.recounting.has(projectId);
    this.recounting.set(projectId, isRunning);
    if (isRunning) return;
    const work = this.countAgain(projectId)
      .catch(() => this.recounting.delete(projectId))
      .then(() => {
        if (this.work.get(projectId) === work) this.work.delete(projectId);
      });
    this.work.set(projectId, work);
  }

  private async countAgain(projectId: string): Promise<void> {
    const { signal } = this.ended;
    // What changes meanwhile is counted as it changes, so that nothing is lost by the breaks.
    do {
      this.recounting.set(projectId, false);
      await takeBreak(signal);
      const taken = new Taken(projectId);
      await this.countMoved(projectId, taken, signal);
      await this.lookWhetherWhole(projectId, taken, signal);
      this.tell(taken);
    } while (this.recounting.get(projectId) === true);
    this.recounting.delete(projectId);
  }

  /** A device that comes was counted as it came; all are counted only where others stand elsewhere since. */
  private async countMoved(projectId: string, taken: Taken, signal: AbortSignal): Promise<void> {
    if (!this.deps.projects.get(projectId)) return;
    const fleet = this.deps.fleet.of(projectId);
    await fleet.prepare(signal);
    const counts = this.of(projectId);
    const { placesVersion } = fleet;
    if (counts.places === placesVersion) return;
    let isOver = sliceTime();
    for (const id of this.deps.devices.knownOf(projectId).keys()) {
      this.take(projectId, id, taken);
      if (!isOver()) continue;
      await takeBreak(signal);
      isOver = sliceTime();
    }
    counts.places = placesVersion;
  }

  /** A list that ends changes its rows though it brings no device: they said that there may be more. */
  private async lookWhetherWhole(projectId: string, taken: Taken, signal: AbortSignal): Promise<void> {
    if (!this.deps.projects.get(projectId)) return;
    const counts = this.of(projectId);
    const fleet = this.deps.fleet.of(projectId);
    let isOver = sliceTime();
    for (const uid of counts.owners.keys()) {
      const isWhole = fleet.isWhole({ kind: 'owner', projectId, uid });
      if (isWhole !== counts.wholeOwners.has(uid)) {
        if (isWhole) counts.wholeOwners.add(uid);
        else counts.wholeOwners.delete(uid);
        taken.owners.add(uid);
        taken.isNumber = true;
      }
      if (!isOver()) continue;
      await takeBreak(signal);
      isOver = sliceTime();
    }
    const isWhole = fleet.isWhole({ kind: 'users', projectId });
    if (isWhole === counts.isWhole) return;
    counts.isWhole = isWhole;
    taken.isNumber = true;
  }

  private take(projectId: string, deviceId: string, taken: Taken): void {
    // The project may have been removed between two slices.
    if (!this.deps.projects.get(projectId)) return;
    const counts = this.of(projectId);
    const before = counts.devices.get(deviceId);
    const fleet = this.deps.fleet.of(projectId);
    const device = this.deps.devices.device({ projectId, deviceId })?.value;
    const after =
      device && fleet.isPlaced(deviceId) ? { uid: fleet.homeOf(deviceId), online: device.online } : undefined;
    if (before?.uid === after?.uid && before?.online === after?.online && !before === !after) return;
    if (before) this.add(counts, before, -1, taken);
    if (after) this.add(counts, after, 1, taken);
    if (after) counts.devices.set(deviceId, after);
    else counts.devices.delete(deviceId);
    if (!before || !after || before.uid !== after.uid) taken.isNumber = true;
  }

  private add(counts: ProjectCounts, { uid, online }: Counted, by: 1 | -1, taken: Taken): void {
    const owner = counts.owners.get(uid) ?? { ...none };
    counts.owners.set(uid, owner);
    taken.owners.add(uid);
    for (const sum of [owner, counts.all]) {
      sum.devices += by;
      if (online) sum.online += by;
      if (online !== undefined) sum.known += by;
    }
  }

  private tell(taken: Taken): void {
    if (taken.owners.size > 0 || taken.isNumber) this.changed.fire(taken);
  }

  private of(projectId: string): ProjectCounts {
    let counts = this.projects.get(projectId);
    if (!counts) {
      counts = {
        ...{ devices: new Map(), owners: new Map(), all: { ...none } },
        ...{ isWhole: false, places: undefined, wholeOwners: new Set() },
      };
      this.projects.set(projectId, counts);
    }
    return counts;
  }
}

/** What a round of counting has changed. */
class Taken implements CountChange {
  readonly owners = new Set<string | undefined>();
  isNumber = false;

  constructor(readonly projectId: string) {}
}
