import * as vscode from 'vscode';
import { displayText } from '../../base/displayText.js';
import { markdownCellText } from '../../model/exports/markdownCell.js';
import type { BudgetState } from '../../model/meter/callBudget.js';
import type { ProjectUsage } from '../../model/meter/usage.js';
import type { Project } from '../../model/projects/project.js';
import { numberText } from '../../platform/display/numbers.js';
import { operationText } from './operationTexts.js';

export interface ProjectCalls {
  readonly project: Project;
  readonly state: BudgetState;
  readonly usage: ProjectUsage;
}

/** The calls of all projects as Markdown: read from top to bottom, it makes sense without seeing it. */
export function callsText(projects: readonly ProjectCalls[], now: number): string {
  const time = new Date(now).toISOString().slice(0, 16).replace('T', ' ');
  const parts = [
    `# ${vscode.l10n.t('Calls to Tuya’s cloud')}`,
    [
      vscode.l10n.t('As of {0} UTC. Days and months are in UTC.', time),
      vscode.l10n.t('All calls from this computer are counted: every window, tokens and retries included.'),
      vscode.l10n.t('Calls by other programs with the same keys are not included; Tuya counts them too.'),
    ].join('\n'),
    ...(projects.length === 0 ? [vscode.l10n.t('There is no project yet.')] : projects.map(projectText)),
  ];
  return `${parts.join('\n\n')}\n`;
}

function projectText({ project, state, usage }: ProjectCalls): string {
  const parts = [`## ${markdownCellText(displayText(project.name))}`, summary(state, usage)];
  if (usage.operations.length > 0) {
    const rows = usage.operations.map(({ operation, today, month }) => [
      operationText(operation),
      numberText(today),
      numberText(month),
    ]);
    parts.push(
      table(
        [vscode.l10n.t('By operation'), vscode.l10n.t('Today'), vscode.l10n.t('This month')],
        [...rows, [vscode.l10n.t('Total'), numberText(usage.today), numberText(usage.month)]],
      ),
    );
  }
  const busy = usage.days.filter(({ calls }) => calls > 0).reverse();
  if (busy.length > 0) {
    const rows = busy.map(({ day, calls }) => [day, numberText(calls)]);
    parts.push(table([vscode.l10n.t('Last 30 days'), vscode.l10n.t('Calls')], rows));
  }
  return parts.join('\n\n');
}

function summary({ limit, used, level }: BudgetState, { today, forecast }: ProjectUsage): string {
  const lines = [
    limit === undefined
      ? vscode.l10n.t('This month: {0}', numberText(used))
      : vscode.l10n.t(
          'This month: {0} of {1} ({2} %)',
          numberText(used),
          numberText(limit),
          Math.floor((used / limit) * 100),
        ),
    vscode.l10n.t('Today: {0}', numberText(today)),
  ];
  if (forecast !== undefined) lines.push(vscode.l10n.t('Forecast for the month: {0}', numberText(forecast)));
  if (level === 'free') lines.push(vscode.l10n.t('The demo runs on this computer: its calls cost nothing.'));
  if (level === 'off') lines.push(vscode.l10n.t('No budget is set.'));
  if (level === 'over') lines.push(vscode.l10n.t('The budget is used up: automatic reading has stopped.'));
  return lines.map((line) => `- ${line}`).join('\n');
}

/** A table of Markdown that reads well as text too: columns of the same width, numbers to the right. */
function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [heads, ...rows];
  const widths = heads.map((_, column) => Math.max(3, ...all.map((row) => widthOf(row[column] ?? ''))));
  const line = (cells: readonly string[]): string => {
    const padded = cells.map((cell, column) => {
      const gap = ' '.repeat((widths[column] ?? 0) - widthOf(cell));
      return column === 0 ? cell + gap : gap + cell;
    });
    return `| ${padded.join(' | ')} |`;
  };
  const rule = widths.map((width, column) =>
    column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  );
  return [line(heads), line(rule), ...rows.map(line)].join('\n');
}

/** In columns of a fixed-width font: letters of East Asia take two. */
function widthOf(text: string): number {
  return [...text].reduce(
    (sum, letter) =>
      sum +
      (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u.test(
        letter,
      )
        ? 2
        : 1),
    0,
  );
}
