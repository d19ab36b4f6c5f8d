import * as vscode from 'vscode';
import { isAbortError } from '../base/errors.js';
import { displayText } from '../base/displayText.js';
import type { Core } from '../core.js';
import type { ProjectDraft } from '../model/projectSetup.js';
import { CommandRefused } from '../platform/commands.js';
import { confirmed, withCancellableProgress } from '../platform/notify.js';
import { describeProblem, problemText } from '../platform/problemTexts.js';
import { checkEndpoint } from '../tuya/endpoint.js';
import type { CommandDeps } from './commandDeps.js';
import {
  draftOf,
  emptyForm,
  formOf,
  stepFor,
  stepsOf,
  type FormStep,
  type FormValues,
} from './projectForm.js';
import { fieldProblem, projectProblemText } from './projectProblems.js';
import { askStep } from './projectSteps.js';

/** Saves what was typed, after trying it. Answers the project's id. */
type Save = (draft: ProjectDraft, signal: AbortSignal) => Promise<string>;

/** Adds a project by prompts, or from an object that a script passes. Answers its id; never a secret. */
export async function addProject(
  { core, revealProject }: CommandDeps,
  input: unknown,
): Promise<string | undefined> {
  const { setup, readInput } = await core.get();
  if (input !== undefined) return addFromScript(setup, readInput, input);
  const save: Save = async (draft, signal) => (await setup.add(draft, signal)).id;
  const id = await prompt(
    await core.get(),
    emptyForm(),
    vscode.l10n.t('Add a Cloud Project'),
    undefined,
    save,
  );
  if (id !== undefined) await revealProject(id);
  return id;
}

/** Takes a project through the same prompts again. */
export async function editProject({ core, revealProject }: CommandDeps, projectId: string): Promise<void> {
  const live = await core.get();
  const project = live.projects.get(projectId);
  if (!project || project.kind === 'demo') return;
  const save: Save = async (draft, signal) => {
    await live.setup.change(projectId, draft, signal);
    return projectId;
  };
  const title = vscode.l10n.t('Edit ‘{0}’', displayText(project.name));
  const id = await prompt(live, formOf(project), title, projectId, save);
  if (id !== undefined) await revealProject(id);
}

async function addFromScript(
  setup: Core['setup'],
  readInput: Core['readInput'],
  input: unknown,
): Promise<string | undefined> {
  try {
    const { draft, needsConsent } = readInput(input);
    if (needsConsent && !(await agreeTo(draft.endpoint))) return undefined;
    const { id } = await testing((signal) => setup.add(draft, signal));
    return id;
  } catch (error) {
    if (isAbortError(error)) return undefined;
    throw new CommandRefused(projectProblemText(error));
  }
}

/** Asks step by step, tries, and comes back to the step whose value can't stand. Nothing typed is lost. */
async function prompt(
  core: Core,
  values: FormValues,
  title: string,
  editedId: string | undefined,
  save: Save,
): Promise<string | undefined> {
  let step: FormStep = 'center';
  let problem: string | undefined;
  for (;;) {
    const steps = stepsOf(values);
    const at = steps.indexOf(step);
    const frame = { title, step: at + 1, totalSteps: steps.length };
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
    const next = stepsOf(values)[at + 1];
    if (next) {
      step = next;
      continue;
    }
    const outcome = await trySaving(values, save);
    if (outcome.kind === 'saved') return outcome.id;
    step = outcome.step ?? step;
    problem = outcome.problem;
  }
}

type Outcome =
  | { readonly kind: 'saved'; readonly id: string }
  | { readonly kind: 'notSaved'; readonly step?: FormStep; readonly problem?: string };

async function trySaving(values: FormValues, save: Save): Promise<Outcome> {
  const draft = draftOf(values);
  if (!draft) return { kind: 'notSaved', step: 'center' };
  try {
    return { kind: 'saved', id: await testing((signal) => save(draft, signal)) };
  } catch (error) {
    if (isAbortError(error)) return { kind: 'notSaved' };
    const problem = fieldProblem(error);
    if (problem) return { kind: 'notSaved', step: stepFor(problem.field, values), problem: problem.text };
    return { kind: 'notSaved', problem: problemText(describeProblem(error)) };
  }
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
      'This is not one of the published hosts of Tuya. Whoever runs it sees your Access ID and everything that is read or changed through it.',
    ),
    vscode.l10n.t('Use This Host'),
  );
}
