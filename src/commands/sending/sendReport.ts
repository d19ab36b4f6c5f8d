import * as vscode from 'vscode';
import { displayText } from '../../base/displayText.js';
import { markdownCellText } from '../../model/exports/markdownCell.js';
import { ValueRefusedError } from '../../model/sending/commandSender.js';
import type { SendBatchItem } from '../../model/sending/sendBatch.js';
import { reportOf, type Verdict } from '../../model/sending/sentCommand.js';
import { numberText } from '../../platform/display/numbers.js';
import { sentences } from '../../platform/display/sentences.js';
import { describeProblem, referenceText } from '../../platform/errorMessages/problemTexts.js';
import { commandText, valueProblemText } from '../../platform/errorMessages/sendTexts.js';
import type { DeviceWords } from '../devices/deviceWords.js';

type Shown = (value: unknown) => string;
type Outcome = Verdict['kind'] | 'notSent' | 'notStarted';

/** The numbers in one sentence, and whether all of it went as it was meant. */
export function sendSummary(items: readonly SendBatchItem[]): {
  readonly text: string;
  readonly isGood: boolean;
} {
  const counts = new Map<Outcome, number>();
  for (const item of items) counts.set(outcomeOf(item), (counts.get(outcomeOf(item)) ?? 0) + 1);
  const parts = outcomes.flatMap((outcome) => {
    const count = counts.get(outcome) ?? 0;
    return count > 0 ? [countText(outcome, numberText(count))] : [];
  });
  const good = (counts.get('applied') ?? 0) + (counts.get('same') ?? 0);
  return { text: `${parts.join(', ')}.`, isGood: good === items.length };
}

/** What came of it for each device, as Markdown that reads well as text too. */
export function sendReport(
  title: string,
  devices: readonly DeviceWords[],
  items: readonly SendBatchItem[],
  shown: Shown,
): string {
  const rows = items.map((item, index) => {
    const device = devices[index];
    const command = item.state === 'sent' ? item.command : undefined;
    return [
      String(index + 1),
      cell(device?.name ?? item.ref.deviceId),
      cell(item.ref.deviceId),
      cell(device?.project ?? ''),
      cell(command?.before === undefined ? '' : shown(command.before)),
      millis(command?.acceptedMs),
      millis(reportOf(command?.verdict)?.ms),
      cell(resultText(item, shown)),
    ];
  });
  const head = [
    '#',
    vscode.l10n.t('Device'),
    vscode.l10n.t('ID'),
    vscode.l10n.t('Project'),
    vscode.l10n.t('Before'),
    vscode.l10n.t('Accepted, ms'),
    vscode.l10n.t('Reported, ms'),
    vscode.l10n.t('Result'),
  ];
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    `# ${cell(title)}`,
    '',
    sendSummary(items).text,
    '',
    line(head),
    line(head.map((_, at) => (at === 5 || at === 6 ? '---:' : '---'))),
    ...rows.map(line),
    '',
  ].join('\n');
}

const outcomes: readonly Outcome[] = [
  ...(['applied', 'appliedOther', 'same', 'noReport', 'unseen', 'unknown'] as const),
  ...(['offline', 'refused', 'notSent', 'notStarted'] as const),
];

function outcomeOf(item: SendBatchItem): Outcome {
  if (item.state === 'sent') return item.command.verdict?.kind ?? 'unknown';
  return item.state === 'notSent' ? 'notSent' : 'notStarted';
}

function countText(outcome: Outcome, count: string): string {
  switch (outcome) {
    case 'applied':
      return vscode.l10n.t('{0} applied', count);
    case 'appliedOther':
      return vscode.l10n.t('{0} applied with another value', count);
    case 'same':
      return vscode.l10n.t('{0} had the value already', count);
    case 'noReport':
      return vscode.l10n.t('{0} without a report', count);
    case 'unseen':
      return vscode.l10n.t('{0} that can’t be checked', count);
    case 'unknown':
      return vscode.l10n.t('{0} unknown', count);
    case 'offline':
      return vscode.l10n.t('{0} offline', count);
    case 'refused':
      return vscode.l10n.t('{0} refused', count);
    case 'notSent':
      return vscode.l10n.t('{0} not sent', count);
    case 'notStarted':
      return vscode.l10n.t('{0} not started', count);
  }
}

function resultText(item: SendBatchItem, shown: Shown): string {
  switch (item.state) {
    case 'sent':
      return commandText(item.command, shown);
    case 'notSent': {
      const { error } = item;
      if (error instanceof ValueRefusedError)
        return sentences([vscode.l10n.t('Not sent.'), valueProblemText(error.problem, shown)]);
      const problem = describeProblem(error);
      return sentences([vscode.l10n.t('Not sent.'), problem.what, referenceText(problem)]);
    }
    case 'notStarted':
    case 'running':
      return vscode.l10n.t('not started');
  }
}

function millis(ms: number | undefined): string {
  return ms === undefined ? '' : numberText(ms);
}

/** One line, and nothing in it that a table or Markdown would read: the report is shown rendered. */
function cell(text: string): string {
  return markdownCellText(displayText(text, 400));
}
