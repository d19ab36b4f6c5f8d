import { join } from 'node:path';
import * as vscode from 'vscode';
import { displayName } from '../../base/displayText.js';
import type { Project } from '../../model/projects/project.js';
import { ToldError } from '../../platform/errorMessages/problemTexts.js';
import { confirmed } from '../../platform/prompts/notify.js';
import { sentences } from '../../platform/display/sentences.js';
import type { CommandDeps } from '../commandDeps.js';

/**
 * Copies how another agent starts the server of this extension. Whoever pastes it switches the server on; the secret isn't
 * among it, and is put in by the person.
 */
export async function copyAgentServer(deps: CommandDeps): Promise<void> {
  const core = await deps.core.get();
  const project = await chooseProject(core.projects.list().filter(({ kind }) => kind === 'cloud'));
  if (!project) return;
  const question = vscode.l10n.t('Copy a configuration for other agents?');
  const detail = sentences([
    vscode.l10n.t(
      'An agent that has it starts a program that reads ‘{0}’ over standard input and output: read-only, no port, 300 calls an hour at most.',
      displayName(project.name, project.id),
    ),
    vscode.l10n.t(
      'The Access Secret is not copied: put it in yourself, and know that the agent’s settings then hold it.',
    ),
  ]);
  if (!(await confirmed(question, detail, vscode.l10n.t('Copy')))) return;
  await vscode.env.clipboard.writeText(configuration(project, deps.extensionPath));
  void vscode.window.showInformationMessage(
    vscode.l10n.t('Copied. Paste it into the agent’s settings, and put in the Access Secret.'),
  );
}

async function chooseProject(projects: readonly Project[]): Promise<Project | undefined> {
  const [first, ...others] = projects;
  if (!first)
    throw new ToldError({
      what: vscode.l10n.t('There is no cloud project.'),
      remedy: vscode.l10n.t('Add a cloud project first.'),
    });
  if (others.length === 0) return first;
  const items = projects.map((project) => ({ label: displayName(project.name, project.id), project }));
  const placeHolder = vscode.l10n.t('Which project may the agent read?');
  return (await vscode.window.showQuickPick(items, { placeHolder }))?.project;
}

/** In the form that most agents read. */
function configuration({ accessId, endpoint, dataCenter }: Project, extensionPath: string): string {
  const env = {
    TUYA_AGENT_SERVER: 'on',
    ...(dataCenter === undefined ? { TUYA_ENDPOINT: endpoint } : { TUYA_REGION: dataCenter }),
    TUYA_ACCESS_ID: accessId,
    TUYA_ACCESS_SECRET: '<Access Secret>',
  };
  const server = { command: 'node', args: [join(extensionPath, 'dist', 'agent-server.js')], env };
  return `${JSON.stringify({ mcpServers: { tuya: server } }, undefined, 2)}\n`;
}
