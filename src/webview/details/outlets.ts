import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { OutletDto } from '../../protocol/deviceParts.js';
import { icon } from '../shared/icon.js';
import { nameEdit } from './nameEdits.js';
import { problemText } from './notices.js';
import type { Scene } from './parts.js';

/** The outlets of a strip: name, switch state, and a pencil for each. */
export function outlets(scene: Scene): TemplateResult | typeof nothing {
  const { snapshot, strings, actions } = scene;
  const known = snapshot.outlets;
  const load = html`<vscode-button secondary icon="cloud-download" @click=${actions.loadOutlets}
    >${strings.loadOutlets}</vscode-button
  >`;
  switch (known.state) {
    case 'none':
      return nothing;
    case 'unread':
      return html`<p class="dim">${strings.outletsUnread}</p>
        ${load}`;
    case 'loading':
      return html`<p class="dim">${strings.refreshing}</p>`;
    case 'failed':
      return html`${problemText(known.problem, strings)} ${load}`;
    case 'read':
      return html`<table class="grid outlets">
        <thead>
          <tr>
            <th scope="col">${strings.outlet}</th>
            <th scope="col">${strings.name}</th>
            <th scope="col">${strings.outletState}</th>
          </tr>
        </thead>
        <tbody>
          ${repeat(
            known.outlets,
            ({ identifier }) => identifier,
            (outlet) => row(scene, outlet),
          )}
        </tbody>
      </table>`;
  }
}

function row(scene: Scene, { identifier, name, isOn, isMain }: OutletDto): TemplateResult {
  const { strings } = scene;
  return html`<tr>
    <th scope="row">
      <code>${identifier}</code>${isMain ? html` <span class="dim">${strings.mainOutlet}</span>` : nothing}
    </th>
    <td>
      ${nameEdit(scene, { of: 'outlet', identifier }, { what: identifier, name, shown: html`<bdi>${name}</bdi>` })}
    </td>
    <td>${isMain ? html`<span class="dim">—</span>` : outletState(scene, isOn)}</td>
  </tr>`;
}

function outletState({ strings }: Scene, isOn: boolean | undefined): TemplateResult {
  if (isOn === undefined) return html`<span class="dim">${strings.stateUnknown}</span>`;
  return isOn
    ? html`<span class="state">${icon('circle-filled', 'ok')} ${strings.on}</span>`
    : html`<span class="state">${icon('circle-outline', 'dim')} ${strings.off}</span>`;
}
