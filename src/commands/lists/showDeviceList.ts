import * as vscode from 'vscode';
import type { CommandDeps } from '../commandDeps.js';
import { chosenProject } from '../projects/projects.js';
import { emptyListForm, listStepsOf, placeOf, queryOf, type ListStep } from './listForm.js';
import { askListStep } from './listSteps.js';

/** Builds a list of devices step by step, keeps it under its project and shows it. */
export async function showDeviceList(deps: CommandDeps, projectId: string | undefined): Promise<void> {
  const core = await deps.core.get();
  const title = vscode.l10n.t('New Device List');
  const project = await chosenProject(core, projectId, vscode.l10n.t('New device list in which project?'));
  if (!project) return;
  const form = emptyListForm(project.schema);
  let step: ListStep = 'kind';
  for (;;) {
    const before = listStepsOf(form);
    const at = before.indexOf(step);
    const frame = { title, ...placeOf(form, step) };
    const answer = await askListStep(step, { core, projectId: project.id, form, frame });
    if (answer === 'cancelled') return;
    if (answer === 'back') {
      step = before[at - 1] ?? step;
      continue;
    }
    const next = listStepsOf(form)[at + 1];
    if (!next) break;
    step = next;
  }
  const { id } = await core.lists.add(project.id, form.name, queryOf(form));
  const list = { projectId: project.id, listId: id };
  const reading = deps.activity.run(async (signal) =>
    core.deviceLists.of(list)?.refresh({ asker: 'person', signal }),
  );
  await Promise.all([reading, deps.revealList(list)]);
}
