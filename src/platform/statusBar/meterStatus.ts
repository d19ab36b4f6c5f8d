import * as vscode from 'vscode';
import { Coalescer } from '../../base/coalescer.js';
import { displayText, markdownText } from '../../base/displayText.js';
import { Disposable } from '../../base/lifecycle.js';
import type { BudgetState, CallBudget } from '../../model/meter/callBudget.js';
import type { CallMeter } from '../../model/meter/callMeter.js';
import type { Project } from '../../model/projects/project.js';
import type { ProjectStore } from '../../model/projects/projectStore.js';
import { commandIds } from '../commands/commands.js';
import { callsText, numberText } from '../display/numbers.js';

export interface MeterStatusParts {
  readonly meter: Pick<CallMeter, 'lastUsed' | 'usage'>;
  readonly budget: Pick<CallBudget, 'state' | 'onDidChange'>;
  readonly projects: Pick<ProjectStore, 'list' | 'onDidChange'>;
}

/** A burst of calls is shown together. */
const showEveryMs = 300;

/** The month's calls in the status bar: of the project called last, until then of the one nearest its limit. */
export class MeterStatus extends Disposable {
  private readonly item: vscode.StatusBarItem;

  constructor(private readonly parts: MeterStatusParts) {
    super();
    this.item = this._register(
      vscode.window.createStatusBarItem('tuya.calls', vscode.StatusBarAlignment.Right, 90),
    );
    this.item.name = vscode.l10n.t('Tuya: Calls This Month');
    this.item.command = commandIds.showCalls;
    const updates = this._register(new Coalescer<void>(showEveryMs, () => this.update()));
    this._register(parts.budget.onDidChange(() => updates.add()));
    this.update();
  }

  private update(): void {
    const projects = this.parts.projects.list();
    const project = this.shown(projects);
    if (!project) return this.item.hide();
    const state = this.parts.budget.state(project.id);
    const used = numberText(state.used);
    const { limit, level } = state;
    this.item.text = `$(pulse) ${limit === undefined ? used : `${used} / ${numberText(limit)}`}`;
    const name = displayText(project.name);
    const label =
      limit === undefined
        ? vscode.l10n.t('Tuya, {0}: {1} this month', name, callsText(state.used))
        : vscode.l10n.t('Tuya, {0}: {1} of {2} this month', name, used, callsText(limit));
    this.item.accessibilityInformation = { label, role: 'button' };
    this.item.backgroundColor = background(level);
    this.item.tooltip = this.tooltip(projects);
    this.item.show();
  }

  private shown(projects: readonly Project[]): Project | undefined {
    const last = projects.find(({ id }) => id === this.parts.meter.lastUsed);
    if (last) return last;
    const nearness = ({ id }: Project): number => {
      const { limit, used } = this.parts.budget.state(id);
      return limit === undefined ? -1 : used / limit;
    };
    return [...projects].sort((a, b) => nearness(b) - nearness(a))[0];
  }

  private tooltip(projects: readonly Project[]): vscode.MarkdownString {
    const heads = [
      vscode.l10n.t('Project'),
      vscode.l10n.t('Today'),
      vscode.l10n.t('This month'),
      vscode.l10n.t('Budget'),
      vscode.l10n.t('Forecast'),
    ];
    const rows = projects.map((project) => {
      const state = this.parts.budget.state(project.id);
      const { today, month, forecast } = this.parts.meter.usage(project.id);
      const expected = forecast === undefined ? '–' : numberText(forecast);
      return [markdownText(project.name), numberText(today), numberText(month), budgetText(state), expected];
    });
    const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
    const table = [line(heads), '| --- | ---: | ---: | ---: | ---: |', ...rows.map(line)].join('\n');
    const note = vscode.l10n.t('Days and months are in UTC. Click to see the calls by operation.');
    return new vscode.MarkdownString(`**${vscode.l10n.t('Calls to Tuya’s cloud')}**\n\n${table}\n\n${note}`);
  }
}

function budgetText({ limit, level }: BudgetState): string {
  if (limit !== undefined) return numberText(limit);
  return level === 'free' ? vscode.l10n.t('free') : vscode.l10n.t('none');
}

function background(level: BudgetState['level']): vscode.ThemeColor | undefined {
  if (level === 'over') return new vscode.ThemeColor('statusBarItem.errorBackground');
  return level === 'near' ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
}
