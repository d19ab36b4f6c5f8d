import * as l10n from '@vscode/l10n';
import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { isoTime } from '../../base/isoTime.js';
import type { AttributeDto, AttributeGroupDto } from '../../protocol/details.js';
import '../shared/copyButton.js';
import '../shared/secretValue.js';
import '../shared/timeValue.js';
import { unreadMark } from '../shared/unreadFields.js';
import { attributeLabels, groupTitle } from './attributeLabels.js';
import { moreRows } from './moreRows.js';
import type { DetailsContext } from './renderContext.js';

/** Every attribute, in groups: standard name, name on the wire, value. */
export function attributes(context: DetailsContext): TemplateResult {
  const labels = attributeLabels();
  return html`<div class="groups">
    ${context.snapshot.attributes.map((group) => groupTable(context, group, labels))}
  </div>`;
}

function groupTable(
  context: DetailsContext,
  { key, attributes: rows, unlisted }: AttributeGroupDto,
  labels: ReadonlyMap<string, string>,
): TemplateResult {
  return html`<section class="group" aria-labelledby=${`group-${key}`}>
    <h3 id=${`group-${key}`}>${groupTitle(key)}</h3>
    <table class="grid attributes" aria-labelledby=${`group-${key}`}>
      <tbody>
        ${rows.map((attribute) => row(context, attribute, key === 'other' ? undefined : labels.get(attribute.name)))}
      </tbody>
    </table>
    ${moreRows(unlisted)}
  </section>`;
}

/** @param label the standard name; absent for fields that the API page doesn't list */
function row(context: DetailsContext, attribute: AttributeDto, label: string | undefined): TemplateResult {
  const { requests } = context;
  const { name, kind } = attribute;
  return html`<tr>
    <th scope="row">
      ${
        label === undefined
          ? html`<code>${name}</code>`
          : html`<span class="label">${label}</span> <code class="wire dim">${name}</code>`
      }
    </th>
    <td>${valueOf(context, attribute, label ?? name)} ${attribute.isUnread ? unreadMark() : nothing}</td>
    <td class="action-column">
      ${
        kind === 'absent'
          ? nothing
          : html`<tuya-copy
              .label=${l10n.t('Copy {0}', label ?? name)}
              .copy=${() => requests.copy({ of: 'attribute', name })}
            ></tuya-copy>`
      }
    </td>
  </tr>`;
}

function valueOf(context: DetailsContext, attribute: AttributeDto, label: string): TemplateResult {
  const { requests } = context;
  switch (attribute.kind) {
    case 'absent':
      return html`<span class="dim" aria-hidden="true">—</span
        ><span class="visually-hidden">${l10n.t('not reported')}</span>`;
    case 'text':
      return html`<bdi>${attribute.text}${attribute.truncated ? '…' : ''}</bdi>`;
    case 'code':
      return html`<code>${attribute.text}${attribute.truncated ? '…' : ''}</code>`;
    case 'flag':
      return html`<span>${attribute.value ? l10n.t('Yes') : l10n.t('No')}</span>`;
    case 'secret':
      return html`<tuya-secret
        .label=${label}
        .reveal=${async () => (await requests.ask('reveal', { name: attribute.name }))?.value}
      ></tuya-secret>`;
    case 'time':
      return timeOf(context, attribute);
    case 'device':
      return html`<button
          class="link"
          type="button"
          role="link"
          @click=${() => requests.run('openDevice', { deviceId: attribute.link.deviceId })}
        >
          <bdi>${attribute.link.name}</bdi>
        </button>
        ${attribute.link.name === attribute.text ? nothing : html`<code class="dim">${attribute.text}</code>`}`;
  }
}

function timeOf(
  { time }: DetailsContext,
  { name, at, zone }: AttributeDto & { kind: 'time' },
): TemplateResult {
  const local = time.local(at);
  const iso = isoTime(at);
  if (local === undefined || iso === undefined) return html`<code>${at}</code>`;
  const inZone = zone === undefined ? undefined : time.inZone(at, zone);
  const forms = [
    { label: l10n.t('Your time'), text: local },
    ...(inZone === undefined ? [] : [{ label: l10n.t('Device’s time'), text: inZone }]),
    { label: l10n.t('ISO 8601'), text: iso },
  ];
  return html`<tuya-time
    .key=${name}
    .text=${local}
    .label=${l10n.t('More forms of this time')}
    .forms=${forms}
  ></tuya-time>`;
}
