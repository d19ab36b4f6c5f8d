import * as l10n from '@vscode/l10n';
import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { DeviceLinkDto } from '../../protocol/details.js';
import { icon } from '../shared/icon.js';
import '../shared/copyButton.js';
import { emptyState } from '../shared/emptyState.js';
import { unreadMark } from '../shared/unreadFields.js';
import { isGone } from './locked.js';
import { moreRows } from './moreRows.js';
import { problemText } from './notices.js';
import type { DetailsContext } from './renderContext.js';

/** A gateway's sub-devices as links to their details. */
export function subDevices(context: DetailsContext): TemplateResult | typeof nothing {
  const { snapshot, requests } = context;
  const known = snapshot.subDevices;
  const load = html`<vscode-button secondary icon="sync" @click=${() => requests.run('loadSubDevices', {})}
    >${l10n.t('Read Sub-devices')}</vscode-button
  >`;
  switch (known.state) {
    case 'none':
      return nothing;
    case 'loading':
      return html`<p class="dim">${l10n.t('Reading the device…')}</p>`;
    case 'unread':
      return html`<p class="dim">${l10n.t('The sub-devices of this gateway have not been read yet.')}</p>
        ${load}`;
    case 'failed':
      return html`${problemText(known.problem)} ${load}`;
    case 'read':
      if (known.devices.length === 0)
        return emptyState({
          title: l10n.t('No sub-devices'),
          hints: [
            l10n.t('Nothing is paired with this gateway yet. Pair devices with it in the app, then refresh.'),
          ],
        });
      return html`<ul class="links">
          ${known.devices.map((device) => deviceLink(context, device))}
        </ul>
        ${moreRows(known.unlisted)}`;
  }
}

function deviceLink({ requests }: DetailsContext, device: DeviceLinkDto): TemplateResult {
  const { deviceId, name, online, product } = device;
  const state =
    online === undefined ? l10n.t('Online state unknown') : online ? l10n.t('Online') : l10n.t('Offline');
  const mark = online === undefined ? 'question' : online ? 'pass-filled' : 'circle-slash';
  return html`<li>
    ${icon(mark, online ? 'ok' : 'dim')}
    <button
      class="link"
      type="button"
      role="link"
      @click=${() => requests.run('openDevice', { deviceId: deviceId })}
    >
      <bdi>${name}</bdi>
    </button>
    <span class="dim">${state}${product === undefined ? nothing : html` · <bdi>${product}</bdi>`}</span>
  </li>`;
}

/** What the factory wrote into the device; read on demand, for it costs a call. */
export function factoryData(context: DetailsContext): TemplateResult {
  const { snapshot, requests } = context;
  const known = snapshot.factory;
  const load = isGone(snapshot)
    ? nothing
    : html`<vscode-button secondary icon="cloud-download" @click=${() => requests.run('loadFactory', {})}
        >${l10n.t('Read Factory Data')}</vscode-button
      >`;
  switch (known.state) {
    case 'unread':
      return html`<p class="dim">
          ${l10n.t('UUID, serial number and MAC address are read only when you ask, with 1 call.')}
        </p>
        ${load}`;
    case 'loading':
      return html`<p class="dim">${l10n.t('Reading the device…')}</p>`;
    case 'unknown':
      return html`<p class="dim">${l10n.t('The cloud holds no factory data for this device.')}</p>`;
    case 'failed':
      return html`${problemText(known.problem)} ${load}`;
    case 'read':
      return html`<table class="grid attributes" aria-label=${l10n.t('Factory Data')}>
        <tbody>
          ${known.fields.map(
            ({ name, text, isUnread }) =>
              html`<tr>
                <th scope="row"><code>${name}</code></th>
                <td>
                  ${
                    text === undefined
                      ? html`<span class="dim">${l10n.t('not reported')}</span>`
                      : html`<code>${text}</code> ${isUnread ? unreadMark() : nothing}`
                  }
                </td>
                <td class="action-column">
                  ${
                    text === undefined
                      ? nothing
                      : html`<tuya-copy
                          .label=${l10n.t('Copy {0}', name)}
                          .copy=${() => requests.copy({ of: 'factory', name })}
                        ></tuya-copy>`
                  }
                </td>
              </tr>`,
          )}
        </tbody>
      </table>`;
  }
}
