import type { TemplateResult } from 'lit';
import { html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { icon } from '../shared/icon.js';
import { LightElement } from '../shared/lightElement.js';

/** Category codes of Tuya's standard set, where a codicon says something about them. */
const categoryIcons: ReadonlyMap<string, string> = new Map([
  ['dj', 'lightbulb'],
  ['dd', 'lightbulb'],
  ['xdd', 'lightbulb'],
  ['cz', 'plug'],
  ['pc', 'plug'],
  ['kg', 'plug'],
  ['tdq', 'plug'],
  ['wg2', 'server-environment'],
  ['wgsxj', 'server-environment'],
  ['zigbee', 'server-environment'],
  ['wnykq', 'broadcast'],
  ['wsdcg', 'dashboard'],
  ['tzc1', 'pulse'],
  ['qt', 'pulse'],
  ['sp', 'device-camera-video'],
  ['ywbj', 'flame'],
  ['znyx', 'unmute'],
  ['ms', 'lock'],
]);

/** The product's picture; a drawn icon where there is none, or it can't be loaded. Decoration: the name is beside it. */
@customElement('tuya-device-icon')
export class DeviceIcon extends LightElement {
  @property() src = '';
  @property() category = '';
  @state() private _failed = '';

  protected override render(): TemplateResult {
    const usable = this.src !== '' && this._failed !== this.src;
    return html`<span class="device-icon ${usable ? 'has-picture' : ''}">
      ${
        usable
          ? html`<img
              src=${this.src}
              alt=""
              width="40"
              height="40"
              referrerpolicy="no-referrer"
              @error=${() => (this._failed = this.src)}
            />`
          : icon(categoryIcons.get(this.category) ?? 'circuit-board')
      }
    </span>`;
  }
}
