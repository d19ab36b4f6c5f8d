import * as vscode from 'vscode';
import { writeLink, type Link } from '../../model/links/link.js';
import type { DeviceRef } from '../../model/projects/project.js';
import { ToldError } from '../../platform/errorMessages/problemTexts.js';
import type { CommandDeps } from '../commandDeps.js';

/** Puts the devices' links on the clipboard, each on a line of its own. */
export async function copyDeviceLinks(
  { extensionId }: CommandDeps,
  refs: readonly DeviceRef[] = [],
): Promise<void> {
  if (refs.length === 0) return;
  await copy(
    extensionId,
    refs.map((ref) => ({ kind: 'device', ...ref })),
  );
}

/** The link of the log in front, with its range. */
export async function copyLogLink({ extensionId, logInFront }: CommandDeps): Promise<void> {
  const link = logInFront();
  if (link) await copy(extensionId, [link]);
}

async function copy(extensionId: string, links: readonly Link[]): Promise<void> {
  const addresses = links.flatMap((link) => writeLink(link) ?? []);
  if (addresses.length < links.length)
    throw new ToldError({ what: vscode.l10n.t('No link can be made of this ID.') });
  const scheme = vscode.env.uriScheme;
  const lines = addresses.map(({ path, query }) => `${scheme}://${extensionId}${path}?${query}`);
  await vscode.env.clipboard.writeText(lines.join('\n'));
  vscode.window.setStatusBarMessage(vscode.l10n.t('Copied'), 3_000);
}
