import { l10n } from 'vscode';
import type { Outlook, SentCommand, Verdict } from '../../model/sending/sentCommand.js';
import type { ValueProblem } from '../../model/sending/typedValue.js';
import { numberText } from '../display/numbers.js';
import { sentences } from '../display/sentences.js';
import { describeProblem } from './problemTexts.js';

/** A value as it is shown: with its scale and unit, by its labels. */
type Shown = (value: unknown) => string;

/** Why a value can't be sent. */
export function valueProblemText(problem: ValueProblem, shown: Shown): string {
  switch (problem.kind) {
    case 'empty':
      return l10n.t('Enter a value.');
    case 'notBoolean':
      return l10n.t('true or false.');
    case 'notAText':
      return l10n.t('A text.');
    case 'notANumber':
      return l10n.t('A number.');
    case 'notWhole':
      return problem.scale === 0
        ? l10n.t('A whole number.')
        : l10n.t('A number with at most {0} digits after the point.', problem.scale);
    case 'notAMember':
      return l10n.t('The data point doesn’t take this value.');
    case 'notJson':
      return l10n.t('This isn’t JSON: put a text in quotes.');
    case 'notBytes':
      return l10n.t('Bytes as hex (00 ff), or as base64:AP8=.');
    case 'notATime':
      return l10n.t('A time such as 2026-01-31T12:00:00Z.');
    case 'reportOnly':
      return l10n.t('This data point is only reported: it can’t be set.');
    case 'tooSmall':
      return l10n.t('At least {0}.', shown(problem.limit));
    case 'tooLarge':
      return l10n.t('At most {0}.', shown(problem.limit));
    case 'offStep':
      return l10n.t(
        'In steps of {0}: {1} or {2}.',
        shown(problem.step),
        shown(problem.below),
        shown(problem.above),
      );
    case 'unknownBits':
      return l10n.t('Bits that the data point doesn’t have.');
    case 'tooLong':
      return l10n.t('At most {0}.', numberText(problem.most));
  }
}

/** What is worth knowing before a value is sent. */
export function outlookTexts({ hasValue, isOffline }: Outlook, isChecked: boolean): readonly string[] {
  return [
    ...(isOffline ? [l10n.t('The device is offline.')] : []),
    ...(hasValue ? [l10n.t('The device has this value already: most report only changes.')] : []),
    ...(isChecked ? [] : [l10n.t('No model says what this data point takes: the value isn’t checked.')]),
  ];
}

/** How far a command has come, in one line: `accepted in 120 ms · reported after 420 ms: applied`. */
export function commandText({ state, acceptedMs, verdict }: SentCommand, shown: Shown): string {
  if (state === 'sending') return l10n.t('Sending…');
  const accepted = acceptedMs === undefined ? '' : l10n.t('Accepted in {0} ms.', numberText(acceptedMs));
  return sentences([accepted, verdict ? verdictText(verdict, shown) : l10n.t('Waiting for the report…')]);
}

function verdictText(verdict: Verdict, shown: Shown): string {
  switch (verdict.kind) {
    case 'applied': {
      const { ms } = verdict.report;
      return ms === undefined
        ? l10n.t('Applied, as a check showed.')
        : l10n.t('Applied: reported after {0} ms.', numberText(ms));
    }
    case 'appliedOther': {
      const { value, ms = 0 } = verdict.report;
      return l10n.t(
        'Applied with another value: the device reported {0} after {1} ms.',
        shown(value),
        numberText(ms),
      );
    }
    case 'noReport':
      return verdict.isCut
        ? l10n.t('No report was waited for.')
        : l10n.t('No report in {0} s.', numberText(verdict.waitedMs / 1_000));
    case 'same':
      return l10n.t('Same value as before: the device reported nothing, as most do then.');
    case 'unseen':
      return sentences([l10n.t('What the device reports can’t be read.'), whatOf(verdict.problem)]);
    case 'offline':
      return l10n.t('Not sent to the device: it is offline.');
    case 'refused':
      return sentences([l10n.t('Refused.'), whatOf(verdict.problem)]);
    case 'unknown':
      return l10n.t(
        'The connection broke: whether it was applied isn’t known. Check before you send it again.',
      );
  }
}

function whatOf(problem: unknown): string {
  const { what, remedy, code } = describeProblem(problem);
  const words = sentences([what, remedy]);
  return code === undefined ? words : l10n.t('{0} (code {1})', words, code);
}
