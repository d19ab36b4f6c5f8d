import * as vscode from 'vscode';
import type { Asker } from '../../base/asking.js';
import type { Clock } from '../../base/clock.js';
import { isAbortError } from '../../base/errors.js';
import { Disposable, toDisposable } from '../../base/lifecycle.js';
import type { Logger } from '../../base/logger.js';
import type { Logs } from '../../model/logs/logs.js';
import { openLog } from '../../model/logs/openLog.js';
import { usualStart, type OpenLog } from '../../model/logs/open/openLog.js';
import type { Link, LinkedRange } from '../../model/links/link.js';
import { pointFilter } from '../../model/logs/filter/pointFilter.js';
import type { LogQuery } from '../../model/logs/rows/logTypes.js';
import type { LogSessionKey } from '../../model/logs/state/sessionState.js';
import type { DeviceRef } from '../../model/projects/project.js';
import type { ProjectStore } from '../../model/projects/projectStore.js';
import type { FromLogsPage, ShowLogFile } from '../../protocol/logRequests.js';
import { keptLogSchema, type LogsSeed, type LogsSnapshot } from '../../protocol/logs.js';
import type { LogPageCommand } from '../../platform/commands/logPageCommands.js';
import type { ShowDocument } from '../../platform/prompts/virtualDocuments.js';
import { callsText } from '../../platform/display/numbers.js';
import { confirmed } from '../../platform/prompts/notify.js';
import type { PageFiles } from '../host/html.js';
import { SnapshotPage } from '../host/snapshotPage.js';
import { ErrorNotifier } from '../../platform/errorMessages/errorNotifier.js';
import { ArchiveFacts } from './archiveFacts.js';
import { LogFileFacts } from './logFileFacts.js';
import { eventNames, eventWords } from './eventTexts.js';
import { exportRows } from './exportLogs.js';
import { savePng, switchArchive } from './logActions.js';
import { logsRequests } from './logsRequests.js';
import { logTitle, logsSnapshot } from './logsSnapshot.js';
import { newestRows } from './windowDto.js';
import { freeCalls } from './startQuery.js';

export interface LogsPanelDeps {
  readonly logs: Logs;
  readonly projects: Pick<ProjectStore, 'get'>;
  readonly extensionUri: vscode.Uri;
  readonly files: PageFiles | undefined;
  readonly clock: Clock;
  readonly log: Logger;
  /** Who opened it. */
  readonly asker: Asker;
  /** What it begins with, where that isn't the usual. */
  readonly range?: LinkedRange | undefined;
  readonly showDocument: ShowDocument;
  openDevice(ref: DeviceRef): void;
  showExtensionLog(): void;
  /** Asks for words and draws a marker into every log, at this time or now. */
  addMarker(time?: number): void;
  watchOnline(ref: DeviceRef, on: boolean): void;
  /** Has the device’s log written to a file, or ends that. */
  logFile(ref: DeviceRef, on: boolean): void;
  showLogFile(ref: DeviceRef, how: ShowLogFile): void;
  /** Shows how the data points differ across the flash of a marker. */
  compareFlash(marker: string): void;
}

/** Ten times a second is as often as anybody reads. */
const minIntervalMs = 100;

/** One log in one panel. The rows stay here; the page gets the state, and asks for the rows it shows. */
export class LogsPanel extends Disposable {
  private readonly open: OpenLog;
  private readonly page: SnapshotPage<FromLogsPage, LogsSnapshot>;

  private readonly ended = new AbortController();

  /** @param kept what the page kept over a window reload, in whatever state it is */
  constructor(
    panel: vscode.WebviewPanel,
    private readonly key: LogSessionKey,
    kept: unknown,
    private readonly deps: LogsPanelDeps,
  ) {
    super();
    this._register(toDisposable(() => this.ended.abort()));
    const { logs, projects, extensionUri, clock, log, range } = deps;
    const open = (this.open = this._register(openLog(logs, key, eventWords())));
    const archive = this._register(new ArchiveFacts(open.devices.refs, logs.archive));
    const files = this._register(
      new LogFileFacts(open.devices.refs, logs.files, (index) => open.devices.nameOf(index)),
    );
    const told = (action: Promise<void>): void =>
      void action.catch((error: unknown) => this.tellError(error));
    const seed: LogsSeed = { key: { ...key }, names: eventNames() };
    this.page = this._register(
      new SnapshotPage<FromLogsPage, LogsSnapshot>({
        panel,
        extensionUri,
        files: deps.files,
        entry: 'logs',
        seed,
        clock,
        log,
        minIntervalMs,
        snapshot: (isFirst) => ({
          ...logsSnapshot(open, { logs, archive, files, project: projects.get(key.projectId) }),
          ...(isFirst && open.session.view.total > 0 && { firstRows: newestRows(open) }),
        }),
        title: () => logTitle(open.devices),
        handlers: logsRequests({
          log: open,
          prefs: logs.prefs,
          copy: async (text) => vscode.env.clipboard.writeText(text),
          exportRows: (request) => told(exportRows(open, request, deps.showDocument)),
          savePng: (bytes) => told(savePng(bytes, open.devices)),
          addMarker: deps.addMarker,
          compareFlash: deps.compareFlash,
          archive: (ref, on) =>
            told(switchArchive(logs.archive, ref, open.devices.nameOf(open.devices.refs.indexOf(ref)), on)),
          logFile: deps.logFile,
          showLogFile: deps.showLogFile,
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
    this._register(files.onDidChange(changed));
    this._register(
      panel.onDidChangeViewState(() => {
        open.session.setVisible(panel.visible);
      }),
    );
    open.session.setVisible(panel.visible);
    const before = keptLogSchema.safeParse(kept);
    if (range) void this.startWith(range);
    else if (!before.success) open.start(usualStart, deps.asker);
    else void open.startAgain({ ...before.data, following: before.data.follow }, freeCalls);
    // Begun before the page is written: the state it has at first is that of a log that is being read.
    this.page.load();
  }

  get devices(): readonly DeviceRef[] {
    return this.open.devices.refs;
  }

  /** What shows this log again, with its range. */
  link(): Link {
    const range = this.open.session.state().query?.range;
    return { kind: 'log', ...this.key, ...(range && range.kind !== 'sinceMarker' && { range }) };
  }

  /** Shows a range instead of the one it has; what costs much is read after a question only. */
  async showRange(range: LinkedRange): Promise<void> {
    const { session } = this.open;
    const query = { ...(session.state().query ?? usualStart.query), range };
    // A person asks, whoever opened the panel.
    if (!(await this.agreedTo(query, 'person')) || this.isDisposed) return;
    session.follow(range.kind === 'last');
    // Never rejects: how it goes is in the session's state.
    void this.open.run(query, 'person');
  }

  /** Has the page do what its button does. */
  tellPage(command: LogPageCommand): void {
    this.page.tell(command);
  }

  /** The rows of this data point alone, whatever the filter was. */
  showPoint(code: string): void {
    void this.open.setFilter({ ...usualStart.filter, mode: this.open.filter.mode, text: pointFilter(code) });
  }

  private async startWith(range: LinkedRange): Promise<void> {
    const query = { ...usualStart.query, range };
    const isAgreed = await this.agreedTo(query, this.deps.asker);
    if (this.isDisposed) return;
    const following = range.kind === 'last';
    this.open.start(isAgreed ? { ...usualStart, query, following } : usualStart, this.deps.asker);
  }

  private async agreedTo(query: LogQuery, asker: Asker): Promise<boolean> {
    try {
      const { calls } = await this.open.session.estimate(query, { asker, signal: this.ended.signal });
      if (calls <= freeCalls) return true;
      return await confirmed(
        vscode.l10n.t('Read the whole range?'),
        vscode.l10n.t('It costs about {0}.', callsText(calls)),
        vscode.l10n.t('Read'),
      );
    } catch {
      // Reading it says what is wrong.
      return true;
    }
  }

  /** Of what a person asked for and nothing on the page shows. */
  private tellError(error: unknown): void {
    if (isAbortError(error)) return;
    void new ErrorNotifier(this.deps.showExtensionLog).tell(error);
  }
}
