import { l10n } from 'vscode';
import { displayText } from '../../base/displayText.js';
import type { DeviceChoiceError } from '../../model/expectations/findDevices.js';
import type { ValueRefusedError } from '../../model/sending/commandSender.js';
import { numberText } from '../display/numbers.js';
import { describeProblem, problemText } from '../errorMessages/problemTexts.js';
import { valueProblemText } from '../errorMessages/sendTexts.js';
import { valueText } from './valueTexts.js';

/** Why something of a run couldn't be done, in one line. The classes themselves are loaded with the model. */
export function runProblemText(error: unknown): string {
  if (isNamed<ValueRefusedError>(error, 'ValueRefusedError'))
    return valueProblemText(error.problem, valueText);
  if (isNamed<DeviceChoiceError>(error, 'DeviceChoiceError')) return choiceText(error);
  return problemText(describeProblem(error));
}

function choiceText({ reason, choice: { key, text, by }, count }: DeviceChoiceError): string {
  const [name, wanted] = [displayText(key), displayText(text)];
  switch (reason) {
    case 'notFound':
      return by === 'product'
        ? l10n.t('{0}: the project has no device of product {1}.', name, wanted)
        : l10n.t('{0}: the project has no device that is called ‘{1}’.', name, wanted);
    case 'ambiguous':
      return l10n.t(
        '{0}: {1} devices are called ‘{2}’. Name one by its id.',
        name,
        numberText(count),
        wanted,
      );
    case 'tooMany':
      return l10n.t(
        '{0}: product {1} has {2} devices. Say with atMost how many the file may be run on.',
        name,
        wanted,
        numberText(count),
      );
    case 'notAllRead':
      return l10n.t(
        '{0}: of the project’s devices {1} were read, and there are more. Name it by its id.',
        name,
        numberText(count),
      );
  }
}

function isNamed<E extends Error>(error: unknown, name: E['name']): error is E {
  return error instanceof Error && error.name === name;
}
