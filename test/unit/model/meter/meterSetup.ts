import { randomUUID } from 'node:crypto';
import { AbortError } from '../../../../src/base/errors.js';
import { Emitter } from '../../../../src/base/event.js';
import type { Logger } from '../../../../src/base/logger.js';
import { CallMeter } from '../../../../src/model/meter/callMeter.js';
import type { Owners } from '../../../../src/model/meter/owners.js';
import type { SegmentFiles } from '../../../../src/model/meter/segmentFiles.js';
import type { Project } from '../../../../src/model/projects/project.js';
import type { ProjectsChange } from '../../../../src/model/projects/projectStore.js';
import type { OperationName, SentCall } from '../../../../src/tuya/operations.js';
import { aProject } from '../../../support/fleetSetup.js';
import { tempFolder } from '../../../support/tempFolder.js';

/** A clock that goes when it's told to; whoever sleeps on it waits until then. */
export class StoppedClock {
  time = Date.UTC(2026, 10, 23, 12);
  private sleepers: { until: number; wake: () => void }[] = [];

  readonly now = (): number => this.time;

  readonly sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const onAbort = (): void => reject(new AbortError());
      const wake = (): void => {
        signal?.removeEventListener('abort', onAbort);
        resolve();
      };
      this.sleepers.push({ until: this.time + ms, wake });
      signal?.addEventListener('abort', onAbort, { once: true });
    });

  pass(ms: number): void {
    this.time += ms;
    const due = this.sleepers.filter(({ until }) => until <= this.time);
    this.sleepers = this.sleepers.filter(({ until }) => until > this.time);
    for (const { wake } of due) wake();
  }
}

/** The processes of a machine, of which some have ended. */
export class Processes {
  readonly gone = new Set<string>();

  owners(own: string): Owners {
    return { own, isGone: (owner) => this.gone.has(owner) };
  }
}

/** One machine: a folder, its windows, and the projects that all of them know. */
export class Machine {
  readonly folder = tempFolder();
  readonly processes = new Processes();
  readonly clock = new StoppedClock();
  readonly warnings: string[] = [];
  projects: Project[] = [aProject, { ...aProject, id: 'q', accessId: 'other-id' }];
  private readonly changed = new Emitter<ProjectsChange>();
  private windows = 0;
  private readonly log: Logger = {
    log: (level, message) => void (level === 'warn' && this.warnings.push(message)),
    child: () => this.log,
  };

  readonly newId = (): string => randomUUID();

  /** A window, as soon as it has read what is there. */
  async window(files?: SegmentFiles): Promise<Window> {
    const meter = this.meter(files);
    const owner = `w${this.windows}`;
    await meter.ready;
    return new Window(meter, owner, this);
  }

  /** One that has read nothing yet. */
  meter(files?: SegmentFiles): CallMeter {
    const owner = `w${++this.windows}`;
    return new CallMeter({
      folder: this.folder,
      owners: this.processes.owners(owner),
      projects: {
        list: () => this.projects,
        withKeys: (endpoint, accessId) =>
          this.projects.find((one) => one.endpoint === endpoint && one.accessId === accessId),
        onDidChange: this.changed.event,
      },
      clock: this.clock,
      log: this.log,
      newId: this.newId,
      ...(files && { files }),
    });
  }

  removeProject(id: string): void {
    this.projects = this.projects.filter((project) => project.id !== id);
    this.changed.fire({ removed: [id], rekeyed: [] });
  }

  addProject(project: Project): void {
    this.projects = [...this.projects, project];
    this.changed.fire({ removed: [], rekeyed: [] });
  }
}

export class Window {
  constructor(
    readonly meter: CallMeter,
    readonly owner: string,
    private readonly machine: Machine,
  ) {}

  call(
    times = 1,
    { accessId = 'access-id', ...fields }: Partial<SentCall> & { accessId?: string } = {},
  ): void {
    for (let n = 0; n < times; n++) {
      this.meter.count({ endpoint: aProject.endpoint, accessId }, { ...this.aCall(), ...fields });
    }
  }

  /** As VS Code ends a window: no time for promises. */
  close(): void {
    this.meter.dispose();
    this.machine.processes.gone.add(this.owner);
  }

  /** The process is gone; nothing of it runs any more. */
  die(): void {
    this.machine.processes.gone.add(this.owner);
  }

  async month(projectId = 'p'): Promise<number> {
    await this.meter.refresh();
    return this.meter.monthUsed(projectId);
  }

  private aCall(): SentCall {
    const operation: OperationName = 'devices.get';
    return { operation, at: this.machine.clock.now() };
  }
}
