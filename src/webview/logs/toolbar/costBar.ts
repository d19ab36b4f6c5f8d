import type { TemplateResult } from 'lit';
import { html } from 'lit';
import type { LogQueryDto } from '../../../protocol/logs.js';
import { fill } from '../../shared/fill.js';
import { icon } from '../../shared/icon.js';
import type { LogsContext } from '../parts/renderContext.js';
import { hourMs } from './ranges.js';

/** A query that waits for the person's word, and what it costs. */
export interface Cost {
  readonly query: LogQueryDto;
  readonly calls: number;
  readonly atLeast: boolean;
}

interface CostActions {
  load(): void;
  newest(): void;
  cancel(): void;
}

export function costBar({ strings, locale }: LogsContext, cost: Cost, actions: CostActions): TemplateResult {
  const { costs, costsAtLeast, loadAll, newestHour: newest, cancel } = strings.range;
  return html`<div class="bar bar-info cost" role="alert" tabindex="-1">
    ${icon('info')}
    <span class="bar-text"
      >${fill(cost.atLeast ? costsAtLeast : costs, cost.calls.toLocaleString(locale))}</span
    >
    <vscode-button class="cost-load" @click=${actions.load}>${loadAll}</vscode-button>
    <vscode-button class="cost-newest" secondary @click=${actions.newest}>${newest}</vscode-button>
    <vscode-button class="cost-cancel" secondary @click=${actions.cancel}>${cancel}</vscode-button>
  </div>`;
}

export function newestHour(query: LogQueryDto): LogQueryDto {
  const { range } = query;
  return {
    ...query,
    range:
      range.kind === 'between'
        ? { ...range, from: Math.max(range.from, range.to - hourMs) }
        : { kind: 'last', ms: hourMs },
  };
}
