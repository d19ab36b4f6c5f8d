import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { AttributeDto, AttributeGroupDto } from '../../protocol/details.js';
import { fill } from '../shared/fill.js';
import { isoTime } from '../shared/formatTime.js';
import '../shared/copyButton.js';
import '../shared/secretValue.js';
import '../shared/timeValue.js';
import type { Scene } from './parts.js';

/** Every attribute, in groups: standard name, name on the wire, value. */
export function attributes(scene: Scene): TemplateResult {
  return html`<div class="groups">
    ${scene.snapshot.attributes.map((group) => groupTable(scene, group))}
  </div>`;
}

function groupTable(scene: Scene, { key, attributes: rows }: AttributeGroupDto): TemplateResult {
  const { strings } = scene;
  return html`<section class="group" aria-labelledby=${`group-${key}`}>
    <h3 id=${`group-${key}`}>${strings.groups[key]}</h3>
    <table class="grid attributes" aria-labelledby=${`group-${key}`}>
      <tbody>
        ${rows.map((attribute) => row(scene, attribute))}
      </tbody>
    </table>
  </section>`;
}

function row(scene: Scene, attribute: AttributeDto): TemplateResult {
  const { strings, actions } = scene;
  const { name, label, kind } = attribute;
  return html`<tr>
    <th scope="row">
      ${
        label === undefined
          ? html`<code>${name}</code>`
          : html`<span class="label">${label}</span> <code class="wire dim">${name}</code>`
      }
    </th>
    <td>${valueOf(scene, attribute)}</td>
    <td class="action-column">
      ${
        kind === 'absent'
          ? nothing
          : html`<tuya-copy
              .label=${fill(strings.copyWhat, label ?? name)}
              .copy=${() => actions.copy({ of: 'attribute', name })}
            ></tuya-copy>`
      }
    </td>
  </tr>`;
}

function valueOf(scene: Scene, attribute: AttributeDto): TemplateResult {
  const { strings, actions } = scene;
  switch (attribute.kind) {
    case 'absent':
      return html`<span class="dim" aria-hidden="true">—</span
        ><span class="visually-hidden">${strings.notReported}</span>`;
    case 'text':
      return html`<bdi>${attribute.text}${attribute.truncated ? '…' : ''}</bdi>`;
    case 'code':
      return html`<code>${attribute.text}${attribute.truncated ? '…' : ''}</code>`;
    case 'flag':
      return html`<span>${attribute.value ? strings.yes : strings.no}</span>`;
    case 'secret': {
      const label = attribute.label ?? attribute.name;
      return html`<tuya-secret
        .label=${label}
        .words=${strings}
        .reveal=${() => actions.reveal(attribute.name)}
      ></tuya-secret>`;
    }
    case 'time':
      return timeOf(scene, attribute);
    case 'device':
      return html`<button
          class="link"
          type="button"
          role="link"
          @click=${() => actions.openDevice(attribute.link.deviceId)}
        >
          <bdi>${attribute.link.name}</bdi>
        </button>
        ${attribute.link.name === attribute.text ? nothing : html`<code class="dim">${attribute.text}</code>`}`;
  }
}

function timeOf(
  { strings, time }: Scene,
  { name, at, zone }: AttributeDto & { kind: 'time' },
): TemplateResult {
  const local = time.local(at);
  const iso = isoTime(at);
  if (local === undefined || iso === undefined) return html`<code>${at}</code>`;
  const inZone = zone === undefined ? undefined : time.inZone(at, zone);
  const forms = [
    { label: strings.localTime, text: local },
    ...(inZone === undefined ? [] : [{ label: strings.deviceTime, text: inZone }]),
    { label: strings.iso, text: iso },
  ];
  return html`<tuya-time
    .key=${name}
    .text=${local}
    .label=${strings.moreTimes}
    .forms=${forms}
  ></tuya-time>`;
}
