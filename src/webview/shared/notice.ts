import * as l10n from '@vscode/l10n';
import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { ProblemDto } from '../../protocol/problem.js';
import { icon } from './icon.js';

export interface Notice {
  readonly kind: 'info' | 'warning' | 'error';
  readonly title: string;
  readonly body?: unknown;
  /** Buttons. */
  readonly actions?: unknown;
  /** It is read to a screen reader as soon as it comes up. */
  readonly isAlert?: boolean;
}

/** A box above the page's content where something is wrong. */
export function notice({ kind, title, body, actions, isAlert = false }: Notice): TemplateResult {
  return html`<section class="notice notice-${kind}" role=${isAlert ? 'alert' : nothing}>
    ${icon(kind, 'notice-icon')}
    <div class="notice-text">
      <h2>${title}</h2>
      ${body ?? nothing}
      ${actions === undefined ? nothing : html`<div class="notice-actions">${actions}</div>`}
    </div>
  </section>`;
}

/** A failure: what, what to do, and what support asks for. */
export function problemBody(problem: ProblemDto): TemplateResult {
  const { what, remedy } = problem;
  return html`${sentence(what)} ${remedy === undefined ? nothing : sentence(remedy)} ${problemFacts(problem)}`;
}

/** The numbers that support asks for. */
export function problemFacts({ code, tid, field }: ProblemDto): TemplateResult | typeof nothing {
  const facts = [
    ...(code === undefined ? [] : [l10n.t('Code {0}', code)]),
    ...(field === undefined ? [] : [l10n.t('Answer: {0}', field)]),
    ...(tid === undefined ? [] : [l10n.t('Trace ID {0}', tid)]),
  ];
  return facts.length === 0 ? nothing : html`<p class="dim"><bdi>${facts.join(' · ')}</bdi></p>`;
}

export function sentence(text: string): TemplateResult {
  return html`<p><bdi>${text}</bdi></p>`;
}
