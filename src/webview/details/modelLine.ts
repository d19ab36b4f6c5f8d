import * as l10n from '@vscode/l10n';
import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { ModelDto } from '../../protocol/pointTable.js';
import type { ProblemDto } from '../../protocol/problem.js';
import { icon } from '../shared/icon.js';
import type { DetailsContext } from './renderContext.js';

/** Where the meaning of the data points is from, how old it is, or what is missing and how to get it. */
export function modelLine(context: DetailsContext): TemplateResult | typeof nothing {
  const { model } = context.snapshot;
  if (!model) return nothing;
  return html`<div class="model-line">${ofModel(context, model)}</div>
    ${shadowLine(context)}`;
}

function ofModel(context: DetailsContext, model: ModelDto): TemplateResult | typeof nothing {
  const { time, now, requests } = context;
  const renew = (label: string): TemplateResult => action(label, () => requests.run('renewModel', {}));
  const importIt = action(l10n.t('Import…'), () => requests.run('importModel', {}));
  const tryAgain = renew(l10n.t('Try Again'));
  switch (model.state) {
    case 'unread':
      return nothing;
    case 'loading':
      return html`<span class="dim">${l10n.t('Reading the product’s model…')}</span>`;
    case 'none':
      return html`<span class="dim">${l10n.t('The cloud has no model for this product.')}</span> ${tryAgain}
        ${importIt}`;
    case 'refused':
      return html`<span
          >${icon('info', 'dim')}
          ${l10n.t('With the product’s model, data points have names, DP ids, units, ranges and ages here.')}
          ${model.problem.what} ${model.problem.remedy ?? nothing} ${facts(model.problem)}</span
        >
        ${tryAgain} ${importIt}`;
    case 'failed':
      return html`<span
          >${icon('warning', 'warn')} ${l10n.t('The product’s model could not be read.')}
          ${model.problem.what} ${model.problem.remedy ?? nothing} ${facts(model.problem)}</span
        >
        ${tryAgain}`;
    case 'read': {
      const age = time.since(model.readAt, now) ?? '';
      const isImported = model.source === 'import';
      const text = isImported
        ? l10n.t('Product model imported from {0}, {1}', model.file ?? '—', age)
        : l10n.t('Product model read {0}, once for all devices of the product', age);
      return html`<span class="dim"
          ><span title=${time.local(model.readAt) ?? ''}>${text}</span>${
            model.unread === undefined
              ? nothing
              : html` · ${l10n.t('Data points of it that could not be read: {0}', model.unread)}`
          }</span
        >
        ${isImported ? importIt : renew(l10n.t('Renew'))}
        ${action(l10n.t('Open Product'), () => requests.run('openProduct', {}))}
        ${model.problem === undefined ? nothing : notRenewed(model.problem, tryAgain)}`;
    }
  }
}

/** What was known before stands; who asked for it anew is told that it didn't come. */
function notRenewed(problem: ProblemDto, tryAgain: TemplateResult): TemplateResult {
  return html`<div>
    <span
      >${icon('warning', 'warn')} ${l10n.t('The product’s model could not be read.')} ${problem.what}
      ${problem.remedy ?? nothing} ${facts(problem)}</span
    >
    ${tryAgain}
  </div>`;
}

/** Ids, ages and given names; what they cost is told where they are read. */
function shadowLine(context: DetailsContext): TemplateResult | typeof nothing {
  const { model, shadow } = context.snapshot;
  const tryAgain = action(l10n.t('Try Again'), () => context.requests.run('loadShadow', {}));
  if (shadow.state === 'failed')
    return html`<div class="model-line">
      <span class="dim"
        >${l10n.t('Ages and given names of data points could not be read.')} ${shadow.problem.what}
        ${shadow.problem.remedy ?? nothing} ${facts(shadow.problem)}</span
      >
      ${tryAgain}
    </div>`;
  if (model?.state !== 'read' || model.source === 'import') return nothing;
  return html`<p class="dim">
    ${l10n.t('Each refresh reads ages and given names of data points too, with one more call; Live doesn’t.')}
  </p>`;
}

function facts({ code }: ProblemDto): TemplateResult | typeof nothing {
  return code === undefined ? nothing : html`<span class="dim">(${code})</span>`;
}

function action(label: string, act: () => void): TemplateResult {
  return html`<button class="link" type="button" @click=${act}>${label}</button>`;
}
