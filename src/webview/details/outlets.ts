import * as l10n from '@vscode/l10n';
import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { OutletDto } from '../../protocol/deviceParts.js';
import { icon } from '../shared/icon.js';
import { nameEdit } from './nameEdits.js';
import { isGone } from './locked.js';
import { moreRows } from './moreRows.js';
import { problemText } from './notices.js';
import type { DetailsContext } from './renderContext.js';

/** The outlets of a strip: name, switch state, and a pencil for each. */
export function outlets(context: DetailsContext): TemplateResult | typeof nothing {
  const { snapshot, requests } = context;
  const known = snapshot.outlets;
  const load = isGone(snapshot)
    ? nothing
    : html`<vscode-button secondary icon="cloud-download" @click=${() => requests.run('loadOutlets', {})}
        >${l10n.t('Read Outlets')}</vscode-button
      >`;
  switch (known.state) {
    case 'none':
      return nothing;
    case 'lacking':
      return html`<p class="dim">
          ${
            known.ofProduct
              ? l10n.t('Another device of this product was asked: it has no outlets with names.')
              : l10n.t('This device has no outlets with names.')
          }
        </p>
        ${load}`;
    case 'unread':
      return html`<p class="dim">
          ${l10n.t('Whether this device has outlets with names is read only when you ask, with 1 call.')}
        </p>
        ${load}`;
    case 'loading':
      return html`<p class="dim">${l10n.t('Reading the device…')}</p>`;
    case 'failed':
      return html`${problemText(known.problem)} ${load}`;
    case 'read':
      return html`<table class="grid outlets">
          <thead>
            <tr>
              <th scope="col">${l10n.t('Outlet')}</th>
              <th scope="col">${l10n.t('Name')}</th>
              <th scope="col">${l10n.t('State')}</th>
            </tr>
          </thead>
          <tbody>
            ${repeat(
              known.outlets,
              ({ identifier }) => identifier,
              (outlet) => row(context, outlet),
            )}
          </tbody>
        </table>
        ${moreRows(known.unlisted)}`;
  }
}

function row(context: DetailsContext, { identifier, name, isOn, isMain }: OutletDto): TemplateResult {
  return html`<tr>
    <th scope="row">
      <code>${identifier}</code
      >${isMain ? html` <span class="dim">${l10n.t('the device itself')}</span>` : nothing}
    </th>
    <td>
      ${nameEdit(context, { of: 'outlet', identifier }, { what: identifier, name, shown: html`<bdi>${name}</bdi>` })}
    </td>
    <td>${isMain ? html`<span class="dim">—</span>` : outletState(isOn)}</td>
  </tr>`;
}

function outletState(isOn: boolean | undefined): TemplateResult {
  if (isOn === undefined) return html`<span class="dim">${l10n.t('not reported')}</span>`;
  return isOn
    ? html`<span class="state">${icon('circle-filled', 'ok')} ${l10n.t('On')}</span>`
    : html`<span class="state">${icon('circle-outline', 'dim')} ${l10n.t('Off')}</span>`;
}
