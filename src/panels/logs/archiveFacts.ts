import * as vscode from 'vscode';
import { Emitter, type Event } from '../../base/event.js';
import { displayText } from '../../base/displayText.js';
import { Disposable } from '../../base/lifecycle.js';
import type { ArchiveProblem, ArchiveState, LogArchive } from '../../model/logs/archive/logArchive.js';
import type { DeviceRef } from '../../model/projects/project.js';
import type { ArchivedFacts } from './deviceDtos.js';

/** What the page says of the archive of its devices, as it was last asked for. */
export class ArchiveFacts extends Disposable {
  private readonly changed = this._register(new Emitter<void>());
  readonly onDidChange: Event<void> = this.changed.event;
  private facts: readonly (ArchivedFacts | undefined)[] = [];
  private state: ArchiveState = {};
  private asking: Promise<void> | undefined;
  private isStale = false;

  constructor(
    private readonly refs: readonly DeviceRef[],
    private readonly archive: LogArchive,
  ) {
    super();
    const projectId = refs[0]?.projectId;
    this._register(
      archive.onDidChange((changed) => {
        if (changed === projectId) this.refresh();
      }),
    );
    this.refresh();
  }

  of(index: number): ArchivedFacts | undefined {
    return this.facts[index];
  }

  possible(): { readonly possible: boolean; readonly why?: string } {
    const problem = this.archive.unavailable() ?? this.state.problem;
    if (problem !== undefined) return { possible: false, why: archiveProblemText(problem) };
    const { movedAside } = this.state;
    if (movedAside === undefined) return { possible: true };
    const why = vscode.l10n.t(
      'The archive of this project was damaged and has been moved to {0}. Switching a device on starts a new one.',
      displayText(movedAside, 300),
    );
    return { possible: true, why };
  }

  /** One question at a time; what changes meanwhile is asked for afterwards. */
  private refresh(): void {
    this.isStale = true;
    this.asking ??= this.ask()
      // What can't be asked for stays as it was; the archive's own problem is in its state.
      .catch(() => undefined)
      .finally(() => (this.asking = undefined));
  }

  private async ask(): Promise<void> {
    while (this.isStale && !this.isDisposed) {
      this.isStale = false;
      const projectId = this.refs[0]?.projectId;
      this.facts = await Promise.all(
        this.refs.map(async (ref) => ((await this.archive.isOn(ref)) ? this.archive.stats(ref) : undefined)),
      );
      if (projectId !== undefined) this.state = await this.archive.state(projectId);
      this.changed.fire();
    }
  }
}

export function archiveProblemText(problem: ArchiveProblem): string {
  switch (problem) {
    case 'missing':
      return vscode.l10n.t('The archive needs SQLite, which this version of VS Code does not bring.');
    case 'busy':
      return vscode.l10n.t('Another window is using the archive.');
    case 'full':
      return vscode.l10n.t('The disk is full.');
    case 'newer':
      return vscode.l10n.t('The archive was written by a newer version of this extension.');
    case 'io':
      return vscode.l10n.t('The archive can’t be read or written on this disk.');
  }
}
