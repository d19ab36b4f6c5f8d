import * as vscode from 'vscode';
import { SecretVaultError } from '../../base/storage.js';
import { ProtectedError } from '../../model/devices/protection.js';
import { BudgetError } from '../../model/meter/budgetError.js';
import { ProjectError } from '../../model/projects/projectErrors.js';
import { TuyaError } from '../../tuya/errors/errors.js';
import { consolePageLabel, consolePageOf, openConsolePage } from './consolePages.js';
import { ToldError, type ToldStep } from './problemTexts.js';

/** The names of the commands that errors lead to: a test holds them to those there are, whose table stands above this room. */
type NextCommand =
  | 'addProject'
  | 'addDemoProject'
  | 'editProject'
  | 'unprotectProject'
  | 'setCallBudget'
  | 'diagnoseProject';

function commandStep(label: string, command: NextCommand, arg?: { readonly projectId: string }): ToldStep {
  return { label, run: () => vscode.commands.executeCommand(`tuya.${command}`, arg) };
}

/** Where there is no project yet. */
export function firstProject(): readonly ToldStep[] {
  return [
    commandStep(vscode.l10n.t('Add a Cloud Project…'), 'addProject'),
    commandStep(vscode.l10n.t('Open the Demo Project'), 'addDemoProject'),
  ];
}

/** Where a project refuses every change. */
export function unprotect(projectId: string): readonly ToldStep[] {
  return [commandStep(vscode.l10n.t('Unprotect Project'), 'unprotectProject', { projectId })];
}

/** What helps against this failure, the best first. */
export function nextSteps(error: unknown): readonly ToldStep[] {
  if (error instanceof ToldError) return error.next;
  if (error instanceof ProtectedError) return unprotect(error.projectId);
  if (error instanceof BudgetError) return [commandStep(vscode.l10n.t('Set Call Budget…'), 'setCallBudget')];
  if (error instanceof ProjectError && error.projectId !== undefined && error.reason !== 'unknown') {
    const { projectId } = error;
    return [commandStep(vscode.l10n.t('Edit Keys…'), 'editProject', { projectId })];
  }
  const diagnose = commandStep(vscode.l10n.t('Diagnose Project'), 'diagnoseProject');
  if (error instanceof SecretVaultError) return [diagnose];
  if (!TuyaError.is(error)) return [];
  const page = consolePageOf(error.remedy);
  if (!page) return [diagnose];
  return [{ label: consolePageLabel(page), run: () => openConsolePage(page) }, diagnose];
}

/** Shows a failure in the corner, with what helps as buttons. Answers the button that is none of these. */
export async function showFailure(
  text: string,
  error: unknown,
  ...others: readonly string[]
): Promise<string | undefined> {
  const steps = nextSteps(error);
  const labels = [...steps.map(({ label }) => label), ...others];
  const chosen = await vscode.window.showErrorMessage(text, ...labels);
  const step = steps.find(({ label }) => label === chosen);
  if (!step) return chosen;
  await step.run();
  return undefined;
}
