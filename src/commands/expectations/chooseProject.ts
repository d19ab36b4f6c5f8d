import * as vscode from 'vscode';
import { displayName, displayText } from '../../base/displayText.js';
import type { Core } from '../../app/core.js';
import type { Project } from '../../model/projects/project.js';
import { ToldError } from '../../platform/errorMessages/problemTexts.js';

/**
 * The project that a file is run in: the one it names, the one that is used in this workspace, or the only one; else the
 * person chooses. Undefined where the person would rather not.
 * @throws ToldError where there is none
 */
export async function chooseProject(
  { projects, workspaceProject }: Pick<Core, 'projects' | 'workspaceProject'>,
  named: string | undefined,
): Promise<Project | undefined> {
  const all = projects.list();
  if (named !== undefined) {
    const [found, other] = all.filter(({ id, name }) => id === named || name === named);
    if (found && !other) return found;
    throw new ToldError({
      what: vscode.l10n.t('No project, or more than one, is called ‘{0}’.', displayText(named)),
    });
  }
  const here = all.find(({ id }) => id === workspaceProject.id);
  const [only, other] = all;
  if (here || (only && !other)) return here ?? only;
  if (!only)
    throw new ToldError({
      what: vscode.l10n.t('There is no project yet.'),
      remedy: vscode.l10n.t('Add one first.'),
    });
  const items = all.map((project) => ({ label: displayName(project.name, project.id), project }));
  const placeHolder = vscode.l10n.t('In which project are the expectations run?');
  return (await vscode.window.showQuickPick(items, { placeHolder }))?.project;
}
