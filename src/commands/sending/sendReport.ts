import * as vscode from 'vscode';
import { ValueRefusedError } from '../../model/sending/commandSender.js';
import type { SendBatchItem } from '../../model/sending/sendBatch.js';
import { reportOf, type Verdict } from '../../model/sending/sentCommand.js';
import { numberText } from '../../platform/display/numbers.js';
import { sentences } from '../../platform/display/sentences.js';
import { describeProblem, referenceText } from '../../platform/errorMessages/problemTexts.js';
import { commandText, valueProblemText } from '../../platform/errorMessages/sendTexts.js';
import { deviceReport } from '../devices/deviceReport.js';
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
  const parts = (Object.keys(countTexts) as Outcome[]).flatMap((outcome) => {
    const count = counts.get(outcome);
    return count === undefined ? [] : [countTexts[outcome](numberText(count))];
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
  const command = (item: SendBatchItem) => (item.state === 'sent' ? item.command : undefined);
  const before = (item: SendBatchItem): unknown => command(item)?.before;
  return deviceReport(title, sendSummary(items).text, devices, items, [
    { head: vscode.l10n.t('Project'), text: (_, device) => device?.project },
    {
      head: vscode.l10n.t('Before'),
      text: (item) => (before(item) === undefined ? '' : shown(before(item))),
    },
    {
      head: vscode.l10n.t('Accepted, ms'),
      text: (item) => millis(command(item)?.acceptedMs),
      isNumber: true,
    },
    {
      head: vscode.l10n.t('Reported, ms'),
      text: (item) => millis(reportOf(command(item)?.verdict)?.ms),
      isNumber: true,
    },
    { head: vscode.l10n.t('Result'), text: (item) => resultText(item, shown) },
  ]);
}

/** In the order they are told. */
const countTexts: Readonly<Record<Outcome, (count: string) => string>> = {
  applied: (count) => vscode.l10n.t('{0} applied', count),
  appliedOther: (count) => vscode.l10n.t('{0} applied with another value', count),
  same: (count) => vscode.l10n.t('{0} had the value already', count),
  noReport: (count) => vscode.l10n.t('{0} without a report', count),
  unseen: (count) => vscode.l10n.t('{0} that can’t be checked', count),
  unknown: (count) => vscode.l10n.t('{0} unknown', count),
  offline: (count) => vscode.l10n.t('{0} offline', count),
  refused: (count) => vscode.l10n.t('{0} refused', count),
  notSent: (count) => vscode.l10n.t('{0} not sent', count),
  notStarted: (count) => vscode.l10n.t('{0} not started', count),
};

function outcomeOf(item: SendBatchItem): Outcome {
  if (item.state === 'sent') return item.command.verdict?.kind ?? 'unknown';
  return item.state === 'notSent' ? 'notSent' : 'notStarted';
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
