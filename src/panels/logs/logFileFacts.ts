import * as vscode from 'vscode';
import { deviceKey } from '../../base/deviceKey.js';
import { displayText } from '../../base/displayText.js';
import { Emitter, type Event } from '../../base/event.js';
import { Disposable } from '../../base/lifecycle.js';
import type { LogFiles } from '../../model/logs/logFiles/logFiles.js';
import type { DeviceRef } from '../../model/projects/project.js';
import { logFileProblemText } from '../../platform/display/logFileTexts.js';
import type { LogDeviceDto } from '../../protocol/logs.js';

export type LogFileFact = NonNullable<LogDeviceDto['file']>;

/** What the page says of the files that its devices’ logs are written to. */
export class LogFileFacts extends Disposable {
  private readonly changed = this._register(new Emitter<void>());
  readonly onDidChange: Event<void> = this.changed.event;
  private readonly on = new Set<string>();
  private readonly told = new Set<string>();

  constructor(
    private readonly refs: readonly DeviceRef[],
    private readonly files: LogFiles,
    private readonly nameOf: (index: number) => string,
  ) {
    super();
    this._register(files.onDidChange((ref) => this.look(ref)));
    for (const ref of refs) this.look(ref);
  }

  of(index: number): LogFileFact | undefined {
    const ref = this.refs[index];
    if (!ref || !this.on.has(deviceKey(ref))) return undefined;
    const problem = this.files.problem(ref);
    return {
      path: displayText(this.files.paths(ref).current, 500),
      ...(problem && { problem: logFileProblemText(problem) }),
    };
  }

  private look(ref: DeviceRef): void {
    const index = this.refs.findIndex((own) => deviceKey(own) === deviceKey(ref));
    if (index < 0) return;
    this.tell(ref, index);
    void this.files.isOn(ref).then((on) => {
      if (this.isDisposed) return;
      if (on) this.on.add(deviceKey(ref));
      else this.on.delete(deviceKey(ref));
      this.changed.fire();
    });
  }

  /** That writing stopped is said once, until it has gone on. */
  private tell(ref: DeviceRef, index: number): void {
    const problem = this.files.problem(ref);
    const key = deviceKey(ref);
    if (problem === undefined) this.told.delete(key);
    if (problem === undefined || this.told.has(key)) return;
    this.told.add(key);
    void vscode.window.showWarningMessage(
      vscode.l10n.t(
        'The log of ‘{0}’ can’t be written to its file now. {1} Writing continues automatically when it can.',
        displayText(this.nameOf(index)),
        logFileProblemText(problem),
      ),
    );
  }
}
