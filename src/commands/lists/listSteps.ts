import * as vscode from 'vscode';
import { eachInSlices } from '../../base/timeSlicing.js';
import { displayName, displayText } from '../../base/displayText.js';
import type { Core } from '../../app/core.js';
import { readPastedIds } from '../../model/lists/deviceIds.js';
import { checkListQuery, costOf, type ListField } from '../../model/lists/deviceListQuery.js';
import {
  askPick,
  askText,
  type PickChoice,
  type StepAnswer,
  type StepFrame,
  type TextStep,
} from '../../platform/prompts/quickSteps.js';
import { dayEnd, dayStart, queryOf, type ListForm, type ListKind, type ListStep } from './listForm.js';
import { freeListName, listNameFor } from './listNames.js';
import { listNameProblem } from './lists.js';
import { listProblemText } from './listProblems.js';

export interface ListStepContext {
  readonly core: Core;
  readonly projectId: string;
  readonly form: ListForm;
  readonly frame: StepFrame;
}

type Answer = StepAnswer<unknown>['kind'];
type PickKey = 'kind' | 'knownUser' | 'whose' | 'knownProduct';

/** Asks one step and puts the answer into the form. */
export async function askListStep(step: ListStep, context: ListStepContext): Promise<Answer> {
  const { form, frame } = context;
  if (isPick(step)) {
    const { placeholder, choices } = await pickSteps[step](context);
    const answer = await askPick<string>(frame, {
      placeholder,
      choices,
      chosen: form[step],
      problem: undefined,
    });
    if (answer.kind !== 'cancelled' && answer.value !== undefined)
      Object.assign(form, { [step]: answer.value });
    return answer.kind;
  }
  if (step === 'name' && form.name === form.offeredName)
    form.name = form.offeredName = freeListName(context, listNameFor(context));
  const answer = await askText(frame, { ...textSteps[step](context), value: form[step], problem: undefined });
  if (answer.kind !== 'cancelled') form[step] = answer.value ?? '';
  return answer.kind;
}

function isPick(step: ListStep): step is PickKey {
  return Object.hasOwn(pickSteps, step);
}

interface PickWords {
  readonly placeholder: string;
  readonly choices: readonly PickChoice<string>[];
}

const pickSteps: Readonly<Record<PickKey, (context: ListStepContext) => PickWords | Promise<PickWords>>> = {
  kind: () => ({ placeholder: vscode.l10n.t('Which devices?'), choices: kindChoices() }),
  knownUser: ({ core, projectId }) => {
    const { users } = core.fleet.of(projectId).users();
    const known = users.map(({ uid, name }) => ({
      label: displayName(name, uid),
      ...(name === undefined ? {} : { description: displayText(uid) }),
      value: uid,
    }));
    return {
      placeholder: vscode.l10n.t('Devices of which user?'),
      choices: [...known, { label: vscode.l10n.t('Another user ID…'), value: '' }],
    };
  },
  whose: () => ({
    placeholder: vscode.l10n.t('Which of the user’s devices?'),
    choices: [
      { label: vscode.l10n.t('Own and shared'), value: 'both' },
      { label: vscode.l10n.t('Own'), description: vscode.l10n.t('in homes of the user'), value: 'home' },
      {
        label: vscode.l10n.t('Shared'),
        description: vscode.l10n.t('received from other users'),
        value: 'sharing',
      },
    ],
  }),
  knownProduct: async ({ core, projectId }) => {
    const products = new Map<string, string>();
    await eachInSlices(core.devices.knownOf(projectId).values(), ({ value }) => {
      if (value.productId) products.set(value.productId, value.productName ?? value.category ?? '');
    });
    const known = [...products].map(([id, name]) => ({
      label: displayName(name, id),
      description: id,
      value: id,
    }));
    known.sort((a, b) => a.label.localeCompare(b.label));
    return {
      placeholder: vscode.l10n.t('Devices of which product?'),
      choices: [...known, { label: vscode.l10n.t('Another product ID…'), value: '' }],
    };
  },
};

function kindChoices(): readonly PickChoice<ListKind>[] {
  return [
    { label: vscode.l10n.t('Of a user'), description: vscode.l10n.t('own or shared'), value: 'user' },
    { label: vscode.l10n.t('Of a product'), value: 'product' },
    { label: vscode.l10n.t('Of an app'), description: vscode.l10n.t('by its schema'), value: 'schema' },
    {
      label: vscode.l10n.t('With these IDs'),
      description: vscode.l10n.t('paste them in any form'),
      value: 'ids',
    },
    {
      label: vscode.l10n.t('All devices'),
      description: vscode.l10n.t('or those activated between two dates'),
      value: 'all',
    },
  ];
}

type Words = Omit<TextStep, 'value' | 'problem'>;

const textSteps: Readonly<Record<Exclude<ListStep, PickKey>, (context: ListStepContext) => Words>> = {
  uid: (context) => ({
    placeholder: vscode.l10n.t('User ID'),
    prompt: vscode.l10n.t('UID of a linked app account: Cloud → Project → Devices → Link App Account'),
    check: (value) => fieldProblem(context, { uid: value }, 'uid'),
  }),
  schema: (context) => ({
    placeholder: vscode.l10n.t('App schema'),
    prompt: vscode.l10n.t('App schema whose devices are shown'),
    check: (value) => fieldProblem(context, { schema: value }, 'schema'),
  }),
  productId: (context) => ({
    placeholder: vscode.l10n.t('Product ID'),
    prompt: vscode.l10n.t('Product ID (PID)'),
    check: (value) => fieldProblem(context, { productId: value }, 'productId'),
  }),
  ids: (context) => ({
    placeholder: vscode.l10n.t('Device IDs'),
    prompt: vscode.l10n.t('Paste device IDs, with any separators'),
    check: (value) => {
      const { rejected } = readPastedIds(value);
      if (rejected.length > 0)
        return vscode.l10n.t('Not a device ID: {0}', displayText(rejected.slice(0, 3).join(', ')));
      return fieldProblem(context, { ids: value }, 'deviceIds');
    },
  }),
  from: (context) => ({
    placeholder: vscode.l10n.t('2026-01-31 (optional)'),
    prompt: vscode.l10n.t('Activated on or after this date (optional)'),
    check: (value) => {
      if (value === '') return undefined;
      if (dayStart(value) === undefined) return vscode.l10n.t('Enter a date like 2026-01-31.');
      return fieldProblem(context, { from: value, to: '' }, 'activated');
    },
  }),
  to: (context) => ({
    placeholder: vscode.l10n.t('2026-01-31 (optional)'),
    prompt: vscode.l10n.t('Activated on or before this date (optional)'),
    check: (value) => {
      if (value === '') return undefined;
      if (dayEnd(value) === undefined) return vscode.l10n.t('Enter a date like 2026-01-31.');
      return fieldProblem(context, { to: value }, 'activated');
    },
  }),
  name: ({ core, projectId, form }) => ({
    placeholder: vscode.l10n.t('Name of the list'),
    prompt: costText(costOf(queryOf(form), core.clock.now())),
    check: (value) => listNameProblem(core, projectId, value),
  }),
};

function costText({ calls, exact }: { readonly calls: number; readonly exact: boolean }): string {
  if (exact)
    return calls === 1
      ? vscode.l10n.t('Name of the list. Reading it costs 1 call.')
      : vscode.l10n.t('Name of the list. Reading it costs {0} calls.', calls);
  return calls === 1
    ? vscode.l10n.t('Name of the list. Reading it costs 1 call, and one more for every 100 devices.')
    : vscode.l10n.t('Name of the list. Reading it costs at least {0} calls: one for every 30 days.', calls);
}

/** What is wrong with one field of the list as it would be with this value. */
function fieldProblem(
  { core, form }: ListStepContext,
  change: Partial<ListForm>,
  field: ListField,
): string | undefined {
  const query = queryOf({ ...form, ...change });
  const problem = checkListQuery(query, core.clock.now()).get(field);
  return problem && listProblemText(problem);
}
