import * as vscode from 'vscode';
import { isAbortError } from '../../base/errors.js';
import { displayText } from '../../base/displayText.js';
import { SecretVaultError } from '../../base/storage.js';
import type { Core } from '../../app/core.js';
import type { BareKeys, CenterAnswer } from '../../model/setup/dataCenterFinder.js';
import { readProjectInput } from '../../model/setup/projectInput.js';
import { CommandRefused } from '../../platform/commands/commands.js';
import { confirmed, withCancellableProgress } from '../../platform/prompts/notify.js';
import { describeProblem, problemText } from '../../platform/errorMessages/problemTexts.js';
import { countStep, type StepFrame } from '../../platform/prompts/quickSteps.js';
import { dataCenters } from '../../tuya/dataCenters.js';
import { checkEndpoint } from '../../tuya/endpoint.js';
import type { CommandDeps } from '../commandDeps.js';
import { findCenter } from './findCenter.js';
import {
  draftOf,
  emptyForm,
  formOf,
  partOf,
  placeOf,
  stepFor,
  stepsOf,
  type FormStep,
  type FormValues,
} from './projectForm.js';
import { fieldProblem, projectProblemText } from './projectProblems.js';
import { askStep } from './projectSteps.js';

/** A series of prompts about one project. */
interface Form {
  readonly core: Core;
  readonly values: FormValues;
  readonly title: string;
  /** The project being edited; absent for a new one. */
  readonly editedId?: string;
  /** Where it begins, if not at the first step. */
  readonly start?: FormStep;
}

/** Adds a project by prompts, or from an object that a script passes. Answers its id; never a secret. */
export async function addProject(deps: CommandDeps, input: unknown): Promise<string | undefined> {
  const core = await deps.core.get();
  if (input !== undefined) return addFromScript(core.setup, input);
  const id = await prompt({ core, values: emptyForm(), title: vscode.l10n.t('Add a Cloud Project') });
  if (id === undefined) return undefined;
  await deps.revealProject(id);
  // Nobody waits for the message to be closed.
  void offerTheRest(deps, id);
  return id;
}

/** Takes a project through all prompts. */
export async function editProject(
  { core, revealProject }: CommandDeps,
  projectId: string,
  start?: FormStep,
): Promise<void> {
  const live = await core.get();
  const project = live.projects.get(projectId);
  if (!project || project.kind === 'demo') return;
  const title = vscode.l10n.t('Edit ‘{0}’', displayText(project.name));
  const form = { core: live, values: formOf(project), title, editedId: projectId };
  const id = await prompt(start === undefined ? form : { ...form, start });
  if (id !== undefined) await revealProject(id);
}

/** What a project can do without, once it is connected. */
async function offerTheRest(deps: CommandDeps, projectId: string): Promise<void> {
  const { projects } = await deps.core.get();
  const project = projects.get(projectId);
  if (!project) return;
  const more = vscode.l10n.t('Name, App Schema, User IDs…');
  const told = vscode.l10n.t('‘{0}’ is connected.', displayText(project.name));
  if ((await vscode.window.showInformationMessage(told, more)) === more) {
    await editProject(deps, projectId, 'name');
  }
}

async function addFromScript(setup: Core['setup'], input: unknown): Promise<string | undefined> {
  try {
    const { draft, needsConsent } = readProjectInput(input);
    if (needsConsent && !(await agreeTo(draft.endpoint))) return undefined;
    const { id } = await testing((signal) => setup.add(draft, signal));
    return id;
  } catch (error) {
    if (isAbortError(error)) return undefined;
    throw new CommandRefused(projectProblemText(error));
  }
}

/** Asks step by step, tries, and comes back to the step whose value can't stand. Nothing typed is lost. */
async function prompt(form: Form): Promise<string | undefined> {
  const { core, values, title, editedId } = form;
  const isNew = editedId === undefined;
  let step: FormStep = form.start ?? stepsOf(values, isNew)[0] ?? 'center';
  let problem: string | undefined;
  for (;;) {
    const steps = stepsFrom(form, step);
    const at = steps.indexOf(step);
    const frame = { title, ...countStep(steps, step, partOf) };
    const answer = await askStep(step, { core, values, editedId, frame, problem });
    problem = undefined;
    if (answer === 'cancelled') return undefined;
    if (answer === 'back') {
      step = steps[at - 1] ?? step;
      continue;
    }
    if (step === 'endpoint' && !(await agreeOnce(values))) {
      problem = vscode.l10n.t('This host is used only with your consent.');
      continue;
    }
    const next = stepsFrom(form, step)[at + 1];
    if (next) {
      step = next;
      continue;
    }
    const outcome = values.center === 'find' ? await findThenSave(form, frame) : await trySaving(form);
    if (outcome.kind === 'saved') return outcome.id;
    if (outcome.kind === 'cancelled') return undefined;
    step = outcome.step ?? step;
    problem = outcome.problem;
  }
}

/** The steps there are: from where it began on, or all of them where one before that has to be corrected. */
function stepsFrom({ values, editedId, start }: Form, step: FormStep): readonly FormStep[] {
  const all = stepsOf(values, editedId === undefined);
  const from = start === undefined ? 0 : all.indexOf(start);
  return all.slice(all.indexOf(step) < from ? 0 : from);
}

type Outcome =
  | { readonly kind: 'saved'; readonly id: string }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'notSaved'; readonly step?: FormStep; readonly problem?: string };

/** Lets the data centers say which of them knows the keys, and saves the project there. */
async function findThenSave(form: Form, frame: StepFrame): Promise<Outcome> {
  const { core, values, editedId } = form;
  const accessId = values.accessId.trim();
  try {
    const typed = values.accessSecret.trim();
    const stored = typed === '' && editedId !== undefined ? await core.projects.secretOf(editedId) : typed;
    if (!stored) return { kind: 'notSaved', step: 'accessSecret' };
    const keys = { accessId, accessSecret: stored };
    const found = await findCenter(frame, core, keys);
    switch (found.kind) {
      case 'cancelled':
        return { kind: 'cancelled' };
      case 'back':
        return { kind: 'notSaved' };
      case 'change':
        // The row that searched is no help now: Enter would search again.
        if (found.what === 'center') values.center = dataCenters[0]?.key;
        return { kind: 'notSaved', step: found.what };
      case 'failed':
        return notSaved(found.error, values);
      case 'found':
        if (editedId === undefined) return await saveFound(form, keys, found.answer);
        Object.assign(values, placeOf(found.answer.center.endpoint));
        return await trySaving(form);
    }
  } catch (error) {
    return failed(error, form, () => findThenSave(form, frame));
  }
}

/** Saves a new project where its keys were found to be known: they have just been tried. */
async function saveFound(form: Form, keys: BareKeys, answer: CenterAnswer): Promise<Outcome> {
  const { core, values } = form;
  try {
    const { id } = await core.setup.addFound(keys, answer, values.isSessionOnly);
    return { kind: 'saved', id };
  } catch (error) {
    return failed(error, form, () => saveFound(form, keys, answer));
  }
}

async function trySaving(form: Form): Promise<Outcome> {
  const { core, values, editedId } = form;
  const draft = draftOf(values);
  if (!draft) return { kind: 'notSaved', step: 'center' };
  const save = async (signal: AbortSignal): Promise<string> => {
    if (editedId === undefined) return (await core.setup.add(draft, signal)).id;
    await core.setup.change(editedId, draft, signal);
    return editedId;
  };
  try {
    return { kind: 'saved', id: await testing(save) };
  } catch (error) {
    return failed(error, form, () => trySaving(form));
  }
}

/** Says what is wrong, or does it `again` where that can be done without the keyring. */
function failed(error: unknown, form: Form, again: () => Promise<Outcome>): Outcome | Promise<Outcome> {
  const couldDoWithout = error instanceof SecretVaultError && !form.values.isSessionOnly;
  return couldDoWithout ? withoutKeyring(form, again) : notSaved(error, form.values);
}

/** Offers what still works where the keyring doesn't. Nothing is stored elsewhere without a word. */
async function withoutKeyring({ values }: Form, again: () => Promise<Outcome>): Promise<Outcome> {
  const agreed = await confirmed(
    vscode.l10n.t('The system’s secret storage can’t be used.'),
    vscode.l10n.t(
      'The Access Secret can be kept in the memory of this window. It is forgotten when the window closes, and stored nowhere.',
    ),
    vscode.l10n.t('Use It for This Window Only'),
  );
  if (!agreed) return { kind: 'notSaved', step: 'accessSecret' };
  values.isSessionOnly = true;
  return again();
}

function notSaved(error: unknown, values: FormValues): Outcome {
  if (isAbortError(error)) return { kind: 'notSaved' };
  const problem = fieldProblem(error);
  if (problem) return { kind: 'notSaved', step: stepFor(problem.field, values), problem: problem.text };
  return { kind: 'notSaved', problem: problemText(describeProblem(error)) };
}

function testing<T>(run: (signal: AbortSignal) => Promise<T>): Promise<T> {
  return withCancellableProgress(vscode.l10n.t('Testing the connection…'), run);
}

/** A host of nobody known gets the keys only if a person says so; asked once per host. */
async function agreeOnce(values: FormValues): Promise<boolean> {
  const check = checkEndpoint(values.endpoint);
  if (!check.ok) return false;
  if (check.official || check.loopback || values.agreedEndpoint === check.endpoint) return true;
  if (!(await agreeTo(check.endpoint))) return false;
  values.agreedEndpoint = check.endpoint;
  return true;
}

function agreeTo(endpoint: string): Promise<boolean> {
  return confirmed(
    vscode.l10n.t('Use {0}?', endpoint),
    vscode.l10n.t(
      'This is not one of Tuya’s published hosts. Its operator sees your Access ID and everything that is read or changed through it.',
    ),
    vscode.l10n.t('Use This Host'),
  );
}
