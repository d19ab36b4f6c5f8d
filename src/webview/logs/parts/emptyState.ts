import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { fill } from '../../shared/fill.js';
import { icon } from '../../shared/icon.js';
import type { LogsContext } from './renderContext.js';

interface EmptyActions {
  clearFilter(): void;
}

/** Why there is no row, and what to do about it; nothing where there are rows. */
export function emptyState(context: LogsContext, actions: EmptyActions): TemplateResult | typeof nothing {
  const { snapshot, strings, requests, locale } = context;
  const { empty } = strings;
  if (snapshot.total > 0 || snapshot.situation === 'projectGone') return nothing;
  if (snapshot.problem) return nothing; // told above
  if (snapshot.rows.read > 0)
    return state(
      'filter',
      empty.allFiltered,
      [fill(empty.allFilteredWhat, snapshot.rows.read.toLocaleString(locale))],
      html`<vscode-button class="show-all" @click=${actions.clearFilter}>${empty.showAll}</vscode-button>`,
    );
  if (snapshot.loading) return state('loading', empty.loading, [], nothing, true);
  if (snapshot.cancelled)
    return state(
      'debug-stop',
      empty.cancelled,
      [empty.cancelledWhat],
      html`<vscode-button icon="refresh" @click=${() => requests.run('reload', {})}
        >${strings.range.reload}</vscode-button
      >`,
    );
  if (snapshot.empty) {
    const retry = html`<vscode-button secondary icon="refresh" @click=${() => requests.run('reload', {})}
      >${strings.range.reload}</vscode-button
    >`;
    return state('inbox', snapshot.empty.title, snapshot.empty.hints, retry);
  }
  if (snapshot.tail.state !== 'off')
    return state('pulse', empty.followingNothing, [empty.followingNothingWhat]);
  return state('inbox', empty.nothing, []);
}

function state(
  iconName: string,
  title: string,
  hints: readonly string[],
  action: unknown = nothing,
  spins = false,
): TemplateResult {
  return html`<div class="empty">
    ${icon(iconName, spins ? 'codicon-modifier-spin' : '')}
    <h2>${title}</h2>
    ${
      hints.length > 1
        ? html`<ul class="empty-hints">
            ${hints.map((hint) => html`<li>${hint}</li>`)}
          </ul>`
        : hints.map((hint) => html`<p class="dim">${hint}</p>`)
    }
    ${action}
  </div>`;
}
