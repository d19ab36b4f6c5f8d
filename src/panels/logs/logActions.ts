import * as vscode from 'vscode';
import { displayText } from '../../base/displayText.js';
import type { LogArchive } from '../../model/logs/archive/logArchive.js';
import { safeName } from '../../model/exports/fileName.js';
import type { LogDevices } from '../../model/logs/open/logDevices.js';
import type { DeviceRef } from '../../model/projects/project.js';
import { saveAs } from '../../platform/prompts/saveOrCopyText.js';
import { ToldError } from '../../platform/errorMessages/problemTexts.js';
import { archiveProblemText } from './archiveFacts.js';

export async function savePng(bytes: Uint8Array, devices: LogDevices): Promise<void> {
  await saveAs(bytes, `${safeName(`${devices.nameOf(0)} chart`)}.png`);
}

/** Keeps a device's log from now on, or ends that; what is there already is deleted only where the person says so. */
export async function switchArchive(
  archive: LogArchive,
  ref: DeviceRef,
  name: string,
  on: boolean,
): Promise<void> {
  if (on) {
    const problem = await archive.set(ref, true);
    if (problem !== undefined) throw new ToldError({ what: archiveProblemText(problem) });
    return;
  }
  const keep = vscode.l10n.t('Keep the Rows');
  const drop = vscode.l10n.t('Delete the Rows');
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t('Stop keeping the log of ‘{0}’?', displayText(name)),
    {
      modal: true,
      detail: vscode.l10n.t('The rows kept so far can stay on this computer or be deleted.'),
    },
    keep,
    drop,
  );
  if (chosen === drop) await archive.dropDevice(ref);
  else if (chosen === keep) {
    const problem = await archive.set(ref, false);
    if (problem !== undefined) throw new ToldError({ what: archiveProblemText(problem) });
  }
}
