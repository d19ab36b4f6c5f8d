import * as vscode from 'vscode';
import { Disposable } from '../../base/lifecycle.js';
import type { Logger } from '../../base/logger.js';
import type { UserFormKey } from '../../model/userForm/userFormState.js';
import type { DeviceRef } from '../../model/projects/project.js';
import { readDeviceRef } from '../details/detailsRegistry.js';
import { PanelHost } from '../host/panelHost.js';
import type { UserFormPanelDeps, UserFormRemains } from './userFormPanel.js';

export interface UserFormRegistryDeps {
  readonly extensionUri: vscode.Uri;
  readonly log: Logger;
  /** What a panel works with. Asked for when the first one opens: activation loads none of it. */
  parts(): Promise<Pick<UserFormPanelDeps, 'forms' | 'weight' | 'clock'>>;
  showExtensionLog(): void;
}

export const userFormViewType = 'tuya.userForm';

/** A form, and what was typed into it before. */
type FormKey = UserFormKey & UserFormRemains;

/**
 * Opens a form per user, and brings forms back with all that was typed after a window reload. No extension can keep a
 * panel from closing: one that is closed with unsaved values asks at once, and opens again with them unless they are
 * to be discarded.
 */
export class UserFormRegistry extends Disposable {
  private readonly host: PanelHost<FormKey>;
  private isEnding = false;

  constructor(deps: UserFormRegistryDeps) {
    super();
    const { extensionUri, log, showExtensionLog } = deps;
    this.host = this._register(
      new PanelHost<FormKey>(
        {
          viewType: userFormViewType,
          entry: 'userForm',
          icon: new vscode.ThemeIcon('person-add'),
          idOf: ({ projectId, deviceId, userId = '' }) => JSON.stringify([projectId, deviceId, userId]),
          titleOf: ({ userId }) =>
            userId === undefined ? vscode.l10n.t('New User') : vscode.l10n.t('Edit User'),
          readKey: readFormKey,
          fill: async (panel, { draft, earlier, kept, ...key }, asker, read) => {
            const [{ UserFormPanel }, parts, files] = await Promise.all([
              import('./userFormPanel.js'),
              deps.parts(),
              read,
            ]);
            return new UserFormPanel(
              panel,
              key,
              { draft, earlier, kept },
              {
                ...parts,
                asker,
                files,
                extensionUri,
                log,
                showExtensionLog,
                closedUnsaved: (form, isUnknown, sent) =>
                  void this.closedUnsaved({ ...key, draft: form, earlier: sent }, isUnknown),
              },
            );
          },
        },
        extensionUri,
        log,
      ),
    );
  }

  open(ref: DeviceRef, userId?: string): Promise<void> {
    const { projectId, deviceId } = ref;
    return this.host.open({ projectId, deviceId, ...(userId !== undefined && { userId }) });
  }

  override dispose(): void {
    this.isEnding = true;
    super.dispose();
  }

  /** The window's own end asks nothing: the page has kept the values, and the window brings them back. */
  private async closedUnsaved(key: FormKey, isUnknown: boolean): Promise<void> {
    if (this.isEnding) return;
    const keep: vscode.MessageItem = { title: vscode.l10n.t('Keep Editing'), isCloseAffordance: true };
    const discard: vscode.MessageItem = { title: vscode.l10n.t('Discard') };
    const chosen = await vscode.window.showWarningMessage(
      isUnknown
        ? vscode.l10n.t('Whether the user was saved isn’t known')
        : vscode.l10n.t('The values of this user aren’t saved.'),
      { modal: true, detail: vscode.l10n.t('Discard them, or open the form again and continue?') },
      keep,
      discard,
    );
    if (chosen !== discard && !this.isEnding) await this.host.open(key);
  }
}

const maxIdLength = 200;

function readFormKey(state: unknown): FormKey | undefined {
  const ref = readDeviceRef(state);
  if (!ref) return undefined;
  const own = new Map<string, unknown>(Object.entries(state as object));
  const userId = own.get('userId');
  const draft = own.get('draft');
  const kept = own.get('earlier');
  return {
    ...ref,
    ...(typeof userId === 'string' && userId !== '' && userId.length <= maxIdLength && { userId }),
    ...(draft !== undefined && { draft }),
    ...(kept !== undefined && { kept }),
  };
}
