import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { ProblemDto } from '../../../protocol/problem.js';
import { fill } from '../../shared/fill.js';
import { icon } from '../../shared/icon.js';
import type { LogsContext } from './renderContext.js';

/** What went wrong with the reading, and what is gone, above the rows that are still there. */
export function problems(context: LogsContext): unknown {
  const { snapshot, strings, requests } = context;
  const { empty } = strings;
  if (snapshot.situation === 'projectGone')
    return notice('warning', empty.projectGone, [empty.projectGoneWhat]);
  return html`${
    snapshot.situation === 'deviceGone'
      ? notice('warning', empty.deviceGone, [empty.deviceGoneWhat])
      : nothing
  }
  ${
    snapshot.problem
      ? notice(
          'error',
          empty.problem,
          problemLines(context, snapshot.problem),
          html`<vscode-button icon="refresh" class="retry" @click=${() => requests.run('reload', {})}
              >${empty.retry}</vscode-button
            >
            <vscode-button secondary @click=${() => requests.run('showExtensionLog', {})}
              >${empty.showExtensionLog}</vscode-button
            >`,
        )
      : nothing
  }
  ${
    snapshot.tail.problem &&
    snapshot.tail.state !== 'off' &&
    snapshot.tail.problem.what !== snapshot.problem?.what
      ? notice('warning', strings.tail.failing, problemLines(context, snapshot.tail.problem))
      : nothing
  }
  ${
    snapshot.cancelled && snapshot.total > 0 && !snapshot.loading
      ? html`<p class="bar bar-info">${icon('info')} <span class="bar-text">${empty.cancelledWhat}</span></p>`
      : nothing
  }`;
}

function problemLines({ strings }: LogsContext, { what, remedy, code, tid }: ProblemDto): readonly string[] {
  const facts = [
    ...(code === undefined ? [] : [fill(strings.empty.errorCode, code)]),
    ...(tid === undefined ? [] : [fill(strings.empty.errorTid, tid)]),
  ];
  return [
    what,
    ...(remedy === undefined ? [] : [remedy]),
    ...(facts.length === 0 ? [] : [facts.join(' · ')]),
  ];
}

function notice(
  kind: 'warning' | 'error',
  title: string,
  lines: readonly string[],
  actions: unknown = nothing,
): TemplateResult {
  return html`<section class="notice notice-${kind}" role="alert">
    ${icon(kind, 'notice-icon')}
    <div class="notice-text">
      <h2>${title}</h2>
      ${lines.map((line) => html`<p><bdi>${line}</bdi></p>`)}
      ${actions === nothing ? nothing : html`<div class="notice-actions">${actions}</div>`}
    </div>
  </section>`;
}
