import { l10n } from 'vscode';
import { displayText } from '../../base/displayText.js';
import type { FileProblem, FileProblemReason } from '../../model/expectations/expectationFile.js';
import { numberText } from '../display/numbers.js';

/** Why a file can't be run, in one sentence. */
export function fileProblemText(problem: FileProblem): string {
  const { reason, name = '', allowed = [], limit = 0 } = problem;
  return texts[reason]({
    name: displayText(name),
    allowed: allowed.map((each) => displayText(each)).join(', '),
    limit: numberText(limit),
  });
}

interface Parts {
  readonly name: string;
  readonly allowed: string;
  readonly limit: string;
}

const texts: Readonly<Record<FileProblemReason, (parts: Parts) => string>> = {
  tooLong: ({ limit }) => l10n.t('Too long: at most {0} characters.', limit),
  notYaml: () => l10n.t('This isn’t YAML that is read here: indentation, quotes or brackets are wrong.'),
  notASend: () => l10n.t('The code of a data point, or several codes with their values.'),
  alias: () => l10n.t('References (& and *) aren’t read: write it where it belongs.'),
  tag: () => l10n.t('Types of its own (!) and directives (%) aren’t read.'),
  duplicateKey: ({ name }) => l10n.t('‘{0}’ is here twice.', name),
  unknownKey: ({ name, allowed }) => l10n.t('‘{0}’ isn’t known here. Known are: {1}.', name, allowed),
  missing: ({ name }) =>
    name === '' ? l10n.t('Something is missing here.') : l10n.t('‘{0}’ is missing.', name),
  notAMap: () => l10n.t('Names with values are expected here, as in name: value.'),
  notAList: () => l10n.t('A list is expected here: each entry begins with a hyphen.'),
  notAText: () => l10n.t('A text is expected here; put what looks like a number in quotes.'),
  notANumber: () => l10n.t('A number is expected here.'),
  notTrueOrFalse: () => l10n.t('true or false is expected here.'),
  notATime: () => l10n.t('A time is expected here: 500ms, 2s, 1min, or a number of milliseconds.'),
  notAValue: () =>
    l10n.t('A value is expected here: true, false, a text, or a number that can be sent exactly.'),
  tooSmall: ({ limit }) => l10n.t('Too small: at least {0}.', limit),
  tooLarge: ({ limit }) => l10n.t('Too large: at most {0}.', limit),
  tooMany: ({ limit }) => l10n.t('Too many: at most {0}.', limit),
  oneDeviceKey: ({ allowed }) => l10n.t('A device is named by exactly one of: {0}.', allowed),
  oneStepKind: ({ allowed }) => l10n.t('A step has exactly one of: {0}.', allowed),
  oneValueKey: ({ allowed }) =>
    allowed === ''
      ? l10n.t('Each code has its value already: no ‘value’ or ‘values’ here.')
      : l10n.t('A step that sends has exactly one of: {0}.', allowed),
  noComparison: ({ name }) =>
    l10n.t(
      'Nothing was sent to {0} before. Say what is expected: is, not, above, below, atLeast, atMost, oneOf, contains, or any: true.',
      name,
    ),
  notWithAny: () => l10n.t('‘any’ takes every report: it has no other comparison beside it.'),
  whichDevice: ({ allowed }) => l10n.t('The file has several devices. Say which with device: {0}.', allowed),
  unknownDevice: ({ name, allowed }) => l10n.t('The file has no device ‘{0}’. It has: {1}.', name, allowed),
  tooDeep: () => l10n.t('Nested too deep.'),
};
