import * as l10n from '@vscode/l10n';
import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { DataPointDto, UnreportedPointDto, ValueDto } from '../../protocol/details.js';
import type { PointNameDto } from '../../protocol/deviceParts.js';
import '../shared/copyButton.js';
import { icon } from '../shared/icon.js';
import '../shared/valueView.js';
import { changeMark, historyButton } from './pointChange.js';
import { nameEdit } from './nameEdits.js';
import type { DetailsContext } from './renderContext.js';
import { sendButton, sendRow, type SendView } from './sendRow.js';

/** Which columns the table has beside code, name and value. */
export interface PointColumns {
  readonly type: boolean;
  /** DP id, access and range. */
  readonly model: boolean;
  readonly age: boolean;
}

/** A data point with its value. Where the table is narrow, its facts stand in a line below the value. */
export function pointRow(
  context: DetailsContext,
  columns: PointColumns,
  sending: SendView,
  dataPoint: DataPointDto,
): TemplateResult {
  const { previous, isNew, outside } = dataPoint;
  const value = html`<div class="value-line">
      <tuya-value
        .value=${dataPoint.value}
        .locale=${context.locale}
        .load=${fullValue(context, dataPoint)}
      ></tuya-value>
      ${changeMark(dataPoint)}
    </div>
    ${outside === undefined ? nothing : html`<div class="outside-why">${outside}</div>`}`;
  return row(context, columns, sending, dataPoint, {
    value,
    present: dataPoint.value.truncated ? '' : dataPoint.value.text,
    age: dataPoint.at === undefined ? undefined : age(context, dataPoint.at),
    isCustom: dataPoint.isCustom === true,
    isMarked: isNew || previous !== undefined,
    actions: html`${historyButton(context, dataPoint)} ${copyButtons(context, dataPoint)}`,
  });
}

/** A data point that the device doesn't report. */
export function unreportedRow(
  context: DetailsContext,
  columns: PointColumns,
  sending: SendView,
  point: UnreportedPointDto,
): TemplateResult {
  return row(context, columns, sending, point, {
    present: '',
    value: html`<span class="dim">${l10n.t('not reported')}</span>`,
    age: undefined,
    isCustom: false,
    isMarked: false,
    actions: nothing,
  });
}

interface RowParts {
  /** The present value as it came. */
  readonly present: string;
  readonly value: unknown;
  readonly age: unknown;
  readonly isCustom: boolean;
  readonly isMarked: boolean;
  readonly actions: unknown;
}

function row(
  context: DetailsContext,
  columns: PointColumns,
  sending: SendView,
  point: UnreportedPointDto,
  { value, present, age: ageText, isCustom, isMarked, actions }: RowParts,
): TemplateResult {
  const { code, dpId, name, type, access, range } = point;
  const facts = [
    type && html`<bdi>${type}</bdi>`,
    access && accessText(access),
    range && html`<bdi>${range}</bdi>`,
    columns.age ? ageText : undefined,
  ].filter((fact) => fact !== undefined && fact !== '');
  return html`<tr role="row" class=${isMarked ? 'is-changed' : ''}>
      ${columns.model ? html`<td class="id-column" role="cell">${dpId ?? dash()}</td>` : nothing}
      <th scope="row" role="rowheader">
        <code>${code}</code>
        ${isCustom ? html`<span class="dim custom-mark">${customText(dpId)}</span>` : nothing}
      </th>
      <td class="name-cell" role="cell">${nameOf(context, code, name)}</td>
      <td class="value-cell" role="cell">
        ${value}
        ${
          facts.length === 0
            ? nothing
            : html`<div class="point-facts dim">
                ${facts.map((fact, index) => html`${index > 0 ? ' · ' : ''}<span>${fact}</span>`)}
              </div>`
        }
      </td>
      ${columns.type ? html`<td class="type-column dim" role="cell"><bdi>${type ?? ''}</bdi></td>` : nothing}
      ${
        columns.model
          ? html`<td class="access-column" role="cell">${access ? accessMark(access) : nothing}</td>
              <td class="range-column dim" role="cell"><bdi>${range ?? ''}</bdi></td>`
          : nothing
      }
      ${columns.age ? html`<td class="age-column dim" role="cell">${ageText ?? ''}</td>` : nothing}
      <td class="action-column" role="cell">
        <div class="row-actions">
          ${sendButton(context, sending, point)} ${sourceButton(context, point)} ${editButton(context, point)}
          ${actions}
        </div>
      </td>
    </tr>
    ${sendRow(context, sending, point, present, columns)}`;
}

function fullValue(
  { requests }: DetailsContext,
  { index, code }: DataPointDto,
): () => Promise<ValueDto | undefined> {
  return async () => (await requests.ask('fullValue', { index, code }))?.value;
}

/** The value as it is shown, where that says more than the raw one; the raw one in any case. */
function copyButtons({ requests }: DetailsContext, { index, code, value }: DataPointDto): TemplateResult {
  const copy = (as: 'raw' | 'shown') => () => requests.copy({ of: 'dataPoint', index, code, as });
  if (!value.shown)
    return html`<tuya-copy .label=${l10n.t('Copy {0}', code)} .copy=${copy('raw')}></tuya-copy>`;
  return html`<tuya-copy .label=${l10n.t('Copy {0} as shown', code)} .copy=${copy('shown')}></tuya-copy>
    <tuya-copy
      .label=${l10n.t('Copy {0} as it came', code)}
      .icon=${'file-binary'}
      .copy=${copy('raw')}
    ></tuya-copy>`;
}

/** What a data point means belongs to the product; without one there is nothing to change. */
function editButton(
  { snapshot, requests }: DetailsContext,
  { code, isChanged }: UnreportedPointDto,
): TemplateResult | typeof nothing {
  if (!snapshot.model) return nothing;
  const label = isChanged
    ? l10n.t('Change what {0} means (changed by hand)', code)
    : l10n.t('Change what {0} means', code);
  return html`<button
    class="icon-button"
    type="button"
    aria-label=${label}
    title=${label}
    @click=${() => requests.run('editPoint', { code })}
  >
    ${icon('symbol-ruler', isChanged ? 'changed-mark' : '')}
  </button>`;
}

/** Only beside source: elsewhere it would lead nowhere. */
function sourceButton(
  { snapshot, requests }: DetailsContext,
  { code }: UnreportedPointDto,
): TemplateResult | typeof nothing {
  if (!snapshot.hasSource) return nothing;
  const label = l10n.t('Show {0} in the source', code);
  return html`<button
    class="icon-button"
    type="button"
    aria-label=${label}
    title=${label}
    @click=${() => requests.run('showInSource', { code })}
  >
    ${icon('go-to-file')}
  </button>`;
}

/** Numbers below 101 may be in the standard set, under another code. */
function customText(dpId: number | undefined): string {
  return dpId !== undefined && dpId > 100
    ? l10n.t('not in the standard set')
    : l10n.t('not in the device’s status');
}

function accessText(access: 'ro' | 'wr' | 'rw'): string {
  return { ro: l10n.t('read-only'), wr: l10n.t('write-only'), rw: l10n.t('read & write') }[access];
}

function accessMark(access: 'ro' | 'wr' | 'rw'): TemplateResult {
  return html`<span class="access"
    >${icon({ ro: 'eye', wr: 'arrow-right', rw: 'arrow-swap' }[access], 'dim')}
    <span>${accessText(access)}</span></span
  >`;
}

function age({ time, now }: DetailsContext, at: number): TemplateResult {
  return html`<span title=${time.local(at) ?? String(at)}>${time.since(at, now) ?? String(at)}</span>`;
}

function nameOf(context: DetailsContext, code: string, name: PointNameDto | undefined): TemplateResult {
  return nameEdit(
    context,
    { of: 'dataPoint', code },
    // A product's name isn't this device's: the field for its own begins with it all the same.
    { what: code, name: name?.text ?? '', shown: shownName(name) },
  );
}

function shownName(name: PointNameDto | undefined): TemplateResult {
  if (!name)
    return html`<span class="dim" aria-hidden="true">—</span
      ><span class="visually-hidden">${l10n.t('unknown')}</span>`;
  const { text, state, of } = name;
  if (state === 'unsure')
    return html`<bdi>${text}</bdi> <span class="mark">${l10n.t('not confirmed')}</span>`;
  const source = of === undefined ? l10n.t('Name given to this device’s data point') : sourceText(of);
  return html`<bdi class=${state === 'pending' ? 'dim' : ''} title=${source}>${text}</bdi>`;
}

function sourceText(of: 'product' | 'changed'): string {
  return {
    product: l10n.t('Name in the product’s model'),
    changed: l10n.t('Name in the product’s model, as it was changed by hand'),
  }[of];
}

function dash(): TemplateResult {
  return html`<span class="dim" aria-hidden="true">—</span
    ><span class="visually-hidden">${l10n.t('unknown')}</span>`;
}
