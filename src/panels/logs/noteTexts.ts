import * as vscode from 'vscode';
import { displayText } from '../../base/displayText.js';
import type { LogNote } from '../../model/logs/rows/logTypes.js';
import type { LogDevices } from '../../model/logs/open/logDevices.js';
import type { LogItem } from '../../model/logs/view/logView.js';
import { describeProblem } from '../../platform/errorMessages/problemTexts.js';
import type { LogNoteDto } from '../../protocol/logRows.js';

const longestText = 300;

/** What stands between rows, in words. */
export function noteDto(
  { index, note }: LogItem & { readonly kind: 'note' },
  devices: LogDevices,
): LogNoteDto {
  return {
    kind: 'note',
    index,
    id: note.id,
    note: note.kind,
    time: note.time,
    ...(note.until !== undefined && { until: note.until }),
    ...(note.device !== undefined && { device: note.device }),
    ...(note.flash !== undefined && { flash: note.flash }),
    text: displayText(noteText(note, devices), longestText),
    canRead: note.canRead,
  };
}

function noteText(note: LogNote, devices: LogDevices): string {
  const device = note.device === undefined ? undefined : devices.nameOf(note.device);
  switch (note.kind) {
    case 'marker':
      return note.text === undefined || note.text === '' ? vscode.l10n.t('Marker') : note.text;
    case 'offline':
      return device === undefined
        ? vscode.l10n.t('The device was offline')
        : vscode.l10n.t('{0} was offline', device);
    case 'failed': {
      const why = note.problem === undefined ? '' : describeProblem(note.problem).what;
      return vscode.l10n.t('This stretch could not be read. {0}', why).trim();
    }
    case 'unread':
      return vscode.l10n.t('Not read yet');
    case 'paused':
      return vscode.l10n.t('Not followed');
    case 'retention':
      return vscode.l10n.t('The free log keeps seven days: nothing is left from before');
    case 'dropped':
      return vscode.l10n.t('The oldest rows were removed: this log holds as many as the settings allow');
    case 'incomplete':
      return lackText(note.lack);
  }
}

function lackText(lack: LogNote['lack']): string {
  switch (lack) {
    case 'badRecords':
      return vscode.l10n.t('Some rows here can’t be read');
    case 'otherTime':
      return vscode.l10n.t('Rows here with a time outside the range were left out');
    case 'emptyPage':
    case 'noCursor':
      return vscode.l10n.t('The cloud announced more rows but didn’t send them: rows may be missing');
    case 'tooManyPages':
      return vscode.l10n.t('The cloud sent too many pages: rows may be missing');
    default:
      return vscode.l10n.t('The cloud repeated itself here: rows may be missing');
  }
}
