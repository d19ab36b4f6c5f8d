import * as vscode from 'vscode';
import { displayText } from '../../base/displayText.js';
import type { Core } from '../../app/core.js';
import type { Project } from '../../model/projects/project.js';
import { callsText, numberText } from '../../platform/display/numbers.js';
import { ToldError } from '../../platform/errorMessages/problemTexts.js';
import type { CommandDeps } from '../commandDeps.js';
import { chosenProject } from '../projects/projects.js';

const mostCalls = 1_000_000_000;

/** Sets how many calls a month a project may use. */
export async function setCallBudget({ core }: CommandDeps, projectId: string | undefined): Promise<void> {
  const live = await core.get();
  if (projectId !== undefined && live.projects.get(projectId)?.kind === 'demo') {
    throw new ToldError({ what: vscode.l10n.t('The demo needs no budget: its calls cost nothing.') });
  }
  const isCloud = ({ kind }: Project): boolean => kind === 'cloud';
  const title = vscode.l10n.t('The budget of which project?');
  const project = await chosenProject(live, projectId, title, isCloud);
  if (project) await askBudget(live, project);
}

/** Asks for the budget of a project and keeps it; Escape leaves it as it is. */
export async function askBudget(core: Pick<Core, 'projects' | 'budget'>, project: Project): Promise<void> {
  const { trial } = core.budget;
  const { limit, used } = core.budget.state(project.id);
  const now = (is: boolean): { readonly description?: string } =>
    is ? { description: vscode.l10n.t('current') } : {};
  const items = [
    {
      label: vscode.l10n.t('Trial: {0} calls per month', numberText(trial)),
      detail: vscode.l10n.t('What Tuya’s trial edition includes.'),
      choice: 'trial',
      ...now(limit === trial),
    },
    {
      label: vscode.l10n.t('Another number…'),
      detail: vscode.l10n.t('For a paid edition, or a lower limit.'),
      choice: 'own',
      ...(limit !== undefined && limit !== trial && { description: numberText(limit) }),
    },
    {
      label: vscode.l10n.t('No budget'),
      detail: vscode.l10n.t('Calls are counted, without a warning or a limit.'),
      choice: 'none',
      ...now(limit === undefined),
    },
  ] as const;
  const title = vscode.l10n.t('Call Budget of ‘{0}’', displayText(project.name));
  const placeHolder = vscode.l10n.t(
    'Warns at 80 %; at 100 % automatic reading stops. This month: {0}',
    callsText(used),
  );
  const chosen = (await vscode.window.showQuickPick(items, { title, placeHolder, ignoreFocusOut: true }))
    ?.choice;
  if (chosen === undefined) return;
  const callBudget = chosen === 'own' ? await askNumber(title, limit) : chosen === 'trial' ? trial : 0;
  if (callBudget === undefined) return;
  await core.projects.update(project.id, (old) => ({ ...old, callBudget }));
}

async function askNumber(title: string, limit: number | undefined): Promise<number | undefined> {
  const answer = await vscode.window.showInputBox({
    title,
    prompt: vscode.l10n.t('Calls per month'),
    value: limit === undefined ? '' : String(limit),
    ignoreFocusOut: true,
    validateInput: (text) =>
      readNumber(text) === undefined
        ? vscode.l10n.t('A number from 1 to {0}.', numberText(mostCalls))
        : undefined,
  });
  return answer === undefined ? undefined : readNumber(answer);
}

/** `26,000`, `26.000`, `26 000` and `26'000` are the same. */
function readNumber(text: string): number | undefined {
  const digits = text.trim().replace(/(?<=\d)[\s.,'’](?=\d{3}(?!\d))/gu, '');
  if (!/^\d{1,10}$/.test(digits)) return undefined;
  const value = Number(digits);
  return value >= 1 && value <= mostCalls ? value : undefined;
}
