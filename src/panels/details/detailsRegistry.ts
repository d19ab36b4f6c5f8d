import * as vscode from 'vscode';
import { Disposable } from '../../base/lifecycle.js';
import type { Logger } from '../../base/logger.js';
import type { DeviceRef } from '../../model/projects/project.js';
import type { DetailsPanelDeps } from './detailsPanel.js';
import { PanelHost } from '../host/panelHost.js';

export interface DetailsRegistryDeps {
  readonly extensionUri: vscode.Uri;
  readonly log: Logger;
  /** What a panel works with. Asked for when the first panel opens: activation loads none of it. */
  parts(): Promise<Pick<DetailsPanelDeps, 'model' | 'weight' | 'sender' | 'clock'>>;
  /** Shows the log channel. */
  showExtensionLog(): void;
  openUserForm(ref: DeviceRef, userId?: string): void;
  openDeviceLog(ref: DeviceRef): void;
  editPoint(ref: DeviceRef, code: string): Promise<void>;
  openProduct(ref: DeviceRef): Promise<void>;
  importModel(): Promise<void>;
}

export const detailsViewType = 'tuya.details';

/** Opens the details of devices, one panel each, and brings them back after a window reload. */
export class DetailsRegistry extends Disposable {
  private readonly host: PanelHost<DeviceRef>;

  constructor(deps: DetailsRegistryDeps) {
    super();
    const { extensionUri, log, showExtensionLog, openUserForm, openDeviceLog } = deps;
    const { editPoint, openProduct, importModel } = deps;
    this.host = this._register(
      new PanelHost<DeviceRef>(
        {
          viewType: detailsViewType,
          icon: new vscode.ThemeIcon('circuit-board'),
          idOf: ({ projectId, deviceId }) => JSON.stringify([projectId, deviceId]),
          titleOf: () => vscode.l10n.t('Device'),
          readKey: readDeviceRef,
          fill: async (panel, ref, asker) => {
            const [{ DetailsPanel }, parts] = await Promise.all([import('./detailsPanel.js'), deps.parts()]);
            const openDevice = (other: DeviceRef): void => void this.open(other);
            return new DetailsPanel(panel, ref, {
              ...parts,
              asker,
              extensionUri,
              log,
              showExtensionLog,
              openDevice,
              openUserForm,
              openDeviceLog,
              editPoint,
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

  /** Opens the device's panel, or brings it to the front. Resolves when it has its content. */
  open(ref: DeviceRef): Promise<void> {
    return this.host.open(ref);
  }
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
