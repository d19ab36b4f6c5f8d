import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { UserFormSnapshot, UserFormStrings } from '../../protocol/userForm.js';
import { fill } from '../shared/fill.js';
import { icon } from '../shared/icon.js';

export interface NoticeActions {
  lookAgain(): void;
  retry(): void;
  showExtensionLog(): void;
}

/** Why the last save wasn't one, above the values that are still there. */
export function notice(
  { notice: told, situation, saving }: UserFormSnapshot,
  strings: UserFormStrings,
  actions: NoticeActions,
): TemplateResult | typeof nothing {
  if (!told || saving) return nothing;
  const { kind, title, problem, canLookAgain } = told;
  const facts = [
    ...(problem?.code === undefined ? [] : [fill(strings.errorCode, problem.code)]),
    ...(problem?.tid === undefined ? [] : [fill(strings.errorTid, problem.tid)]),
  ];
  return html`<section class="notice notice-${kind}" role="alert" tabindex="-1">
    ${icon(kind, 'notice-icon')}
    <div class="notice-text">
      <h2>${title}</h2>
      ${problem ? html`<p>${problem.what}</p>` : nothing}
      ${problem?.remedy === undefined ? nothing : html`<p>${problem.remedy}</p>`}
      ${facts.length === 0 ? nothing : html`<p class="dim">${facts.join(' · ')}</p>`}
      <div class="notice-actions">
        ${
          canLookAgain
            ? html`<vscode-button @click=${actions.lookAgain}>${strings.lookAgain}</vscode-button>`
            : nothing
        }
        ${
          situation === 'unread'
            ? html`<vscode-button icon="refresh" @click=${actions.retry}>${strings.retry}</vscode-button>`
            : nothing
        }
        <vscode-button secondary @click=${actions.showExtensionLog}
          >${strings.showExtensionLog}</vscode-button
        >
      </div>
    </div>
  </section>`;
}
