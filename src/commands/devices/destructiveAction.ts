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
          "It is removed from its user's home, for everybody, and takes its {0} sub-devices with it. To use it again it has to be paired anew.",
          subDevices,
        )
      : vscode.l10n.t(
          "It is removed from its user's home, for everybody. To use it again it has to be paired anew.",
        ),
  progress: (count) =>
    count === 1 ? vscode.l10n.t('Deleting the device…') : vscode.l10n.t('Deleting {0} devices', count),
  run: (actions, ref, signal) => actions.remove(ref, signal),
  hindrance: () => undefined,
  done: (name) => vscode.l10n.t('‘{0}’ is deleted.', name),
  notDone: (name) => vscode.l10n.t('‘{0}’ is not deleted.', name),
  reportName: 'deleted-devices.md',
};

export const reset: DestructiveAction = {
  verb: () => vscode.l10n.t('Restore'),
  title: (count) => vscode.l10n.t('Restore Factory Defaults of {0} Devices', count),
  question: (name) => vscode.l10n.t('Restore the factory defaults of ‘{0}’?', name),
  consequence: () =>
    vscode.l10n.t(
      'Its settings, its network and its pairing are erased on the device itself. To use it again it has to be paired anew.',
    ),
  progress: (count) =>
    count === 1
      ? vscode.l10n.t('Restoring factory defaults…')
      : vscode.l10n.t('Restoring factory defaults of {0} devices', count),
  run: (actions, ref, signal) => actions.resetFactory(ref, signal),
  hindrance: ({ online }) =>
    online === false ? vscode.l10n.t("It is offline and can't be reset now.") : undefined,
  done: (name) => vscode.l10n.t('‘{0}’ is back at its factory defaults.', name),
  notDone: (name) => vscode.l10n.t('‘{0}’ is not reset.', name),
  reportName: 'reset-devices.md',
};
