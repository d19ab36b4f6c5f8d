import { l10n } from 'vscode';
import { displayName, displayText } from '../../base/displayText.js';
import type { Comparison, ExpectStep, SentPoint, Step } from '../../model/expectations/expectationFile.js';
import type { Restored, Sample, StepReport } from '../../model/expectations/stepReport.js';
import type { SentCommand } from '../../model/sending/sentCommand.js';
import { numberText } from '../display/numbers.js';
import { sentences } from '../display/sentences.js';
import { commandText } from '../errorMessages/sendTexts.js';
import { durationText } from './durationTexts.js';
import { runProblemText } from './runProblemTexts.js';
import { valueText } from './valueTexts.js';

/** What a step does, in one line. */
export function stepTitle(step: Step): string {
  if (step.title !== undefined) return displayName(step.title, step.id);
  switch (step.kind) {
    case 'send':
      return l10n.t('Send {0}', listText(step.points.map((point) => pointText(point))));
    case 'expect':
      return l10n.t('Expect {0} within {1}', comparisonText(step), durationText(step.withinMs));
    case 'wait':
      return l10n.t('Wait {0}', durationText(step.ms));
    case 'repeat':
      return step.times === 1 ? l10n.t('Once') : l10n.t('{0} times', numberText(step.times));
  }
}

function pointText({ code, values }: SentPoint): string {
  return l10n.t('{0} = {1}', displayText(code), values.map((value) => valueText(value)).join(' | '));
}

function listText(parts: readonly string[]): string {
  return parts.join(', ');
}

function comparisonText({ code, comparison }: ExpectStep): string {
  const name = displayText(code);
  const parts = conditionTexts(comparison);
  if (comparison.isSent) return l10n.t('{0} as sent', name);
  return parts.length === 0 ? l10n.t('any report of {0}', name) : `${name} ${listText(parts)}`;
}

function conditionTexts({
  is,
  not,
  above,
  below,
  atLeast,
  atMost,
  oneOf,
  contains,
}: Comparison): readonly string[] {
  const each: readonly (readonly [unknown, (text: string) => string])[] = [
    [is, (text) => `= ${text}`],
    [not, (text) => `≠ ${text}`],
    [above, (text) => `> ${text}`],
    [below, (text) => `< ${text}`],
    [atLeast, (text) => `≥ ${text}`],
    [atMost, (text) => `≤ ${text}`],
    [oneOf?.map((value) => valueText(value)).join(' | '), (text) => l10n.t('one of {0}', text)],
    [contains, (text) => l10n.t('contains {0}', text)],
  ];
  return each.flatMap(([value, write]) => (value === undefined ? [] : [write(valueText(value))]));
}

/** What came of one round for one device: `lamp · round 3: reported after 420 ms`. Outside of repeats there is one. */
export function sampleText(step: Step, sample: Sample, deviceName: string | undefined): string {
  const where = [
    ...(deviceName === undefined ? [] : [displayText(deviceName)]),
    ...(step.id.includes('.') ? [l10n.t('round {0}', numberText(sample.round))] : []),
  ].join(' · ');
  const what = whatCame(step, sample);
  return where === '' ? what : l10n.t('{0}: {1}', where, what);
}

function whatCame(step: Step, sample: Sample): string {
  switch (sample.kind) {
    case 'waited':
      return l10n.t('Waited.');
    case 'sent':
      return acceptedText(sample.command);
    case 'notSent':
      return commandText(sample.command, valueText);
    case 'failed':
      return runProblemText(sample.problem);
    case 'met':
      return l10n.t('Reported {0} after {1} ms.', valueText(sample.value), numberText(sample.ms));
    case 'late':
      return l10n.t('Too late: reported {0} after {1} ms.', valueText(sample.value), numberText(sample.ms));
    case 'lost': {
      const looked = step.kind === 'expect' ? durationText(step.withinMs + step.paceMs) : '';
      if (sample.other !== undefined)
        return l10n.t('No such report in {0}; the last one said {1}.', looked, valueText(sample.other));
      return sentences([
        l10n.t('No report in {0}.', looked),
        sample.hadValue ? l10n.t('The device had this value already: most report only changes.') : undefined,
      ]);
    }
    case 'unseen':
      return sentences([l10n.t('What the device reports can’t be read.'), runProblemText(sample.problem)]);
  }
}

function acceptedText({ acceptedMs, verdict }: SentCommand): string {
  if (acceptedMs !== undefined) return l10n.t('Accepted in {0} ms.', numberText(acceptedMs));
  return verdict?.kind === 'applied' ? l10n.t('Applied, as a check showed.') : l10n.t('Sent.');
}

/** The numbers of an expectation: `p50 420 ms, p95 510 ms, at most 530 ms; 1 of 20 lost; looked every 1 s`. */
export function numbersText({ step, samples, latencies, lost = 0, late = 0, slow = [] }: StepReport): string {
  if (step.kind !== 'expect' || !latencies || samples.length === 0) return '';
  const { p50, p95, most } = latencies;
  const all = numberText(samples.length);
  const times =
    p50 === undefined || p95 === undefined || most === undefined
      ? l10n.t('no report')
      : l10n.t('p50 {0} ms, p95 {1} ms, longest {2} ms', ...[p50, p95, most].map((ms) => numberText(ms)));
  return [
    times,
    l10n.t('lost {0} of {1}', numberText(lost), all),
    ...(late > 0 ? [l10n.t('late {0} of {1}', numberText(late), all)] : []),
    ...slow.map(({ bound, limitMs }) => l10n.t('{0} is more than {1} ms', bound, numberText(limitMs))),
    l10n.t('looked every {0}', durationText(step.paceMs)),
  ].join(' · ');
}

/** What became of a value that was to be sent back. */
export function restoredText({ code, value, command, problem }: Restored, deviceName: string): string {
  const came = command ? commandText(command, valueText) : runProblemText(problem);
  return l10n.t(
    '{0}: sent back {1} = {2}. {3}',
    displayText(deviceName),
    displayText(code),
    valueText(value),
    came,
  );
}

export function notRestoredText(code: string, deviceName: string): string {
  return l10n.t(
    '{0}: what {1} had before isn’t known; it was not sent back.',
    displayText(deviceName),
    displayText(code),
  );
}
