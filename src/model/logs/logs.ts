import type { Clock } from '../../base/clock.js';
import { Disposable, toDisposable, type IDisposable } from '../../base/lifecycle.js';
import type { StateStore } from '../../base/storage.js';
import type { Connections } from '../projects/connections.js';
import type { PointNames } from '../details/pointNames.js';
import type { DeviceStore } from '../fleet/deviceStore.js';
import type { ProductModelReader } from '../products/productModel.js';
import type { DeviceRef } from '../projects/project.js';
import type { ProjectStore } from '../projects/projectStore.js';
import type { LogArchive } from './archive/logArchive.js';
import type { LogFiles } from './logFiles/logFiles.js';
import type { CallBudget } from '../meter/callBudget.js';
import type { CommandSource } from './state/commandRows.js';
import { Markers } from './state/markers.js';
import type { OpenLog } from './open/openLog.js';
import { LogPrefs } from './prefs/logPrefs.js';
import { EditionMemory } from './read/editionMemory.js';
import { OnlineWatches } from './watch/onlineWatch.js';

/** What a person can set; asked for when it is needed. */
export interface LogSettings {
  /** Rows that one log holds. */
  maxRows(): number | undefined;
  /** Calls that following may cost. */
  callsPerHour(): number | undefined;
  /** What all archives together may take on the disk. */
  archiveMegabytes(): number;
  /** Size after which a log file’s next one is begun. */
  fileMegabytes(): number;
  /** Files of one device, the current one included. */
  fileCount(): number;
}

export interface LogsDeps {
  readonly connections: Pick<Connections, 'client' | 'time'>;
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
  readonly files: LogFiles;
  /** What was sent from here. */
  readonly commands: CommandSource;
  /** The project's calls of the month. What follows by itself ends where they do. */
  readonly monthly: Pick<CallBudget, 'state' | 'allowance'>;
  readonly newId: () => string;
  readonly settings: LogSettings;
}

/**
 * What all logs share. It is there before any is open, and loads nothing that only an open log needs: that is
 * `openLog`.
 */
export class Logs extends Disposable {
  readonly markers: Markers;
  readonly prefs: LogPrefs;
  readonly watches: OnlineWatches;
  readonly archive: LogArchive;
  readonly files: LogFiles;
  readonly editions: EditionMemory;
  private readonly followers = new Set<OpenLog>();

  constructor(readonly deps: LogsDeps) {
    super();
    const { state, workspaceState, clock, connections, devices, projects } = deps;
    this.markers = this._register(new Markers(workspaceState, deps.newId, () => clock.now()));
    this.prefs = this._register(new LogPrefs(state));
    this.editions = new EditionMemory(state, () => clock.now());
    this.archive = this._register(deps.archive);
    this.files = this._register(deps.files);
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
          void this.files.dropProject(id);
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

  /** From now until it is closed, the log hears of what was sent to its devices. */
  add(log: OpenLog): IDisposable {
    this.followers.add(log);
    return toDisposable(() => void this.followers.delete(log));
  }

  /** While the month has plenty, what the person set; near its end no more than would last to that end. */
  callsPerHour(projectId: string): number | undefined {
    const set = this.deps.settings.callsPerHour();
    const { level } = this.deps.monthly.state(projectId);
    if (level !== 'near' && level !== 'over') return set;
    return Math.max(1, Math.min(set ?? Infinity, Math.floor(this.deps.monthly.allowance(projectId))));
  }
}
