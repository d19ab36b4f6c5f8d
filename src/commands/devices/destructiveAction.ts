import * as vscode from 'vscode';
import type { DeviceActions } from '../../model/devices/deviceActions.js';
import type { WriteResult } from '../../model/devices/writeResult.js';
import type { DeviceRef } from '../../model/projects/project.js';
import type { DeviceWords } from './deviceWords.js';

/** What can't be taken back: the words for it, and what does it. */
export interface DestructiveAction {
  readonly verb: () => string;
  /** Title over preview, question for the number, and progress. */
  readonly title: (count: number) => string;
  readonly question: (name: string) => string;
  readonly consequence: (device: DeviceWords) => string;
  readonly progress: (count: number) => string;
  readonly run: (actions: DeviceActions, ref: DeviceRef, signal?: AbortSignal) => Promise<WriteResult>;
  /** Why it can't be done to this device now. */
  readonly hindrance: (device: DeviceWords) => string | undefined;
  readonly done: (name: string) => string;
  /** What a report counts. */
  readonly doneCount: (count: number) => string;
  /** Has the number typed. */
  readonly typeToConfirm: (count: number) => string;
  readonly notDone: (name: string) => string;
  /** The report's name as a file. */
  readonly reportName: string;
}

export const deletion: DestructiveAction = {
  verb: () => vscode.l10n.t('Delete'),
  title: (count) => vscode.l10n.t('Delete {0} Devices', count),
  question: (name) => vscode.l10n.t('Delete ‘{0}’?', name),
  consequence: ({ subDevices }) =>
    subDevices > 0
      ? vscode.l10n.t(
          'It is removed from its user’s home for everyone, together with its {0} sub-devices. To use it again, pair it again.',
          subDevices,
        )
      : vscode.l10n.t('It is removed from its user’s home for everyone. To use it again, pair it again.'),
  progress: (count) =>
    count === 1 ? vscode.l10n.t('Deleting the device…') : vscode.l10n.t('Deleting {0} devices', count),
  run: (actions, ref, signal) => actions.remove(ref, signal),
  hindrance: () => undefined,
  done: (name) => vscode.l10n.t('‘{0}’ was deleted.', name),
  doneCount: (count) =>
    count === 1 ? vscode.l10n.t('1 device deleted') : vscode.l10n.t('{0} devices deleted', count),
  typeToConfirm: (count) => vscode.l10n.t('Type {0} to delete {0} devices. This can’t be undone.', count),
  notDone: (name) => vscode.l10n.t('‘{0}’ was not deleted.', name),
  reportName: 'deleted-devices.md',
};

export const reset: DestructiveAction = {
  verb: () => vscode.l10n.t('Restore Factory Defaults'),
  title: (count) => vscode.l10n.t('Restore Factory Defaults of {0} Devices', count),
  question: (name) => vscode.l10n.t('Restore the factory defaults of ‘{0}’?', name),
  consequence: () =>
    vscode.l10n.t(
      'Its settings, network and pairing are erased on the device itself. To use it again, pair it again.',
    ),
  progress: (count) =>
    count === 1
      ? vscode.l10n.t('Restoring factory defaults…')
      : vscode.l10n.t('Restoring factory defaults of {0} devices', count),
  run: (actions, ref, signal) => actions.resetFactory(ref, signal),
  hindrance: ({ online }) =>
    online === false ? vscode.l10n.t('It is offline and can’t be reset now.') : undefined,
  done: (name) => vscode.l10n.t('‘{0}’ was reset to its factory defaults.', name),
  doneCount: (count) =>
    count === 1 ? vscode.l10n.t('1 device reset') : vscode.l10n.t('{0} devices reset', count),
  typeToConfirm: (count) =>
    vscode.l10n.t('Type {0} to restore the factory defaults of {0} devices. This can’t be undone.', count),
  notDone: (name) => vscode.l10n.t('‘{0}’ was not reset.', name),
  reportName: 'reset-devices.md',
};
