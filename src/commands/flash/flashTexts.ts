import * as vscode from 'vscode';
import { displayText } from '../../base/displayText.js';
import type { FlashSide } from '../../model/flash/flashReading.js';
import { isChanged, versionChanges, type VersionChange } from '../../model/flash/versionChange.js';
import { describeProblem } from '../../platform/errorMessages/problemTexts.js';

const modulesShown = 4;
const longestVersion = 24;

/** `Wi-Fi 1.0.3 → 1.0.4, MCU 1.0.0`, and why a side is missing. */
export function versionsText(before: FlashSide, after: FlashSide): string {
  const changes = versionChanges(before.modules, after.modules);
  const list = changes.slice(0, modulesShown).map(moduleText).join(', ');
  const known = !before.lack && !after.lack;
  if (known && changes.length === 0) return vscode.l10n.t('the cloud knows no version of it');
  if (known) return changes.some(isChanged) ? list : vscode.l10n.t('{0}, as before', list);
  const why = [
    before.lack && vscode.l10n.t('version before unknown: {0}', lackText(before.lack)),
    after.lack && vscode.l10n.t('version after unknown: {0}', lackText(after.lack)),
  ];
  return [list, ...why].filter((part) => part !== undefined && part !== '').join(' · ');
}

function moduleText({ module, before, after }: VersionChange): string {
  const [from, to] = [before, after].map((version) =>
    version === undefined ? '?' : displayText(version, longestVersion),
  );
  const name = moduleName(module);
  return before === after ? `${name} ${to}` : `${name} ${from} → ${to}`;
}

function lackText(lack: NonNullable<FlashSide['lack']>): string {
  switch (lack.reason) {
    case 'missed':
      return vscode.l10n.t('not read');
    case 'offline':
      return vscode.l10n.t('the device didn’t come back online within two minutes');
    case 'failed':
      return describeProblem(lack.error).what;
  }
}

function moduleName(module: number): string {
  switch (module) {
    case 0:
      return 'Wi-Fi';
    case 1:
      return 'Bluetooth';
    case 2:
      return 'GPRS';
    case 3:
      return 'Zigbee';
    case 4:
      return vscode.l10n.t('infrared');
    case 5:
      return '433 MHz';
    case 6:
      return 'NB-IoT';
    case 9:
      return 'MCU';
    default:
      return `#${module}`;
  }
}
