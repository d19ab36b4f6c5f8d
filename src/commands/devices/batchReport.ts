import * as vscode from 'vscode';
import type { BatchItem, BatchReport } from '../../model/devices/batch.js';
import { describeProblem, referenceText } from '../../platform/errorMessages/problemTexts.js';
import { sentences } from '../../platform/display/sentences.js';
import type { DestructiveAction } from './destructiveAction.js';
import { deviceReport } from './deviceReport.js';
import type { DeviceWords } from './deviceWords.js';

/** The numbers in one sentence. */
export function batchSummary(kind: DestructiveAction, { counts }: BatchReport): string {
  const { done, refused, unknown, notStarted } = counts;
  const parts = [kind.doneCount(done)];
  if (refused > 0) parts.push(vscode.l10n.t('{0} failed', refused));
  if (unknown > 0) parts.push(vscode.l10n.t('{0} unknown', unknown));
  if (notStarted > 0) parts.push(vscode.l10n.t('{0} not started', notStarted));
  return `${parts.join(', ')}.`;
}

/** What became of each device, as Markdown that reads well as text too. */
export function batchReport(
  kind: DestructiveAction,
  devices: readonly DeviceWords[],
  report: BatchReport,
): string {
  return deviceReport(kind.title(report.items.length), batchSummary(kind, report), devices, report.items, [
    { head: vscode.l10n.t('User'), text: (_, device) => device?.user },
    { head: vscode.l10n.t('Project'), text: (_, device) => device?.project },
    { head: vscode.l10n.t('Result'), text: resultText },
  ]);
}

function resultText(item: BatchItem): string {
  switch (item.state) {
    case 'done':
      return item.settledBy === 'look'
        ? vscode.l10n.t('done – the connection broke, but the cloud shows it')
        : vscode.l10n.t('done');
    case 'refused': {
      const problem = describeProblem(item.error);
      const why = sentences([problem.what, referenceText(problem)]);
      return vscode.l10n.t('failed – {0}', why);
    }
    case 'unknown':
      return item.result.later
        ? vscode.l10n.t('unknown – the connection broke; checking again automatically')
        : vscode.l10n.t('unknown – the connection broke, and the cloud does not show whether it was done');
    case 'notStarted':
    case 'running':
      return vscode.l10n.t('not started');
  }
}
