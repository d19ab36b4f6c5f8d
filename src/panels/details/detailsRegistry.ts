import * as vscode from 'vscode';
import type { Event } from '../../base/event.js';
import { Disposable } from '../../base/lifecycle.js';
import type { Logger } from '../../base/logger.js';
import type { DeviceRef } from '../../model/projects/project.js';
import type { DetailsPanelDeps } from './detailsPanel.js';
import { PanelHost } from '../host/panelHost.js';
import { keptIcon, PreviewPanels } from './previewPanels.js';

export interface DetailsRegistryDeps {
  readonly extensionUri: vscode.Uri;
  readonly log: Logger;
  /** What a panel works with. Asked for when the first panel opens: activation loads none of it. */
  parts(): Promise<Pick<DetailsPanelDeps, 'model' | 'weight' | 'sender' | 'clock'>>;
  /** Shows the log channel. */
  showExtensionLog(): void;
  openUserForm(ref: DeviceRef, userId?: string): void;
  openDeviceLog(ref: DeviceRef, code?: string): void;
  editPoint(ref: DeviceRef, code: string): Promise<void>;
  showInSource(ref: DeviceRef, code: string): Promise<void>;
  hasSource(): boolean;
  openProduct(ref: DeviceRef): Promise<void>;
  importModel(): Promise<void>;
  /** Whether the person wants previews at all. */
  wantsPreviews(): boolean;
  /** Whether the panel in front is a preview. */
  tellPreview(isPreview: boolean): void;
}

export const detailsViewType = 'tuya.details';

/** Two openings of one device within this time, ms, are a double click. */
const doubleClickMs = 500;

/**
 * Opens the details of devices, one panel each, and brings them back after a window reload. What isn't kept is a preview,
 * which the next one replaces.
 */
export class DetailsRegistry extends Disposable {
  private readonly host: PanelHost<DeviceRef>;
  private readonly previews: PreviewPanels<DeviceRef>;
  private last: { readonly id: string; readonly at: number } | undefined;

  constructor(deps: DetailsRegistryDeps) {
    super();
    const { extensionUri, log, showExtensionLog, openUserForm, openDeviceLog } = deps;
    const { editPoint, openProduct, importModel, showInSource } = deps;
    this.previews = this._register(
      new PreviewPanels<DeviceRef>({
        isWanted: () => deps.wantsPreviews(),
        tellFront: (isPreview) => deps.tellPreview(isPreview),
      }),
    );
    this.host = this._register(
      new PanelHost<DeviceRef>(
        {
          viewType: detailsViewType,
          entry: 'details',
          icon: keptIcon,
          idOf,
          titleOf: () => vscode.l10n.t('Device'),
          readKey: readDeviceRef,
          fill: async (panel, ref, asker, read) => {
            this.previews.add(idOf(ref), ref, panel, asker === 'person');
            const [{ DetailsPanel }, parts, files] = await Promise.all([
              import('./detailsPanel.js'),
              deps.parts(),
              read,
            ]);
            // Who goes on to another device wants to come back.
            const openDevice = (other: DeviceRef): void => {
              this.keep(ref);
              void this.open(other);
            };
            return new DetailsPanel(panel, ref, {
              ...parts,
              asker,
              files,
              extensionUri,
              log,
              showExtensionLog,
              openDevice,
              openUserForm,
              openDeviceLog,
              editPoint,
              showInSource,
              hasSource: () => deps.hasSource(),
              openProduct,
              importModel,
            });
          },
        },
        extensionUri,
        log,
      ),
    );
  }

  /** The device of the panel that has come to the front. */
  get onDidActivate(): Event<DeviceRef> {
    return this.previews.onDidActivate;
  }

  /** Opens the device's panel, or brings it to the front; at once twice, it is kept. Resolves when it has its content. */
  async open(ref: DeviceRef): Promise<void> {
    const id = idOf(ref);
    const at = performance.now();
    const isTwice = this.last?.id === id && at - this.last.at < doubleClickMs;
    this.last = { id, at };
    if (isTwice) this.keep(ref);
    await this.host.open(ref);
  }

  /** The panel stays when another one is opened; without a device, the one in front. */
  keep(ref?: DeviceRef): void {
    if (ref) this.previews.keep(idOf(ref));
    else this.previews.keepFront();
  }
}

function idOf({ projectId, deviceId }: DeviceRef): string {
  return JSON.stringify([projectId, deviceId]);
}

const maxIdLength = 200;

/** The state a page keeps: where it comes from another version, or from nowhere, it is no reference. */
export function readDeviceRef(state: unknown): DeviceRef | undefined {
  if (typeof state !== 'object' || state === null) return undefined;
  const own = new Map<string, unknown>(Object.entries(state));
  const projectId = own.get('projectId');
  const deviceId = own.get('deviceId');
  return isId(projectId) && isId(deviceId) ? { projectId, deviceId } : undefined;
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= maxIdLength;
}
