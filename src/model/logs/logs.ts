import type { Clock } from '../../base/clock.js';
import { Disposable } from '../../base/lifecycle.js';
import type { StateStore } from '../../base/storage.js';
import type { Connections } from '../projects/connections.js';
import type { PointNames } from '../details/pointNames.js';
import type { DeviceStore } from '../fleet/deviceStore.js';
import type { ProductModelReader } from '../products/productModel.js';
import type { DeviceRef } from '../projects/project.js';
import type { ProjectStore } from '../projects/projectStore.js';
import type { LogArchive } from './archive/logArchive.js';
import type { CallBudget } from '../meter/callBudget.js';
import type { CommandSource } from './state/commandRows.js';
import { Markers } from './state/markers.js';
import { LogDevices } from './open/logDevices.js';
import { OpenLog, type EventWords } from './open/openLog.js';
import { LogPrefs } from './prefs/logPrefs.js';
import { EditionMemory } from './read/editionMemory.js';
import { LogSession } from './logSession.js';
import type { LogSessionKey } from './state/sessionState.js';
import { OnlineWatches } from './watch/onlineWatch.js';

/** What a person can set; asked for when it is needed. */
export interface LogSettings {
  /** Rows that one log holds. */
  maxRows(): number | undefined;
  /** Calls that following may cost. */
  callsPerHour(): number | undefined;
  /** What all archives together may take on the disk. */
  archiveMegabytes(): number;
}

export interface LogsDeps {
  readonly connections: Pick<Connections, 'client'>;
  readonly devices: DeviceStore;
  readonly names: PointNames;
  readonly models: ProductModelReader;
  readonly projects: Pick<ProjectStore, 'get' | 'onDidChange'>;
  readonly clock: Clock;
  /** For what holds in every window. */
  readonly state: StateStore;
  /** For what belongs to this workspace. */
  readonly workspaceState: StateStore;
  readonly archive: LogArchive;
  /** What was sent from here. */
  readonly commands: CommandSource;
  /** The project's calls of the month. What follows by itself ends where they do. */
  readonly monthly: Pick<CallBudget, 'state' | 'allowance'>;
  readonly newId: () => string;
  readonly settings: LogSettings;
}

/** Opens logs, and keeps what they share. */
export class Logs extends Disposable {
  readonly markers: Markers;
  readonly prefs: LogPrefs;
  readonly watches: OnlineWatches;
  readonly archive: LogArchive;
  private readonly editions: EditionMemory;
  private readonly followers = new Set<OpenLog>();

  constructor(private readonly deps: LogsDeps) {
    super();
    const { state, workspaceState, clock, connections, devices, projects } = deps;
    this.markers = this._register(new Markers(workspaceState, deps.newId, () => clock.now()));
    this.prefs = this._register(new LogPrefs(state));
    this.editions = new EditionMemory(state, () => clock.now());
    this.archive = this._register(deps.archive);
    this.watches = this._register(
      new OnlineWatches({
        clock,
        read: async ({ projectId, deviceId }, signal) => {
          const client = await connections.client(projectId, { asker: 'background', signal });
          const device = await client.devices.get(deviceId, signal);
          devices.put(projectId, [device], clock.now());
          return device;
        },
      }),
    );
    this._register(
      projects.onDidChange(({ removed, rekeyed }) => {
        // Whether forgetting succeeds changes nothing that can be seen: it is found out again.
        for (const id of [...removed, ...rekeyed]) this.editions.forget(id).catch(() => undefined);
        for (const id of removed) {
          this.watches.cancelProject(id);
          void this.archive.dropProject(id);
        }
      }),
    );
  }

  /** Something was sent to a device: the logs of it that follow read soon what comes of it. */
  hurry(ref: DeviceRef): void {
    const isOurs = (other: DeviceRef): boolean =>
      other.projectId === ref.projectId && other.deviceId === ref.deviceId;
    for (const { devices, session } of this.followers) if (devices.refs.some(isOurs)) session.hurry(ref);
  }

  /** The caller owns the answer. */
  open(key: LogSessionKey, words: EventWords): OpenLog {
    const { deps } = this;
    const { connections, projects, clock, settings } = deps;
    const capacity = settings.maxRows();
    const log = new OpenLog({
      words,
      prefs: this.prefs,
      devices: new LogDevices(key, deps),
      openSession: (createView) =>
        new LogSession(key, {
          connections,
          projects,
          clock,
          createView,
          editions: this.editions,
          markers: this.markers,
          archive: this.archive,
          commands: deps.commands,
          budget: () => this.callsPerHour(key.projectId),
          ...(capacity !== undefined && { capacity }),
        }),
      closed: () => void this.followers.delete(log),
    });
    this.followers.add(log);
    return log;
  }

  /** While the month has plenty, what the person set; near its end no more than would last to that end. */
  private callsPerHour(projectId: string): number | undefined {
    const set = this.deps.settings.callsPerHour();
    const { level } = this.deps.monthly.state(projectId);
    if (level !== 'near' && level !== 'over') return set;
    return Math.max(1, Math.min(set ?? Infinity, Math.floor(this.deps.monthly.allowance(projectId))));
  }
}
