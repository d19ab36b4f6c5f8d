import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { DetailsStrings } from '../../protocol/detailsStrings.js';
import type { ProblemDto } from '../../protocol/problem.js';
import { fill } from '../shared/fill.js';
import { icon } from '../shared/icon.js';
import type { Scene } from './parts.js';

/** What stands above the page where something is wrong: what, what to do, and what support asks for. */
export function notices(scene: Scene): TemplateResult | typeof nothing {
  const { snapshot, strings } = scene;
  switch (snapshot.situation) {
    case 'projectGone':
      return notice('info', strings.projectGone, html`<p>${strings.projectGoneWhat}</p>`);
    case 'gone':
      return notice(
        'warning',
        strings.deviceGone,
        html`<p>${strings.deviceGoneWhat}</p>
          ${facts(snapshot.problem, strings)} ${problemActions(scene)}`,
      );
    case 'unread':
      return notice(
        'error',
        strings.unread,
        html`${problemBody(snapshot.problem, strings)} ${problemActions(scene)}`,
      );
    case 'loading':
      return html`<p class="dim" role="status">${strings.loading}</p>`;
    case 'known':
      return snapshot.problem
        ? notice(
            'warning',
            strings.refreshFailed,
            html`${problemBody(snapshot.problem, strings)} ${problemActions(scene)}`,
          )
        : nothing;
  }
}

/** Why the pencils and buttons of a protected project don't work. */
export function protection({ snapshot, strings }: Scene): TemplateResult | typeof nothing {
  return snapshot.isProtected
    ? html`<p class="protection">${icon('lock', 'dim')} ${strings.isProtected}</p>`
    : nothing;
}

/** That a change wasn't made, until the person puts it away. */
export function warning(
  { strings }: Scene,
  { title, text }: { readonly title: string; readonly text: string },
  close: () => void,
): TemplateResult {
  return html`<section class="notice notice-error" role="alert">
    ${icon('error', 'notice-icon')}
    <div class="notice-text">
      <h2>${title}</h2>
      <p>${text}</p>
      <div class="notice-actions">
        <vscode-button secondary @click=${close}>${strings.dismiss}</vscode-button>
      </div>
    </div>
  </section>`;
}

/** A failure inside a section. */
export function problemText(problem: ProblemDto, strings: DetailsStrings): TemplateResult {
  return html`<div class="inline-problem">
    ${icon('warning', 'warn')}
    <div>${problemBody(problem, strings)}</div>
  </div>`;
}

function notice(kind: 'info' | 'warning' | 'error', title: string, body: TemplateResult): TemplateResult {
  return html`<section class="notice notice-${kind}">
    ${icon(kind, 'notice-icon')}
    <div class="notice-text">
      <h2>${title}</h2>
      ${body}
    </div>
  </section>`;
}

function problemBody(
  problem: ProblemDto | undefined,
  strings: DetailsStrings,
): TemplateResult | typeof nothing {
  if (!problem) return nothing;
  return html`<p>${problem.what}</p>
    ${problem.remedy === undefined ? nothing : html`<p>${problem.remedy}</p>`} ${facts(problem, strings)}`;
}

function facts(problem: ProblemDto | undefined, strings: DetailsStrings): TemplateResult | typeof nothing {
  const texts = [
    ...(problem?.code === undefined ? [] : [fill(strings.errorCode, problem.code)]),
    ...(problem?.tid === undefined ? [] : [fill(strings.errorTid, problem.tid)]),
  ];
  return texts.length === 0 ? nothing : html`<p class="dim">${texts.join(' · ')}</p>`;
}

function problemActions({ snapshot, strings, actions }: Scene): TemplateResult {
  const copy = (): void => void actions.copy({ of: 'problem' });
  return html`<div class="notice-actions">
    ${
      snapshot.refreshing
        ? nothing
        : html`<vscode-button icon="refresh" @click=${actions.refresh}>${strings.retry}</vscode-button>`
    }
    <vscode-button secondary @click=${actions.showExtensionLog}>${strings.showExtensionLog}</vscode-button>
    ${
      snapshot.problem
        ? html`<vscode-button secondary icon="copy" @click=${copy}>${strings.copy}</vscode-button>`
        : nothing
    }
  </div>`;
}
