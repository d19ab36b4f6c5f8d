import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Clock } from '../../../base/clock.js';
import { deviceKey } from '../../../base/deviceKey.js';
import { Emitter } from '../../../base/event.js';
import type { FileLock } from '../../../base/fileLock.js';
import { Disposable } from '../../../base/lifecycle.js';
import type { TextFiles } from '../../../base/storage.js';
import { createTextFiles } from '../../../base/textFiles.js';
import type { DeviceRef } from '../../projects/project.js';
import { lnavFormat } from './lnavFormat.js';
import { LogFile } from './logFile.js';
import { problemOf } from './logFileProblem.js';
import type { LogFileLimits, LogFileProblem } from './logFileTypes.js';
import { logFilePaths, projectFolder, type LogFilePaths } from './logFilePaths.js';
import { readLogFileState } from './logFileState.js';

export interface LogFilesDeps {
  /** A folder of its own that all windows share; made when the first log is written. */
  readonly folder: string;
  readonly lock: (path: string) => Pick<FileLock, 'take'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly limits: () => LogFileLimits;
}

/** A device’s log file, for as long as somebody writes to it. */
export interface UsedLogFile {
  readonly file: LogFile;
  dispose(): void;
}

/** Which devices’ logs are written to files, and where these stand. All windows share the switches and the files. */
export class LogFiles extends Disposable {
  private readonly changes = this._register(new Emitter<DeviceRef>());
  /** A switch was turned in this window, or writing began to fail or to go on. */
  readonly onDidChange = this.changes.event;
  private readonly states: TextFiles;
  private readonly used = new Map<
    string,
    { readonly projectId: string; readonly file: LogFile; users: number }
  >();
  private readonly problems = new Map<string, LogFileProblem>();

  constructor(private readonly deps: LogFilesDeps) {
    super();
    this.states = createTextFiles(deps.folder);
  }

  paths(ref: DeviceRef): LogFilePaths {
    return logFilePaths(this.deps.folder, ref);
  }

  /** The file that is written to; undefined where nothing was written yet. */
  file(ref: DeviceRef): string | undefined {
    const { current } = this.paths(ref);
    return existsSync(current) ? current : undefined;
  }

  /** What cannot be found out is off. */
  async isOn(ref: DeviceRef): Promise<boolean> {
    try {
      return (await readLogFileState(this.states, this.paths(ref).state)).on;
    } catch {
      return false;
    }
  }

  /** Answers why it couldn’t be kept. What is written stays where it is. */
  async set(ref: DeviceRef, on: boolean): Promise<LogFileProblem | undefined> {
    let problem: LogFileProblem | undefined;
    try {
      if (on) await this.prepare(ref);
      const used = this.use(ref);
      problem = await used.file.set(on).finally(() => used.dispose());
    } catch (error) {
      problem = problemOf(error);
      if (problem === undefined) throw error;
    }
    this.problems.delete(deviceKey(ref));
    this.changes.fire(ref);
    return problem;
  }

  /** Why the device’s log isn’t written just now. */
  problem(ref: DeviceRef): LogFileProblem | undefined {
    return this.problems.get(deviceKey(ref));
  }

  /** Whoever writes says how it goes. */
  tell(ref: DeviceRef, problem: LogFileProblem | undefined): void {
    const key = deviceKey(ref);
    if (this.problems.get(key) === problem) return;
    if (problem === undefined) this.problems.delete(key);
    else this.problems.set(key, problem);
    this.changes.fire(ref);
  }

  /** Another window turned the switch. */
  turned(ref: DeviceRef): void {
    this.problems.delete(deviceKey(ref));
    this.changes.fire(ref);
  }

  /** One object for a device, however many logs of this window write to its file. */
  use(ref: DeviceRef): UsedLogFile {
    const key = deviceKey(ref);
    const used = this.used.get(key) ?? { projectId: ref.projectId, file: this.opened(ref), users: 0 };
    this.used.set(key, used);
    used.users++;
    let isOver = false;
    return {
      file: used.file,
      dispose: () => {
        if (isOver) return;
        isOver = true;
        if (--used.users === 0) this.used.delete(key);
      },
    };
  }

  /** Deletes all log files of a project’s devices. */
  async dropProject(projectId: string): Promise<void> {
    // What is just being written would be there again.
    const own = [...this.used.values()].filter((used) => used.projectId === projectId);
    await Promise.all(own.map(({ file }) => file.end()));
    // What another program has open on Windows stays; nothing is written to it any more.
    await rm(join(this.deps.folder, projectFolder(projectId)), {
      recursive: true,
      force: true,
      maxRetries: 3,
    }).catch(() => undefined);
  }

  private opened(ref: DeviceRef): LogFile {
    const { lock, clock, limits } = this.deps;
    const paths = this.paths(ref);
    return new LogFile({ paths, lock: lock(paths.lock), states: this.states, clock, limits });
  }

  /** The folders, and what lnav needs to read the files. */
  private async prepare(ref: DeviceRef): Promise<void> {
    const { folder, lock } = this.paths(ref);
    await mkdir(this.deps.folder, { recursive: true, mode: 0o700 });
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await mkdir(dirname(lock), { recursive: true, mode: 0o700 });
    await this.states.write(lnavFormatFile, `${JSON.stringify(lnavFormat, undefined, 2)}\n`);
  }
}

/** Where `lnav -I <folder>/lnav` looks. */
const lnavFormatFile = 'lnav/formats/tuya/device_log.json';
