import * as vscode from 'vscode';
import { displayText } from '../../base/displayText.js';
import type { DiagnosisReport } from '../../model/diagnosis/diagnosis.js';
import type { StepName, StepResult } from '../../model/diagnosis/steps.js';
import { consolePageLabel, openConsolePage } from '../../platform/errorMessages/consolePages.js';
import { withCancellableProgress } from '../../platform/prompts/notify.js';
import { sentences } from '../../platform/display/sentences.js';
import { editProject } from '../setup/addProject.js';
import type { CommandDeps } from '../commandDeps.js';
import { chosenProject } from '../projects/projects.js';
import { diagnosisDocument, summaryText, type DiagnosisSoFar } from './diagnosisDocument.js';
import { findingText, needsEdit, pageOf, stepLabel } from './stepTexts.js';

/** Looks at everything that a project needs, step by step, in a document that can be pasted in public. */
export async function diagnoseProject(deps: CommandDeps, projectId: string | undefined): Promise<void> {
  const core = await deps.core.get();
  const { diagnosis, clock } = core;
  const project = await chosenProject(core, projectId, vscode.l10n.t('Diagnose which project?'));
  if (!project) return;
  const steps = new Map<StepName, StepResult>();
  const soFar: DiagnosisSoFar = { project, steps, startedAt: clock.now(), privateTexts: [] };
  const title = vscode.l10n.t(
    'Diagnosing ‘{0}’: at most {1} requests',
    displayText(project.name),
    diagnosis.cost(project),
  );
  const report = await withCancellableProgress(title, (signal, tell) =>
    diagnosis.run(project.id, signal, (result) => {
      steps.set(result.step, result);
      tell(stepLabel(result.step));
    }),
  );
  for (const result of report.steps) steps.set(result.step, result);
  const text = diagnosisDocument({ ...soFar, ...report, steps }, deps.version);
  await deps.showDocument('diagnosis.md', text, { rendered: true });
  // Nobody waits for the message to be closed.
  void offerRemedy(deps, report, text);
}

/** Tells how it ended, and offers what helps against the first failure. */
async function offerRemedy(
  deps: CommandDeps,
  { steps, project }: DiagnosisReport,
  text: string,
): Promise<void> {
  const failed = steps.filter(({ state }) => state === 'fail');
  const [first] = failed;
  const copy = vscode.l10n.t('Copy as Markdown');
  const summary = summaryText(failed.length, true);
  if (!first) {
    if ((await vscode.window.showInformationMessage(summary, copy)) === copy) {
      await vscode.env.clipboard.writeText(text);
    }
    return;
  }
  const { what, remedy = '' } = findingText(first);
  const page = pageOf(first);
  const edit = vscode.l10n.t('Edit Keys…');
  const open = page && consolePageLabel(page);
  const buttons = [
    ...(needsEdit(first) && project.kind === 'cloud' ? [edit] : []),
    ...(open ? [open] : []),
    copy,
  ];
  const told = sentences([summary, `${stepLabel(first.step)}:`, what, remedy]);
  const chosen = await vscode.window.showWarningMessage(told, ...buttons);
  if (chosen === copy) await vscode.env.clipboard.writeText(text);
  else if (chosen === edit) await editProject(deps, project.id);
  else if (chosen !== undefined && page) await openConsolePage(page);
}
