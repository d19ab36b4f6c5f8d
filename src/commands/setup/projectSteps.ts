import * as vscode from 'vscode';
import type { Core } from '../../app/core.js';
import { ownNameMaxLength } from '../../model/devices/nameInput.js';
import { centerName } from '../../platform/display/centerNames.js';
import { nameProblemText } from '../../platform/errorMessages/nameProblems.js';
import {
  askPick,
  askText,
  type StepAnswer,
  type StepFrame,
  type TextStep,
} from '../../platform/prompts/quickSteps.js';
import { dataCenters } from '../../tuya/dataCenters.js';
import { checkEndpoint } from '../../tuya/endpoint.js';
import { endpointOf, splitUids, type CenterChoice, type FormStep, type FormValues } from './projectForm.js';
import { duplicateText, endpointProblemText } from './projectProblems.js';

export interface StepContext {
  readonly core: Core;
  readonly values: FormValues;
  /** The project being edited; its secret may be left as it is. */
  readonly editedId: string | undefined;
  readonly frame: StepFrame;
  /** Why what was typed in this step can't stand. */
  readonly problem: string | undefined;
}

/** Asks one step and puts the answer into the values. */
export async function askStep(step: FormStep, context: StepContext): Promise<StepAnswer<unknown>['kind']> {
  const { values, frame, problem } = context;
  if (step === 'center') {
    const answer = await askPick<CenterChoice>(frame, {
      placeholder: vscode.l10n.t('Data center of the cloud project'),
      choices: centerChoices(context.core.finder),
      chosen: values.center,
      problem,
    });
    if (answer.kind !== 'cancelled') values.center = answer.value;
    return answer.kind;
  }
  const answer = await askText(frame, { ...textSteps[step](context), value: values[step], problem });
  if (answer.kind !== 'cancelled') values[step] = answer.value ?? '';
  return answer.kind;
}

function centerChoices({ centers, cost }: Core['finder']) {
  const find = {
    label: vscode.l10n.t('Find it for me'),
    description: vscode.l10n.t('asks all {0} at once: at most {1} calls', centers.length, cost),
    value: 'find' as const,
  };
  const official = dataCenters.map(({ key, name, endpoint }) => ({
    label: centerName(name),
    description: new URL(endpoint).host,
    value: key,
  }));
  const custom = {
    label: vscode.l10n.t('Custom endpoint…'),
    description: vscode.l10n.t('another host, or this computer'),
    value: 'custom' as const,
  };
  return [find, ...official, custom];
}

function secretPrompt(isSessionOnly: boolean, isEdited: boolean): string {
  if (isSessionOnly)
    return vscode.l10n.t('Access Secret (client secret), for this window only. It is stored nowhere.');
  return isEdited
    ? vscode.l10n.t('Access Secret (client secret). Leave it empty to keep the stored one.')
    : vscode.l10n.t('Access Secret (client secret). It is kept in the secret storage of this computer only.');
}

type Words = Omit<TextStep, 'value' | 'problem'>;

const textSteps: Readonly<Record<Exclude<FormStep, 'center'>, (context: StepContext) => Words>> = {
  endpoint: () => ({
    placeholder: vscode.l10n.t('API endpoint, such as {0}', 'https://openapi.example.com'),
    prompt: vscode.l10n.t('API endpoint: scheme, host and port'),
    check: (value) => {
      const check = checkEndpoint(value);
      return check.ok ? undefined : endpointProblemText(check.reason);
    },
  }),
  accessId: ({ core, values, editedId }) => ({
    placeholder: vscode.l10n.t('Access ID'),
    prompt: vscode.l10n.t('Access ID (client id) of the cloud project: Cloud → Project → Overview'),
    check: (value) => {
      if (value === '') return vscode.l10n.t('Enter the Access ID.');
      if (/\s/u.test(value)) return vscode.l10n.t('An Access ID has no spaces in it.');
      const endpoint = endpointOf(values);
      const other = endpoint === undefined ? undefined : core.setup.duplicateOf(endpoint, value, editedId);
      return other && duplicateText(other.name);
    },
  }),
  accessSecret: ({ values, editedId }) => ({
    placeholder: vscode.l10n.t('Access Secret'),
    prompt: secretPrompt(values.isSessionOnly, editedId !== undefined),
    password: true,
    toggle: {
      on: values.isSessionOnly,
      icons: { on: 'circle-slash', off: 'save' },
      tooltips: {
        on: vscode.l10n.t(
          'For this window only: nothing is stored. Click to store it in the secret storage.',
        ),
        off: vscode.l10n.t('Stored in the secret storage. Click to keep it for this window only.'),
      },
      changed: (on) => {
        values.isSessionOnly = on;
        return secretPrompt(on, editedId !== undefined);
      },
    },
    check: (value) =>
      value === '' && editedId === undefined ? vscode.l10n.t('Enter the Access Secret.') : undefined,
  }),
  name: ({ core, values, editedId }) => {
    const endpoint = endpointOf(values);
    const suggestion = endpoint === undefined ? '' : core.setup.suggestName(endpoint, editedId);
    return {
      placeholder: vscode.l10n.t('Name (optional)'),
      prompt:
        suggestion === ''
          ? vscode.l10n.t('Name of the project here (optional)')
          : vscode.l10n.t('Name of the project here (optional; Enter takes ‘{0}’)', suggestion),
      check: (value) =>
        value.length > ownNameMaxLength ? nameProblemText('tooLong', ownNameMaxLength) : undefined,
    };
  },
  schema: () => ({
    placeholder: vscode.l10n.t('App schema (optional)'),
    prompt: vscode.l10n.t('App schema, to list the users of your own app (optional; Enter skips)'),
    check: (value) => (/\s/u.test(value) ? vscode.l10n.t('An app schema has no spaces in it.') : undefined),
  }),
  uids: () => ({
    placeholder: vscode.l10n.t('User IDs (optional)'),
    prompt: vscode.l10n.t('User IDs to show always, separated by commas or spaces (optional; Enter skips)'),
    check: (value) => (splitUids(value).length > 100 ? vscode.l10n.t('At most 100 user IDs.') : undefined),
  }),
};
