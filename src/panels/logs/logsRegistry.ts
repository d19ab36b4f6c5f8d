import * as vscode from 'vscode';
import { Emitter, type Event } from '../../base/event.js';
import { Disposable } from '../../base/lifecycle.js';
import type { Logger } from '../../base/logger.js';
import type { LogSessionKey } from '../../model/logs/state/sessionState.js';
import type { Link, LinkedRange } from '../../model/links/link.js';
import type { DeviceRef } from '../../model/projects/project.js';
import { commandIds } from '../../platform/commands/commands.js';
import type { LogPageCommand } from '../../platform/commands/logPageCommands.js';
import type { ShowDocument } from '../../platform/prompts/virtualDocuments.js';
import { PanelHost } from '../host/panelHost.js';
import type { LogsPanel, LogsPanelDeps } from './logsPanel.js';

export interface LogsRegistryDeps {
  readonly extensionUri: vscode.Uri;
  readonly log: Logger;
  /** What a panel works with. Asked for when the first one opens: activation loads none of it. */
  parts(): Promise<Pick<LogsPanelDeps, 'logs' | 'projects' | 'clock'>>;
  /** Shows the log channel. */
  showExtensionLog(): void;
  readonly showDocument: ShowDocument;
  openDevice(ref: DeviceRef): void;
}

const showLogFileBy = {
  editor: commandIds.openLogFile,
  reveal: commandIds.revealLogFile,
  terminal: commandIds.openLogFileTerminal,
} as const;

export const logsViewType = 'tuya.logs';

/** More is no key of ours. */
const devicesAtMost = 50;
const maxIdLength = 200;

/** Devices in the order they were given, and what the page of an earlier window kept. */
interface LogsKey extends LogSessionKey {
  readonly kept?: unknown;
  /** What a new log begins with. */
  readonly range?: LinkedRange;
}

/** Opens the log of a device, or of several in one timeline; brings logs back after a window reload. */
export class LogsRegistry extends Disposable {
  private readonly host: PanelHost<LogsKey, LogsPanel>;
  private readonly activated = this._register(new Emitter<DeviceRef>());
  /** The log of this device, and of no other, has come to the front. */
  readonly onDidActivate: Event<DeviceRef> = this.activated.event;

  constructor(deps: LogsRegistryDeps) {
    super();
    const { extensionUri, log, showExtensionLog, showDocument, openDevice } = deps;
    this.host = this._register(
      new PanelHost<LogsKey, LogsPanel>(
        {
          viewType: logsViewType,
          entry: 'logs',
          icon: new vscode.ThemeIcon('output'),
          idOf: ({ projectId, deviceIds }) => JSON.stringify([projectId, ...[...deviceIds].sort()]),
          titleOf: () => vscode.l10n.t('Log'),
          readKey: readLogsKey,
          fill: async (panel, { kept, range, ...key }, asker, read) => {
            this.tellFront(panel, key);
            const [logs, parts, files] = await Promise.all([import('./logsPanel.js'), deps.parts(), read]);
            return new logs.LogsPanel(panel, key, kept, {
              ...parts,
              asker,
              files,
              range,
              extensionUri,
              log,
              showExtensionLog,
              showDocument,
              openDevice,
              addMarker: (time) =>
                void vscode.commands.executeCommand(
                  commandIds.addLogMarker,
                  ...(time === undefined ? [] : [{ time }]),
                ),
              logFile: (ref, on) =>
                void vscode.commands.executeCommand(commandIds.switchLogFile, { ...ref, on }),
              showLogFile: (ref, how) => void vscode.commands.executeCommand(showLogFileBy[how], ref),
              compareFlash: (marker) =>
                void vscode.commands.executeCommand(commandIds.compareFlash, { marker }),
              watchOnline: (ref, on) =>
                on
                  ? void vscode.commands.executeCommand(commandIds.tellWhenOnline, ref)
                  : parts.logs.watches.cancel(ref),
            });
          },
        },
        extensionUri,
        log,
      ),
    );
  }

  /** From now on, and at once where it is there already. */
  private tellFront(panel: vscode.WebviewPanel, { projectId, deviceIds }: LogSessionKey): void {
    const [deviceId, ...others] = deviceIds;
    if (deviceId === undefined || others.length > 0) return;
    const tell = (): void => {
      if (panel.active) this.activated.fire({ projectId, deviceId });
    };
    panel.onDidChangeViewState(tell);
    tell();
  }

  /**
   * Opens the devices' log, or brings it to the front. Resolves when it has its content.
   * @param range what it is to show, where that isn't for the log to say
   */
  async open({ projectId, deviceIds }: LogSessionKey, range?: LinkedRange): Promise<void> {
    const key = { projectId, deviceIds };
    const isOpen = this.host.contentOf(key) !== undefined;
    // A new log begins with the range; one that stands there has rows of its own, which may cost to replace.
    await this.host.open({ ...key, ...(range && { range }) });
    if (range && isOpen) await this.host.contentOf(key)?.showRange(range);
  }

  /** The same, with the rows of one data point alone. */
  async openPoint(key: LogSessionKey, code: string): Promise<void> {
    await this.open(key);
    this.host.contentOf(key)?.showPoint(code);
  }

  /** The devices of all logs that are open. */
  devices(): readonly DeviceRef[] {
    return this.host.all().flatMap(({ devices }) => devices);
  }

  /** The log in front, and the range that it shows. */
  inFront(): Link | undefined {
    return this.host.inFront()?.link();
  }

  /** Has the log in front do what its button does; nothing where none is. */
  tellInFront(command: LogPageCommand): void {
    this.host.inFront()?.tellPage(command);
  }
}

/** The state a page keeps: where it comes from another version, or from nowhere, it is no key. */
export function readLogsKey(state: unknown): LogsKey | undefined {
  if (typeof state !== 'object' || state === null) return undefined;
  const own = new Map<string, unknown>(Object.entries(state));
  const projectId = own.get('projectId');
  const deviceIds: unknown = own.get('deviceIds');
  if (!isId(projectId) || !Array.isArray(deviceIds) || !deviceIds.every(isId)) return undefined;
  if (deviceIds.length === 0 || deviceIds.length > devicesAtMost) return undefined;
  return { projectId, deviceIds: [...new Set(deviceIds)], kept: state };
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= maxIdLength;
}
