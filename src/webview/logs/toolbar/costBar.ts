import * as l10n from '@vscode/l10n';
import type { TemplateResult } from 'lit';
import { html } from 'lit';
import type { LogQueryDto } from '../../../protocol/logQuery.js';
import { icon } from '../../shared/icon.js';
import type { LogsContext } from '../parts/renderContext.js';
import { hourMs } from './ranges.js';

/** A query that waits for the person's word, and what it costs. */
export interface Cost {
  readonly query: LogQueryDto;
  readonly calls: number;
}

interface CostActions {
  load(): void;
  newest(): void;
  cancel(): void;
}

export function costBar({ locale }: LogsContext, cost: Cost, actions: CostActions): TemplateResult {
  const calls = cost.calls.toLocaleString(locale);
  return html`<div class="bar bar-info cost" role="alert" tabindex="-1">
    ${icon('info')}
    <span class="bar-text">${l10n.t('This takes about {0} calls of your quota.', calls)}</span>
    <vscode-button class="cost-load" @click=${actions.load}>${l10n.t('Load')}</vscode-button>
    <vscode-button class="cost-newest" secondary @click=${actions.newest}
      >${l10n.t('Only the Newest Hour')}</vscode-button
    >
    <vscode-button class="cost-cancel" secondary @click=${actions.cancel}>${l10n.t('Cancel')}</vscode-button>
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
