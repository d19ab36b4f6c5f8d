import { throwIfAborted } from '../base/errors.js';
import { Emitter, type Event } from '../base/event.js';
import type { Clock } from '../base/clock.js';
import { Disposable } from '../base/lifecycle.js';
import type { Connections } from './connections.js';
import type { DeviceStore } from './deviceStore.js';
import type { Place } from './fleetViews.js';
import { ProjectFleet } from './projectFleet.js';
import type { ProjectStore } from './projectStore.js';

interface FleetDeps {
  readonly projects: ProjectStore;
  readonly connections: Connections;
  readonly devices: DeviceStore;
  readonly clock: Pick<Clock, 'now'>;
  readonly searchLimit: () => number;
}

interface Entry {
  readonly fleet: ProjectFleet;
  readonly ended: AbortController;
}

/** The fleets of all projects. A removed project, or one with other keys, loses everything that was read of it. */
export class Fleet extends Disposable {
  private readonly entries = new Map<string, Entry>();
  private readonly changed = this._register(new Emitter<Place>());
  readonly onDidChange: Event<Place> = this.changed.event;

  constructor(private readonly deps: FleetDeps) {
    super();
    this._register(
      deps.projects.onDidChange(({ removed, rekeyed }) => {
        for (const id of [...removed, ...rekeyed]) this.drop(id);
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

  override dispose(): void {
    for (const { ended } of this.entries.values()) ended.abort();
    super.dispose();
  }

  private drop(projectId: string): void {
    this.entries.get(projectId)?.ended.abort();
    this.entries.delete(projectId);
    this.deps.devices.drop(projectId);
  }

  private open(projectId: string): Entry {
    const { projects, connections, devices, clock, searchLimit } = this.deps;
    const found = projects.get(projectId);
    if (!found) throw new Error('There is no such project.');
    let last = found;
    const ended = new AbortController();
    const fleet = new ProjectFleet({
      // A load that outlives its project ends with it; until then it is served with what was last known.
      project: () => (last = projects.get(projectId) ?? last),
      devices,
      call: async (signal, run) => {
        const either = AbortSignal.any([signal, ended.signal]);
        const result = await run(await connections.client(projectId, either), either);
        throwIfAborted(either);
        return result;
      },
      now: () => clock.now(),
      searchLimit,
      changed: (place) => {
        if (!ended.signal.aborted) this.changed.fire(place);
      },
    });
    return { fleet, ended };
  }
}
