import * as vscode from 'vscode';
import type { DeviceRef } from '../../model/projects/project.js';
import { ToldError } from '../../platform/errorMessages/problemTexts.js';
import type { CommandDeps } from '../commandDeps.js';

/**
 * Shows the device's row in the tree.
 *
 * @throws ToldError where it has none
 */
export async function revealDevice(
  deps: Pick<CommandDeps, 'core' | 'revealDevice'>,
  ref: DeviceRef,
): Promise<void> {
  if (await deps.revealDevice(ref)) return;
  const { viewOptions } = await deps.core.get();
  throw new ToldError({
    what: vscode.l10n.t('The device is not in the tree.'),
    ...(viewOptions.isFiltered && {
      remedy: vscode.l10n.t('The filter of the tree may hide it: clear it first.'),
    }),
  });
}
