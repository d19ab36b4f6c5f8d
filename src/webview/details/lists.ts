import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { DeviceLinkDto } from '../../protocol/details.js';
import { fill } from '../shared/fill.js';
import { icon } from '../shared/icon.js';
import '../shared/copyButton.js';
import { emptyState } from './emptyState.js';
import { problemText } from './notices.js';
import type { Scene } from './parts.js';

/** A gateway's sub-devices as links to their details. */
export function subDevices(scene: Scene): TemplateResult | typeof nothing {
  const { snapshot, strings, actions } = scene;
  const known = snapshot.subDevices;
  const load = html`<vscode-button secondary icon="sync" @click=${actions.loadSubDevices}
    >${strings.loadSubDevices}</vscode-button
  >`;
  switch (known.state) {
    case 'none':
      return nothing;
    case 'loading':
      return html`<p class="dim">${strings.refreshing}</p>`;
    case 'unread':
      return html`<p class="dim">${strings.subDevicesUnread}</p>
        ${load}`;
    case 'failed':
      return html`${problemText(known.problem, strings)} ${load}`;
    case 'read':
      if (known.devices.length === 0) return emptyState(strings.noSubDevices, strings.noSubDevicesWhy);
      return html`<ul class="links">
          ${known.devices.map((device) => deviceLink(scene, device))}
        </ul>
        ${known.unlisted > 0 ? html`<p class="dim">${fill(strings.unlistedSubDevices, known.unlisted)}</p>` : nothing}`;
  }
}

function deviceLink({ strings, actions }: Scene, device: DeviceLinkDto): TemplateResult {
  const { deviceId, name, online, product } = device;
  const state = online === undefined ? strings.onlineUnknown : online ? strings.online : strings.offline;
  const mark = online === undefined ? 'question' : online ? 'pass-filled' : 'circle-slash';
  return html`<li>
    ${icon(mark, online ? 'ok' : 'dim')}
    <button class="link" type="button" role="link" @click=${() => actions.openDevice(deviceId)}>
      <bdi>${name}</bdi>
    </button>
    <span class="dim">${state}${product === undefined ? nothing : html` · <bdi>${product}</bdi>`}</span>
  </li>`;
}

/** What the factory wrote into the device; read on demand, for it costs a call. */
export function factoryData(scene: Scene): TemplateResult {
  const { snapshot, strings, actions } = scene;
  const known = snapshot.factory;
  const load = html`<vscode-button secondary icon="cloud-download" @click=${actions.loadFactory}
    >${strings.loadFactory}</vscode-button
  >`;
  switch (known.state) {
    case 'unread':
      return html`<p class="dim">${strings.factoryUnread}</p>
        ${load}`;
    case 'loading':
      return html`<p class="dim">${strings.refreshing}</p>`;
    case 'unknown':
      return html`<p class="dim">${strings.factoryUnknown}</p>`;
    case 'failed':
      return html`${problemText(known.problem, strings)} ${load}`;
    case 'read':
      return html`<table class="grid attributes" aria-label=${strings.factory}>
        <tbody>
          ${known.fields.map(
            ({ name, text }) =>
              html`<tr>
                <th scope="row"><code>${name}</code></th>
                <td>
                  ${
                    text === undefined
                      ? html`<span class="dim">${strings.notReported}</span>`
                      : html`<code>${text}</code>`
                  }
                </td>
                <td class="action-column">
                  ${
                    text === undefined
                      ? nothing
                      : html`<tuya-copy
                          .label=${fill(strings.copyWhat, name)}
                          .copy=${() => actions.copy({ of: 'factory', name })}
                        ></tuya-copy>`
                  }
                </td>
              </tr>`,
          )}
        </tbody>
      </table>`;
  }
}
