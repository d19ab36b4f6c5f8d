import * as vscode from 'vscode';
import { firstProject } from '../../platform/errorMessages/nextSteps.js';
import { displayName, displayText } from '../../base/displayText.js';
import type { Core } from '../../app/core.js';
import { ownNameMaxLength, readName } from '../../model/devices/nameInput.js';
import type { Project } from '../../model/projects/project.js';
import { endpointName } from '../../platform/display/centerNames.js';
import { confirmed } from '../../platform/prompts/notify.js';
import { nameProblemText } from '../../platform/errorMessages/nameProblems.js';
import { ToldError } from '../../platform/errorMessages/problemTexts.js';
import { addProject, editProject } from '../setup/addProject.js';
import type { CommandDeps } from '../commandDeps.js';

/** Adds the demo project, or shows the one that is there. Answers its id. */
export async function addDemoProject({ core, revealProject }: CommandDeps): Promise<string> {
  const { setup } = await core.get();
  const { id } = await setup.addDemo(vscode.l10n.t('Demo project'));
  await revealProject(id);
  return id;
}

export async function renameProject({ core }: CommandDeps, projectId: string | undefined): Promise<void> {
  const live = await core.get();
  const { projects } = live;
  const project = await chosenProject(live, projectId, vscode.l10n.t('Rename which project?'));
  if (!project) return;
  const name = await vscode.window.showInputBox({
    title: vscode.l10n.t('Rename Project'),
    prompt: vscode.l10n.t('Name of the project'),
    value: project.name,
    ignoreFocusOut: true,
    validateInput: (value) => {
      const read = readName(value, undefined, ownNameMaxLength);
      return read.ok ? undefined : nameProblemText(read.problem, ownNameMaxLength);
    },
  });
  if (name === undefined || name.trim() === project.name) return;
  await projects.update(project.id, (old) => ({ ...old, name: name.trim() }));
}

export async function removeProject({ core }: CommandDeps, projectId: string | undefined): Promise<void> {
  const live = await core.get();
  const { projects } = live;
  const project = await chosenProject(live, projectId, vscode.l10n.t('Remove which project?'));
  if (!project) return;
  const detail =
    project.kind === 'demo'
      ? vscode.l10n.t('The demo and everything changed in it is deleted. It can be opened again at any time.')
      : vscode.l10n.t(
          'Its Access Secret, access token and everything read from it are deleted from this computer. Nothing changes in the cloud.',
        );
  const question = vscode.l10n.t('Remove the project ‘{0}’?', displayText(project.name));
  if (!(await confirmed(question, detail, vscode.l10n.t('Remove')))) return;
  try {
    await projects.remove(project.id);
  } catch (cause) {
    throw new ToldError(
      {
        what: vscode.l10n.t(
          'The project is removed, but its secret could not be deleted from the secret storage.',
        ),
        remedy: vscode.l10n.t('Unlock the keyring, or delete the entry there.'),
      },
      { cause },
    );
  }
}

/** The project is the one of this workspace from now on. */
export async function useProjectHere({ core }: CommandDeps, projectId: string | undefined): Promise<void> {
  const live = await core.get();
  const project = await chosenProject(live, projectId, vscode.l10n.t('Use which project in this workspace?'));
  if (project) await live.workspaceProject.use(project.id);
}

/** Removes a stored entry that can't be read. */
export async function forgetDamagedProject({ core }: CommandDeps, index: number | undefined): Promise<void> {
  const { projects } = await core.get();
  const entry = projects.damaged().find((damaged) => damaged.index === index);
  if (!entry) return;
  const question =
    entry.name === undefined
      ? vscode.l10n.t('Remove the damaged project?')
      : vscode.l10n.t('Remove the damaged project ‘{0}’?', displayText(entry.name));
  const detail = vscode.l10n.t('Its stored data can’t be read. Add the project again afterwards.');
  if (await confirmed(question, detail, vscode.l10n.t('Remove'))) await projects.forgetDamaged(entry.index);
}

/** All projects, with what can be done to each. */
export async function listProjects(deps: CommandDeps): Promise<void> {
  const live = await deps.core.get();
  const chosen = await pickProjectAction(live);
  if (!chosen) return;
  const { action, projectId } = chosen;
  if (action === 'add') await addProject(deps, undefined);
  else if (action === 'demo') await addDemoProject(deps);
  else if (projectId === undefined) return;
  else if (action === 'reveal') await deps.revealProject(projectId);
  else if (action === 'edit') await editProject(deps, projectId);
  else if (action === 'rename') await renameProject(deps, projectId);
  else await removeProject(deps, projectId);
}

type Action = 'reveal' | 'edit' | 'rename' | 'remove' | 'add' | 'demo';

interface Chosen {
  readonly action: Action;
  readonly projectId?: string;
}

function pickProjectAction({ projects }: Core): Promise<Chosen | undefined> {
  const pick = vscode.window.createQuickPick<vscode.QuickPickItem & Chosen>();
  const actions = new Map<vscode.QuickInputButton, Action>();
  const button = (action: Action, icon: string, tooltip: string): vscode.QuickInputButton => {
    const made = { iconPath: new vscode.ThemeIcon(icon), tooltip };
    actions.set(made, action);
    return made;
  };
  const rename = button('rename', 'edit', vscode.l10n.t('Rename'));
  const edit = button('edit', 'settings-gear', vscode.l10n.t('Edit Keys…'));
  const remove = button('remove', 'trash', vscode.l10n.t('Remove'));
  pick.title = vscode.l10n.t('Projects');
  pick.placeholder = vscode.l10n.t('Choose a project to show it in the tree');
  pick.items = [
    ...projects.list().map((project) => ({
      label: displayName(project.name, project.id),
      description: placeOf(project),
      buttons: project.kind === 'demo' ? [rename, remove] : [rename, edit, remove],
      action: 'reveal' as const,
      projectId: project.id,
    })),
    { label: '', kind: vscode.QuickPickItemKind.Separator, action: 'reveal' as const },
    { label: vscode.l10n.t('Add a Cloud Project…'), action: 'add' as const },
    ...(projects.list().some(({ kind }) => kind === 'demo')
      ? []
      : [{ label: vscode.l10n.t('Open the Demo Project'), action: 'demo' as const }]),
  ];
  return new Promise<Chosen | undefined>((resolve) => {
    pick.onDidAccept(() => resolve(pick.selectedItems[0]));
    pick.onDidTriggerItemButton(({ item, button: pressed }) => {
      const action = actions.get(pressed);
      if (action && item.projectId !== undefined) resolve({ action, projectId: item.projectId });
    });
    pick.onDidHide(() => resolve(undefined));
    pick.show();
  }).finally(() => pick.dispose());
}

/**
 * The project that is meant, or the only one, or the one that the person picks, that of the workspace first.
 * @throws ToldError where there is none
 */
export async function chosenProject(
  { projects: store, workspaceProject }: Pick<Core, 'projects' | 'workspaceProject'>,
  projectId: string | undefined,
  placeHolder: string,
  among: (project: Project) => boolean = () => true,
): Promise<Project | undefined> {
  const projects = store.list().filter(among);
  if (projectId !== undefined) return projects.find(({ id }) => id === projectId);
  if (projects.length === 0) {
    throw new ToldError({ what: vscode.l10n.t('There is no project yet.') }, { next: firstProject() });
  }
  if (projects.length === 1) return projects[0];
  const here = projects.filter(({ id }) => id === workspaceProject.id);
  const items = [...here, ...projects.filter((project) => !here.includes(project))].map((project) => ({
    label: displayName(project.name, project.id),
    description: [placeOf(project), here.includes(project) ? vscode.l10n.t('used here') : '']
      .filter((part) => part !== '')
      .join(' · '),
    project,
  }));
  return (await vscode.window.showQuickPick(items, { placeHolder }))?.project;
}

function placeOf({ kind, endpoint }: Project): string {
  return kind === 'demo' ? vscode.l10n.t('demo') : endpointName(endpoint);
}
