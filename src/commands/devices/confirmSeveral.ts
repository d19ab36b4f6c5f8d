import * as vscode from 'vscode';
import { displayText } from '../../base/displayText.js';
import { typedCount } from '../../platform/prompts/typedCount.js';
import type { DestructiveAction } from './destructiveAction.js';
import { onlineText, type DeviceWords } from './deviceWords.js';

/** The words for what is done to several devices, and why it can't be to one of them. */
export type SeveralQuestion = Pick<DestructiveAction, 'title' | 'hindrance' | 'typeToConfirm'>;

/**
 * Shows every device that is meant, so that some can be left out, and then has their number typed. Undefined where the
 * person gave up.
 */
export async function confirmSeveral(
  kind: SeveralQuestion,
  devices: readonly DeviceWords[],
): Promise<readonly DeviceWords[] | undefined> {
  const title = kind.title(devices.length);
  const items = devices.map((device) => {
    const hindrance = kind.hindrance(device);
    return {
      label: device.name,
      description: [displayText(device.ref.deviceId), onlineText(device.online), hindrance]
        .filter((part) => part)
        .join(' · '),
      detail: `${device.project} › ${device.user}`,
      picked: hindrance === undefined,
      device,
    };
  });
  const picked = await vscode.window.showQuickPick(items, {
    title,
    placeHolder: vscode.l10n.t('Untick what to leave as it is, then press Enter.'),
    canPickMany: true,
    ignoreFocusOut: true,
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (!picked || picked.length === 0) return undefined;
  const { length } = picked;
  const asked = { title: kind.title(length), prompt: kind.typeToConfirm(length) };
  return (await typedCount(length, asked)) ? picked.map(({ device }) => device) : undefined;
}
