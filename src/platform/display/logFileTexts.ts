import * as vscode from 'vscode';
import type { LogFileProblem } from '../../model/logs/logFiles/logFileTypes.js';

/** Why a log isn’t written to its file just now. */
export function logFileProblemText(problem: LogFileProblem): string {
  switch (problem) {
    case 'full':
      return vscode.l10n.t('The disk is full.');
    case 'busy':
      return vscode.l10n.t('Another window is using the log file.');
    case 'io':
      return vscode.l10n.t('The log file can’t be written on this disk.');
  }
}
