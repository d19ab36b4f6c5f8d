import * as vscode from 'vscode';
import { Emitter, type Event } from '../../base/event.js';
import { Disposable } from '../../base/lifecycle.js';
import type { ArchiveProblem, LogArchive } from '../../model/logs/archive/logArchive.js';
import type { DeviceRef } from '../../model/project.js';
import type { ArchivedFacts } from './deviceDtos.js';

/** What the page says of the archive of its devices, as it was last asked for. */
export class ArchiveFacts extends Disposable {
  private readonly changed = this._register(new Emitter<void>());
  readonly onDidChange: Event<void> = this.changed.event;
  private facts: readonly (ArchivedFacts | undefined)[] = [];
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
    const problem = this.archive.unavailable();
    return problem === undefined ? { possible: true } : { possible: false, why: archiveProblemText(problem) };
  }

  /** One question at a time; what changes meanwhile is asked for afterwards. */
  private refresh(): void {
    this.isStale = true;
    this.asking ??= this.ask().finally(() => (this.asking = undefined));
  }

  private async ask(): Promise<void> {
    while (this.isStale && !this.isDisposed) {
      this.isStale = false;
      this.facts = await Promise.all(
        this.refs.map(async (ref) => ((await this.archive.isOn(ref)) ? this.archive.stats(ref) : undefined)),
      );
      this.changed.fire();
    }
  }
}

export function archiveProblemText(problem: ArchiveProblem): string {
  switch (problem) {
    case 'missing':
      return vscode.l10n.t('The archive needs SQLite, which this version of VS Code does not bring.');
    case 'busy':
      return vscode.l10n.t('Another window holds the archive.');
    case 'full':
      return vscode.l10n.t('The disk is full.');
    case 'newer':
      return vscode.l10n.t('The archive was written by a newer version of this extension.');
    case 'io':
      return vscode.l10n.t('The archive can’t be read or written on this disk.');
  }
}
