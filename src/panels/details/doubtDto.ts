import { l10n } from 'vscode';
import { displayText } from '../../base/displayText.js';
import type { OpenDoubt } from '../../model/devices/doubts.js';
import type { DoubtDto } from '../../protocol/deviceParts.js';
import { unknownText } from '../host/writeTexts.js';

/** A change in doubt in words; and what came of it. */
export function doubtDto({ id, operation, about, result }: OpenDoubt): DoubtDto {
  if (result.outcome !== 'unknown') return { id, state: 'done', title: doneText(operation) };
  const title = doubtTitle(operation, about.at(-1) ?? '');
  return { id, state: result.later ? 'looking' : 'unknown', title, text: unknownText(result) };
}

function doubtTitle(operation: OpenDoubt['operation'], last: string): string {
  switch (operation) {
    case 'devices.remove':
      return l10n.t('Whether the device was deleted isn’t known');
    case 'devices.resetFactory':
      return l10n.t('Whether the device was reset isn’t known');
    case 'deviceUsers.remove':
      return l10n.t('Whether the user was deleted isn’t known');
    case 'deviceUsers.add':
    case 'deviceUsers.modify':
      return l10n.t('Whether the user was saved isn’t known');
    default:
      return l10n.t('Whether the name is ‘{0}’ now isn’t known', displayText(last));
  }
}

function doneText(operation: OpenDoubt['operation']): string {
  switch (operation) {
    case 'devices.resetFactory':
      return l10n.t('The connection broke, but a check showed that the device was reset.');
    case 'deviceUsers.remove':
      return l10n.t('The connection broke, but a check showed that the user was deleted.');
    case 'deviceUsers.add':
    case 'deviceUsers.modify':
      return l10n.t('The connection broke, but a check showed that the user was saved.');
    default:
      return l10n.t('The connection broke, but a check showed that it was renamed.');
  }
}
