import { l10n } from 'vscode';
import { displayText } from '../../base/displayText.js';
import type { OpenDoubt } from '../../model/devices/doubts.js';
import type { DoubtDto } from '../../protocol/deviceParts.js';
import { unknownText } from '../host/writeTexts.js';

/** A change in doubt in words; and what came of it. */
export function doubtDto({ id, operation, about, result }: OpenDoubt): DoubtDto {
  if (result.outcome !== 'unknown') return { id, state: 'done', title: doneText(operation) };
  const title = doubtTitle(operation, about);
  return { id, state: result.later ? 'looking' : 'unknown', title, text: unknownText(result) };
}

function doubtTitle(operation: OpenDoubt['operation'], about: readonly string[]): string {
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
    case 'commands.send':
      return l10n.t('Whether ‘{0}’ was set isn’t known', sentCodes(about));
    default:
      return l10n.t('Whether the name is ‘{0}’ now isn’t known', displayText(about.at(-1) ?? ''));
  }
}

/** Data points of one command, by their codes: each stands before its value. */
function sentCodes(about: readonly string[]): string {
  return displayText(about.filter((_, at) => at % 2 === 0).join(', '));
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
    case 'commands.send':
      return l10n.t('The connection broke, but a check showed that the data point was set.');
    default:
      return l10n.t('The connection broke, but a check showed that it was renamed.');
  }
}
