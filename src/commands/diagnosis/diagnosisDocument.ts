import * as vscode from 'vscode';
import { markdownCellText } from '../../model/exports/markdownCell.js';
import { createMask, type Mask } from '../../model/diagnosis/mask.js';
import { stepNames, type StepName, type StepResult } from '../../model/diagnosis/steps.js';
import { centerName } from '../../platform/display/centerNames.js';
import { referenceText, type Problem } from '../../platform/errorMessages/problemTexts.js';
import { sentences } from '../../platform/display/sentences.js';
import { dataCenterOf } from '../../tuya/dataCenters.js';
import type { Project } from '../../model/projects/project.js';
import { findingText, stepLabel } from './stepTexts.js';

export interface DiagnosisSoFar {
  readonly project: Project;
  readonly steps: ReadonlyMap<StepName, StepResult>;
  readonly startedAt: number;
  /** Made, once it has ended; until then absent. */
  readonly requests?: number;
  /** Never to stand in the document. */
  readonly privateTexts: readonly string[];
}

/**
 * The diagnosis as Markdown that may be pasted in public. It is put together from sentences of this extension, counts,
 * codes and trace ids; whatever could hold anything else goes through the mask.
 */
export function diagnosisDocument(so: DiagnosisSoFar, version: string): string {
  const { project, steps, startedAt, requests, privateTexts } = so;
  const mask = createMask(privateTexts);
  const results = [...steps.values()];
  const failed = results.filter(({ state }) => state === 'fail');
  const lines = [
    `# ${vscode.l10n.t('Tuya: diagnosis of a cloud project')}`,
    '',
    `- ${vscode.l10n.t('When: {0}', new Date(startedAt).toISOString())}`,
    `- ${vscode.l10n.t('Where: {0}', placeText(project))}`,
    `- ${vscode.l10n.t('With: Device Explorer for Tuya {0}, VS Code {1}, {2}', version, vscode.version, process.platform)}`,
    ...(requests === undefined ? [] : [`- ${vscode.l10n.t('Requests: {0}', requests)}`]),
    '',
    `**${summaryText(failed.length, requests !== undefined)}**`,
    '',
    ...stepNames.flatMap((step) => stepLines(step, steps.get(step), mask)),
    '',
    vscode.l10n.t(
      'This document contains no keys, tokens, local keys, IDs, names or addresses. Trace IDs are for Tuya’s support.',
    ),
    '',
  ];
  return lines.join('\n');
}

export function summaryText(failed: number, isDone: boolean): string {
  if (!isDone) return vscode.l10n.t('Checking…');
  if (failed === 0) return vscode.l10n.t('All checks passed.');
  return failed === 1 ? vscode.l10n.t('1 step failed.') : vscode.l10n.t('{0} steps failed.', failed);
}

function stepLines(step: StepName, result: StepResult | undefined, mask: Mask): string[] {
  const label = stepLabel(step);
  if (!result) return [`- … ${label}`];
  const problem = maskProblem(findingText(result), mask);
  const said = sentences([problem.what, referenceText(problem)]);
  const lines = [`- ${signs[result.state]} **${label}** (${stateTexts[result.state]()}): ${said}`];
  if (problem.remedy) lines.push(`  - ${vscode.l10n.t('Next: {0}', problem.remedy)}`);
  return lines;
}

/** Nothing private, and nothing that Markdown would read: the document is shown rendered. */
function maskProblem({ what, remedy, code, tid, field }: Problem, mask: Mask): Problem {
  return {
    what: markdownCellText(mask.text(what)),
    ...(remedy ? { remedy: markdownCellText(mask.text(remedy)) } : {}),
    ...(code === undefined ? {} : { code }),
    ...(tid === undefined ? {} : { tid: mask.traceId(tid) }),
    ...(field === undefined ? {} : { field: markdownCellText(mask.text(field)) }),
  };
}

function placeText({ kind, endpoint }: Project): string {
  if (kind === 'demo') return vscode.l10n.t('the demo');
  const center = dataCenterOf(endpoint);
  return center ? centerName(center.name) : vscode.l10n.t('an endpoint of its own');
}

const signs = { pass: '✓', fail: '✗', unknown: '?' } as const;

const stateTexts = {
  pass: () => vscode.l10n.t('pass'),
  fail: () => vscode.l10n.t('fail'),
  unknown: () => vscode.l10n.t('unknown'),
} as const;
