import * as vscode from 'vscode';
import { ToldError } from '../../platform/errorMessages/problemTexts.js';
import type { CommandDeps } from '../commandDeps.js';
import { readPoints, showDifference } from '../sending/showDifference.js';

/**
 * Shows how the data points of a device differ across a flash, in VS Code's own comparison. No call; one where the
 * device wasn't back when the flash was looked at.
 * @param marker of the flash; of the last one, where none is given
 * @throws TuyaError, ToldError or an abort error
 */
export async function compareFlash(deps: CommandDeps, marker: string | undefined): Promise<void> {
  const core = await deps.core.get();
  const record = marker === undefined ? core.flashRecords.last : core.flashRecords.of(marker);
  if (!record)
    throw new ToldError({
      what:
        marker === undefined
          ? vscode.l10n.t('This window has read no device before a flash.')
          : vscode.l10n.t('The data points from before this flash aren’t there.'),
      remedy: vscode.l10n.t('They are read when a flash task starts, and held until the window is closed.'),
    });
  const { ref, before } = record;
  await showDifference(deps, core, ref, before, record.after ?? (await readPoints(core, ref)));
}
