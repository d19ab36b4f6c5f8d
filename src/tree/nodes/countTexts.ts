import * as vscode from 'vscode';
import type { DeviceCount } from '../../model/fleet/fleetCounts.js';

/** `12 · 3 online`; `12+` where more may come; '' where there is nothing to count. */
export function countText({ devices, online, known }: DeviceCount, isWhole: boolean): string {
  if (devices === 0) return '';
  const count = numberText(devices) + (isWhole ? '' : '+');
  return known === 0 ? count : `${count} · ${vscode.l10n.t('{0} online', numberText(online))}`;
}

/** The same for the ear. */
export function spokenCount({ devices, online, known }: DeviceCount, isWhole: boolean): readonly string[] {
  if (devices === 0) return [];
  const count = numberText(devices);
  const text = !isWhole
    ? vscode.l10n.t('{0} devices and more', count)
    : devices === 1
      ? vscode.l10n.t('1 device')
      : vscode.l10n.t('{0} devices', count);
  return known === 0 ? [text] : [text, vscode.l10n.t('{0} online', numberText(online))];
}

function numberText(count: number): string {
  return count.toLocaleString(vscode.env.language);
}
