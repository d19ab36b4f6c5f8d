import * as vscode from 'vscode';
import { showFailure } from '../../platform/errorMessages/nextSteps.js';
import type { Core } from '../../app/core.js';
import type { UnknownResult, WriteResult } from '../../model/devices/writeResult.js';
import { withProgress } from '../../platform/prompts/notify.js';
import { describeProblem, problemText, referenceText } from '../../platform/errorMessages/problemTexts.js';
import { sentences } from '../../platform/display/sentences.js';
import type { DestructiveAction } from './destructiveAction.js';
import type { DeviceWords } from './deviceWords.js';
import { whileLooking } from './whileLooking.js';

/** Does it to one device and tells what became of it. */
export async function runOne(core: Core, kind: DestructiveAction, device: DeviceWords): Promise<void> {
  tell(core, kind, device, await withProgress(kind.progress(1), () => kind.run(core.actions, device.ref)));
}

function tell(core: Core, kind: DestructiveAction, device: DeviceWords, result: WriteResult): void {
  // Nobody waits for these messages to be closed.
  switch (result.outcome) {
    case 'done': {
      const done = kind.done(device.name);
      const text =
        result.settledBy === 'look'
          ? vscode.l10n.t('The connection broke, but it was done. {0}', done)
          : done;
      void vscode.window.showInformationMessage(text);
      return;
    }
    case 'notDone': {
      const why = problemText(describeProblem(result.error));
      void showFailure(sentences([kind.notDone(device.name), why]), result.error);
      return;
    }
    case 'unknown':
      void tellUnknown(core, kind, device, result);
  }
}

async function tellUnknown(
  core: Core,
  kind: DestructiveAction,
  device: DeviceWords,
  { error, later, lookAgain }: UnknownResult,
): Promise<void> {
  if (later) {
    const looking = vscode.l10n.t(
      '‘{0}’: the connection broke, and it isn’t known yet whether it was done. Checking again…',
      device.name,
    );
    return tell(core, kind, device, await whileLooking(core, [device.ref], looking, later));
  }
  const again = vscode.l10n.t('Check Again');
  const text = vscode.l10n.t(
    '‘{0}’: the connection broke, and what the cloud shows now doesn’t tell whether it was done.',
    device.name,
  );
  const told = sentences([text, referenceText(describeProblem(error))]);
  const chosen = await vscode.window.showWarningMessage(told, ...(lookAgain ? [again] : []));
  if (chosen !== again || !lookAgain) return;
  tell(core, kind, device, await withProgress(vscode.l10n.t('Checking the device…'), () => lookAgain()));
}
