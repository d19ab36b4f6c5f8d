import * as vscode from 'vscode';
import { displayText } from '../../base/displayText.js';
import type { Core } from '../../app/core.js';
import { deviceJson } from '../../model/exports/exportDevices.js';
import type { DeviceRef } from '../../model/projects/project.js';
import { confirmed } from '../../platform/prompts/notify.js';
import { ToldError } from '../../platform/errorMessages/problemTexts.js';
import type { CommandDeps } from '../commandDeps.js';
import { wholeDevices } from './wholeDevices.js';

type Refs = readonly DeviceRef[] | undefined;

/** Puts the ids on the clipboard, each on a line of its own. */
export async function copyIds(refs: Refs): Promise<void> {
  if (refs && refs.length > 0) await copy(refs.map(({ deviceId }) => deviceId));
}

export async function copyUuids(deps: CommandDeps, refs: Refs): Promise<void> {
  if (!refs || refs.length === 0) return;
  const core = await deps.core.get();
  const devices = await wholeDevices(core, refs, vscode.l10n.t('Copy UUID'));
  if (!devices) return;
  const uuids = [...devices].flatMap(({ device }) => device.uuid ?? []);
  if (uuids.length === 0) throw new ToldError({ what: vscode.l10n.t('No UUID is known.') });
  await copy(uuids);
}

/** Only after the person has heard that it's a secret. */
export async function copyLocalKeys(deps: CommandDeps, refs: Refs): Promise<void> {
  if (!refs || refs.length === 0) return;
  const core = await deps.core.get();
  const keys = refs.flatMap((ref) => core.devices.device(ref)?.value.localKey || []);
  if (keys.length === 0)
    throw new ToldError({ what: vscode.l10n.t('The cloud gives no local key for this device.') });
  if (await agreeToKeys(core, refs)) await copy(keys);
}

/** One device as an object, several as an array; with local keys only where the person chooses so. */
export async function copyJson(deps: CommandDeps, refs: Refs): Promise<void> {
  if (!refs || refs.length === 0) return;
  const core = await deps.core.get();
  const title = vscode.l10n.t('Copy as JSON');
  const whole = await wholeDevices(core, refs, title);
  const devices = [...(whole ?? [])];
  if (devices.length === 0) return;
  const items = [
    { label: vscode.l10n.t('Without secrets'), withKeys: false },
    { label: vscode.l10n.t('With local keys'), withKeys: true },
  ];
  const chosen = await vscode.window.showQuickPick(items, { title });
  if (!chosen || (chosen.withKeys && !(await agreeToKeys(core, refs)))) return;
  const texts = devices.map((device) => deviceJson(device, { withKeys: chosen.withKeys }));
  await copy([texts.length === 1 ? (texts[0] ?? '') : `[${texts.join(', ')}]`]);
}

/** The question before any local key leaves the extension. */
export function agreeToKeys(
  core: Core,
  refs: readonly DeviceRef[],
  isExport: boolean = false,
): Promise<boolean> {
  const [only] = refs.length === 1 ? refs : [];
  const name = only ? displayText(core.devices.device(only)?.value.name ?? only.deviceId) : '';
  const question = isExport
    ? only
      ? vscode.l10n.t('Export the local key of ‘{0}’?', name)
      : vscode.l10n.t('Export the local keys of {0} devices?', refs.length)
    : only
      ? vscode.l10n.t('Copy the local key of ‘{0}’?', name)
      : vscode.l10n.t('Copy the local keys of {0} devices?', refs.length);
  return confirmed(
    question,
    vscode.l10n.t(
      'A local key is a secret. Anyone on the local network who has it can control the device until it is paired again.',
    ),
    isExport ? vscode.l10n.t('Export') : vscode.l10n.t('Copy Local Key'),
  );
}

async function copy(lines: readonly string[]): Promise<void> {
  await vscode.env.clipboard.writeText(lines.join('\n'));
  vscode.window.setStatusBarMessage(vscode.l10n.t('Copied'), 3_000);
}
