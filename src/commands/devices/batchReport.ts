import * as vscode from 'vscode';
import { displayText } from '../../base/displayText.js';
import { markdownCellText } from '../../model/exports/markdownCell.js';
import type { BatchItem, BatchReport } from '../../model/devices/batch.js';
import { describeProblem, referenceText } from '../../platform/errorMessages/problemTexts.js';
import { sentences } from '../../platform/display/sentences.js';
import type { DestructiveAction } from './destructiveAction.js';
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
  const rows = report.items.map((item, index) => {
    const device = devices[index];
    return [
      String(index + 1),
      cell(device?.name ?? item.ref.deviceId),
      cell(item.ref.deviceId),
      cell(device?.user ?? ''),
      cell(device?.project ?? ''),
      resultText(item),
    ];
  });
  const head = [
    '#',
    vscode.l10n.t('Device'),
    vscode.l10n.t('ID'),
    vscode.l10n.t('User'),
    vscode.l10n.t('Project'),
    vscode.l10n.t('Result'),
  ];
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    `# ${kind.title(report.items.length)}`,
    '',
    batchSummary(kind, report),
    '',
    line(head),
    line(head.map(() => '---')),
    ...rows.map(line),
    '',
  ].join('\n');
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
      return vscode.l10n.t('failed – {0}', cell(why));
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

/** One line, and nothing in it that a table or Markdown would read: the report is shown rendered. */
function cell(text: string): string {
  return markdownCellText(displayText(text, 400));
}
