import * as vscode from 'vscode';
import type { CommandDeps } from '../commandDeps.js';
import { chosenProject } from '../projects.js';
import { emptyListForm, listStepsOf, queryOf, type ListStep } from './listForm.js';
import { askListStep, type ListTools } from './listSteps.js';

/** Builds a list of devices step by step, keeps it under its project and shows it. */
export async function showDeviceList(deps: CommandDeps, projectId: string | undefined): Promise<void> {
  const core = await deps.core.get();
  const title = vscode.l10n.t('Show Devices Of…');
  const project = await chosenProject(
    core.projects.list(),
    projectId,
    vscode.l10n.t('Devices of which project?'),
  );
  if (!project) return;
  const tools = await listTools();
  const form = emptyListForm(project.schema);
  let step: ListStep = 'kind';
  for (;;) {
    const before = listStepsOf(form);
    const at = before.indexOf(step);
    const frame = { title, step: at + 1, totalSteps: Math.max(before.length, 3) };
    const answer = await askListStep(step, { core, projectId: project.id, form, frame, tools });
    if (answer === 'cancelled') return;
    if (answer === 'back') {
      step = before[at - 1] ?? step;
      continue;
    }
    const next = listStepsOf(form)[at + 1];
    if (!next) break;
    step = next;
  }
  const { id } = await core.lists.add(project.id, form.name, queryOf(form, tools.readIds));
  await deps.revealList({ projectId: project.id, listId: id });
}

/** What checks and counts a list; loaded with the rest of the model. */
async function listTools(): Promise<ListTools> {
  const [{ checkListQuery, costOf, mostIds }, { readPastedIds }] = await Promise.all([
    import('../../model/lists/deviceListQuery.js'),
    import('../../model/lists/deviceIds.js'),
  ]);
  return { checkListQuery, costOf, mostIds, readIds: (text) => readPastedIds(text).ids, readPastedIds };
}
