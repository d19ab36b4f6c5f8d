import { endingWith } from '../../base/asking.js';
import { isAbortError, throwIfAborted } from '../../base/errors.js';
import { Emitter, type Event } from '../../base/event.js';
import type { Clock } from '../../base/clock.js';
import { Disposable } from '../../base/lifecycle.js';
import type { Connections } from '../projects/connections.js';
import type { DeviceStore } from './deviceStore.js';
import type { Place } from './fleetViews.js';
import { accountOf } from './account.js';
import type { KeptFleet } from './keptFleet.js';
import { ProjectFleet } from './projectFleet.js';
import type { DeviceRef } from '../projects/project.js';
import type { ProjectStore } from '../projects/projectStore.js';

interface FleetDeps {
  readonly projects: ProjectStore;
  readonly connections: Connections;
  readonly devices: DeviceStore;
  readonly clock: Pick<Clock, 'now'>;
  readonly searchLimit: () => number;
  /** How old what an earlier window read may be to be left as it is, ms; without it, it is read again. */
  readonly keptForMs?: () => number;
  /** Where the last state is kept for the next window. */
  readonly keeper?: FleetKeeper;
}

interface FleetKeeper {
  read(projectId: string): Promise<KeptFleet | undefined>;
  changed(projectId: string): void;
  drop(projectId: string): void;
}

interface Entry {
  readonly fleet: ProjectFleet;
  readonly ended: AbortController;
  restored: Promise<void> | undefined;
}

/**
 * The fleets of all projects. A removed project, or one with other keys, loses everything that was read of it; where
 * only the secret was typed again, it begins anew with what was kept.
 */
export class Fleet extends Disposable {
  private readonly entries = new Map<string, Entry>();
  private readonly restoring = new Set<string>();
  private accounts: ReadonlyMap<string, string>;
  private readonly changed = this._register(new Emitter<Place>());
  readonly onDidChange: Event<Place> = this.changed.event;
  private readonly read = this._register(new Emitter<{ readonly projectId: string }>());
  /** Lists of this project were read: devices may stand elsewhere now. */
  readonly onDidRead: Event<{ readonly projectId: string }> = this.read.event;

  constructor(private readonly deps: FleetDeps) {
    super();
    this.accounts = accountsOf(deps.projects);
    this._register(deps.devices.onDidChange((refs) => this.devicesChanged(refs)));
    this._register(
      deps.projects.onDidChange(({ removed, rekeyed }) => {
        const before = this.accounts;
        this.accounts = accountsOf(deps.projects);
        for (const id of [...removed, ...rekeyed]) {
          if (this.accounts.get(id) !== before.get(id)) this.deps.keeper?.drop(id);
          this.drop(id);
        }
      }),
    );
  }

  /** @throws Error where there is no such project. */
  of(projectId: string): ProjectFleet {
    let entry = this.entries.get(projectId);
    if (!entry) {
      entry = this.open(projectId);
      this.entries.set(projectId, entry);
    }
    return entry.fleet;
  }

  /** Whether the whole fleet of a project is being read. */
  get isReadingAll(): boolean {
    for (const { fleet } of this.entries.values()) if (fleet.isReadingAll) return true;
    return false;
  }

  /** Resolves when what an earlier window kept of the project is in its place. Reads a file, never the cloud. */
  restored(projectId: string): Promise<void> {
    const fleet = this.of(projectId);
    const entry = this.entries.get(projectId);
    if (!entry) return Promise.resolve();
    return (entry.restored ??= this.restore(projectId, fleet));
  }

  /** What an earlier window kept of the project is being put in its place: devices come before the lists that name them. */
  isRestoring(projectId: string): boolean {
    return this.restoring.has(projectId);
  }

  /** What of a project's fleet is worth keeping, in pieces. The demo's cloud begins anew with each window. */
  kept(projectId: string): Iterable<string> | undefined {
    return this.isKept(projectId) ? this.entries.get(projectId)?.fleet.kept() : undefined;
  }

  override dispose(): void {
    for (const { ended } of this.entries.values()) ended.abort();
    super.dispose();
  }

  private async restore(projectId: string, fleet: ProjectFleet): Promise<void> {
    const kept = this.isKept(projectId) ? await this.deps.keeper?.read(projectId) : undefined;
    const entry = this.entries.get(projectId);
    // The project may have gone meanwhile, or got other keys.
    if (!kept || entry?.fleet !== fleet) return;
    this.restoring.add(projectId);
    try {
      await fleet.restore(kept, entry.ended.signal);
    } catch (error) {
      if (!isAbortError(error)) throw error;
    } finally {
      this.restoring.delete(projectId);
    }
    // Nothing more may come of it: what is there is to be counted and arranged.
    if (!entry.ended.signal.aborted) this.read.fire({ projectId });
  }

  private devicesChanged(refs: readonly DeviceRef[]): void {
    for (const [projectId, ids] of byProject(refs)) this.entries.get(projectId)?.fleet.devicesChanged(ids);
  }

  private isKept(projectId: string): boolean {
    return this.deps.projects.get(projectId)?.kind === 'cloud';
  }

  private drop(projectId: string): void {
    this.entries.get(projectId)?.ended.abort();
    this.entries.delete(projectId);
    this.deps.devices.drop(projectId);
  }

  private open(projectId: string): Entry {
    const { projects, connections, devices, clock, searchLimit, keptForMs } = this.deps;
    const found = projects.get(projectId);
    if (!found) throw new Error('There is no such project.');
    let last = found;
    const ended = new AbortController();
    const fleet = new ProjectFleet({
      // A load that outlives its project ends with it; until then it is served with what was last known.
      project: () => (last = projects.get(projectId) ?? last),
      devices,
      call: async (asking, run) => {
        const either = endingWith(asking, ended.signal);
        const result = await run(await connections.client(projectId, either), either.signal);
        throwIfAborted(either.signal);
        return result;
      },
      now: () => clock.now(),
      // What was read in the future was read by a clock that has been set back since.
      isFresh: (at) => Math.abs(clock.now() - at) < (keptForMs?.() ?? 0),
      searchLimit,
      wasRead: () => {
        if (ended.signal.aborted) return;
        this.deps.keeper?.changed(projectId);
        this.read.fire({ projectId });
      },
      changed: (place) => {
        if (!ended.signal.aborted) this.changed.fire(place);
      },
      forget: (ids) => {
        if (!ended.signal.aborted) devices.forget(projectId, ids);
      },
    });
    return { fleet, ended, restored: undefined };
  }
}

/** The ids of each project's devices: most often they are all of one. */
function byProject(refs: readonly DeviceRef[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { projectId, deviceId } of refs) {
    const ids = found.get(projectId);
    if (ids) ids.push(deviceId);
    else found.set(projectId, [deviceId]);
  }
  return found;
}

function accountsOf(projects: ProjectStore): ReadonlyMap<string, string> {
  return new Map(projects.list().map((project) => [project.id, accountOf(project)]));
}
