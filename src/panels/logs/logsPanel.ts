import * as vscode from 'vscode';
import type { Asker } from '../../base/asking.js';
import type { Clock } from '../../base/clock.js';
import { isAbortError } from '../../base/errors.js';
import { Disposable } from '../../base/lifecycle.js';
import type { Logger } from '../../base/logger.js';
import type { Logs } from '../../model/logs/logs.js';
import { usualStart } from '../../model/logs/open/openLog.js';
import type { LogSessionKey } from '../../model/logs/state/sessionState.js';
import type { DeviceRef } from '../../model/projects/project.js';
import type { ProjectStore } from '../../model/projects/projectStore.js';
import { keptLogSchema, type FromLogsPage, type LogsSeed, type LogsSnapshot } from '../../protocol/logs.js';
import type { ShowDocument } from '../../platform/prompts/virtualDocuments.js';
import { SnapshotPage } from '../host/snapshotPage.js';
import { ErrorNotifier } from '../../platform/errorMessages/errorNotifier.js';
import { ArchiveFacts } from './archiveFacts.js';
import { eventNames, eventWords } from './eventTexts.js';
import { exportRows } from './exportLogs.js';
import { savePng, switchArchive } from './logActions.js';
import { logsRequests } from './logsRequests.js';
import { logTitle, logsSnapshot } from './logsSnapshot.js';
import { freeCalls } from './startQuery.js';

export interface LogsPanelDeps {
  readonly logs: Logs;
  readonly projects: Pick<ProjectStore, 'get'>;
  readonly extensionUri: vscode.Uri;
  readonly clock: Clock;
  readonly log: Logger;
  /** Who opened it. */
  readonly asker: Asker;
  readonly showDocument: ShowDocument;
  openDevice(ref: DeviceRef): void;
  showExtensionLog(): void;
  /** Asks for words and draws a marker into every log. */
  addMarker(): void;
  watchOnline(ref: DeviceRef, on: boolean): void;
}

/** Ten times a second is as often as anybody reads. */
const minIntervalMs = 100;

/** One log in one panel. The rows stay here; the page gets the state, and asks for the rows it shows. */
export class LogsPanel extends Disposable {
  private readonly page: SnapshotPage<FromLogsPage, LogsSnapshot>;

  /** @param kept what the page kept over a window reload, in whatever state it is */
  constructor(
    panel: vscode.WebviewPanel,
    key: LogSessionKey,
    kept: unknown,
    private readonly deps: LogsPanelDeps,
  ) {
    super();
    const { logs, projects, extensionUri, clock, log } = deps;
    const open = this._register(logs.open(key, eventWords()));
    const archive = this._register(new ArchiveFacts(open.devices.refs, logs.archive));
    const told = (action: Promise<void>): void => void action.catch((error: unknown) => this.tell(error));
    const seed: LogsSeed = { key: { ...key }, names: eventNames() };
    this.page = this._register(
      new SnapshotPage<FromLogsPage, LogsSnapshot>({
        panel,
        extensionUri,
        entry: 'logs',
        seed,
        clock,
        log,
        minIntervalMs,
        snapshot: () => logsSnapshot(open, { logs, archive, project: projects.get(key.projectId) }),
        title: () => logTitle(open.devices),
        handlers: logsRequests({
          log: open,
          prefs: logs.prefs,
          copy: async (text) => vscode.env.clipboard.writeText(text),
          exportRows: (request) => told(exportRows(open, request, deps.showDocument)),
          savePng: (bytes) => told(savePng(bytes, open.devices)),
          addMarker: deps.addMarker,
          archive: (ref, on) =>
            told(switchArchive(logs.archive, ref, open.devices.nameOf(open.devices.refs.indexOf(ref)), on)),
          watchOnline: deps.watchOnline,
          openDevice: deps.openDevice,
          showExtensionLog: deps.showExtensionLog,
        }),
      }),
    );
    const { changed } = this.page;
    this._register(open.onDidChange(changed));
    this._register(logs.markers.onDidChange(changed));
    this._register(logs.watches.onDidChange(changed));
    this._register(archive.onDidChange(changed));
    this._register(
      panel.onDidChangeViewState(() => {
        open.session.setVisible(panel.visible);
      }),
    );
    this.page.load();
    open.session.setVisible(panel.visible);
    const before = keptLogSchema.safeParse(kept);
    if (!before.success) open.start(usualStart, deps.asker);
    else void open.startAgain({ ...before.data, following: before.data.follow }, freeCalls);
  }

  /** Of what a person asked for and nothing on the page shows. */
  private tell(error: unknown): void {
    if (isAbortError(error)) return;
    void new ErrorNotifier(this.deps.showExtensionLog).tell(error);
  }
}
