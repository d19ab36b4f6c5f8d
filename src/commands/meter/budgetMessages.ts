import * as vscode from 'vscode';
import { displayText } from '../../base/displayText.js';
import { toDisposable, type IDisposable } from '../../base/lifecycle.js';
import type { Core } from '../../app/core.js';
import type { BudgetReached } from '../../model/meter/callBudget.js';
import type { Project } from '../../model/projects/project.js';
import { numberText } from '../../platform/display/numbers.js';
import { askBudget } from './setCallBudget.js';

type Parts = Pick<Core, 'budget' | 'projects'>;

/** Tells a person what becomes of a budget, and asks where it is used up. */
export function tellOfBudgets(core: Parts, showCalls: () => void): IDisposable {
  core.budget.askWith((project) => askToGoOn(core, project));
  const heard = core.budget.onDidReach((reached) => void tell(core, reached, showCalls));
  return toDisposable(() => heard.dispose());
}

async function tell(core: Parts, { projectId, level }: BudgetReached, showCalls: () => void): Promise<void> {
  const project = core.projects.get(projectId);
  const { limit, used } = core.budget.state(projectId);
  if (!project || limit === undefined) return;
  const name = displayText(project.name);
  const told =
    level === 'near'
      ? vscode.l10n.t(
          '‘{0}’ has used {1} of its {2} calls for this month.',
          name,
          numberText(used),
          numberText(limit),
        )
      : vscode.l10n.t(
          '‘{0}’ has used its {1} calls for this month: automatic reading has stopped. What you start yourself still works, after a confirmation.',
          name,
          numberText(limit),
        );
  // Nobody chose it: it may be wrong for this project.
  const hint =
    project.callBudget === undefined
      ? ` ${vscode.l10n.t('This is the budget of Tuya’s trial. Set another one, or none, if the project has another edition.')}`
      : '';
  const show = vscode.l10n.t('Show Calls');
  const set = vscode.l10n.t('Set Call Budget…');
  const chosen = await vscode.window.showWarningMessage(told + hint, show, set);
  if (chosen === show) showCalls();
  if (chosen === set) await askBudget(core, project);
}

async function askToGoOn(core: Parts, project: Project): Promise<boolean> {
  const { limit, used } = core.budget.state(project.id);
  const question = vscode.l10n.t(
    'The monthly budget of ‘{0}’ is used up. Continue?',
    displayText(project.name),
  );
  const detail = vscode.l10n.t(
    '{0} of {1} calls have been made this month. If you continue, you are not asked again for an hour.',
    numberText(used),
    numberText(limit ?? 0),
  );
  const goOn = vscode.l10n.t('Continue');
  const set = vscode.l10n.t('Set Call Budget…');
  const chosen = await vscode.window.showWarningMessage(question, { modal: true, detail }, goOn, set);
  if (chosen === goOn) return true;
  if (chosen === set) await askBudget(core, project);
  return core.budget.mayRunAutomatically(project.id);
}
