import * as l10n from '@vscode/l10n';
import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { DataPointDto, NamedPointDto, ValueDto } from '../../protocol/details.js';
import type { PointNameDto } from '../../protocol/deviceParts.js';
import '../shared/copyButton.js';
import '../shared/valueView.js';
import { emptyState } from '../shared/emptyState.js';
import { moreRows } from './moreRows.js';
import { protectedText } from '../shared/protection.js';
import { nameEdit } from './nameEdits.js';
import type { DetailsContext } from './renderContext.js';
import { unreadPoints } from './unreadPoints.js';

/**
 * The device's data points as the cloud holds them, in the cloud's order. In a narrow panel rows are laid out as blocks,
 * so that the roles of a table are written out.
 */
export function dataPoints(context: DetailsContext): TemplateResult {
  const { snapshot } = context;
  if (snapshot.dataPoints.length + snapshot.namedPoints.length === 0) {
    if (snapshot.unreadPoints.length > 0) return html`${unreadPoints(context)} ${nameOther(context)}`;
    const why = {
      gateway: l10n.t('A gateway passes on what its sub-devices report and usually has none of its own.'),
      infrared: l10n.t('Infrared remotes send one way and report no state.'),
      unknown: l10n.t(
        'The cloud lists none for this device: it has reported nothing yet, or its product defines none in the standard set.',
      ),
    };
    const empty = emptyState({
      title: l10n.t('No data points'),
      hints: [why[snapshot.noDataPoints ?? 'unknown']],
    });
    return html`${empty} ${nameOther(context)}`;
  }
  const hasTypes = snapshot.dataPoints.some(({ type }) => type !== undefined);
  return html`<table class="grid data-points" role="table">
      <thead role="rowgroup">
        <tr role="row">
          <th scope="col" role="columnheader">${l10n.t('Code')}</th>
          <th scope="col" role="columnheader">${l10n.t('Name')}</th>
          <th scope="col" role="columnheader">${l10n.t('Value')}</th>
          ${hasTypes ? html`<th scope="col" role="columnheader" class="type-column">${l10n.t('Type')}</th>` : nothing}
          <td class="action-column" role="cell"></td>
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${repeat(
          snapshot.dataPoints,
          ({ code }, index) => `${code} ${index}`,
          (dataPoint, index) => row(context, dataPoint, index, hasTypes),
        )}
        ${snapshot.namedPoints.map((point) => namedRow(context, point, hasTypes))}
      </tbody>
    </table>
    ${moreRows(snapshot.unlistedDataPoints)} ${unreadPoints(context)}
    <p class="dim note">
      ${l10n.t('The cloud has no call that reads the names of data points. Names of outlets are read; those you give here are shown until the window closes.')}
    </p>
    ${nameOther(context)}`;
}

/** For a data point that the device doesn't report: which ones it has, no call tells. */
function nameOther({ snapshot, requests }: DetailsContext): TemplateResult {
  const { isProtected } = snapshot;
  return html`<vscode-button
    class="name-other"
    secondary
    icon="edit"
    ?disabled=${isProtected}
    aria-disabled=${isProtected}
    title=${isProtected ? protectedText() : ''}
    @click=${() => void requests.nameOtherPoint()}
    >${l10n.t('Name Another Data Point…')}</vscode-button
  >`;
}

function namedRow(context: DetailsContext, { code, name }: NamedPointDto, hasTypes: boolean): TemplateResult {
  return html`<tr role="row">
    <th scope="row" role="rowheader"><code>${code}</code></th>
    <td class="name-cell" role="cell">${nameOf(context, code, name)}</td>
    <td class="value-cell dim" role="cell">${l10n.t('not reported')}</td>
    ${hasTypes ? html`<td class="type-column" role="cell"></td>` : nothing}
    <td class="action-column" role="cell"></td>
  </tr>`;
}

function nameOf(context: DetailsContext, code: string, name: PointNameDto | undefined): TemplateResult {
  return nameEdit(
    context,
    { of: 'dataPoint', code },
    { what: code, name: name?.text ?? '', shown: shownName(name) },
  );
}

function row(
  context: DetailsContext,
  dataPoint: DataPointDto,
  index: number,
  hasTypes: boolean,
): TemplateResult {
  const { locale, requests } = context;
  const { code, name, value, type, previous, isNew } = dataPoint;
  const fullValue = async (): Promise<ValueDto | undefined> =>
    (await requests.ask('fullValue', { index }))?.value;
  const mark = isNew ? l10n.t('new') : previous ? l10n.t('changed') : undefined;
  return html`<tr role="row" class=${mark === undefined ? '' : 'is-changed'}>
    <th scope="row" role="rowheader">
      <code>${code}</code>
      ${hasTypes && type !== undefined ? html`<span class="type-below dim">${type}</span>` : nothing}
    </th>
    <td class="name-cell" role="cell">${nameOf(context, code, name)}</td>
    <td class="value-cell" role="cell">
      <tuya-value .value=${value} .locale=${locale} .load=${fullValue}></tuya-value>
      ${mark === undefined ? nothing : html`<span class="mark">${mark}</span>`}
      ${
        previous
          ? html`<span class="dim was"
              >${l10n.t('was {0}', previous.text.slice(0, 80) || l10n.t('empty'))}</span
            >`
          : nothing
      }
    </td>
    ${hasTypes ? html`<td class="type-column dim" role="cell">${type ?? ''}</td>` : nothing}
    <td class="action-column" role="cell">
      <tuya-copy
        .label=${l10n.t('Copy {0}', code)}
        .copy=${() => requests.copy({ of: 'dataPoint', index })}
      ></tuya-copy>
    </td>
  </tr>`;
}

function shownName(name: PointNameDto | undefined): TemplateResult {
  if (!name) {
    return html`<span class="dim" aria-hidden="true">—</span
      ><span class="visually-hidden">${l10n.t('not known')}</span>`;
  }
  if (name.state !== 'unsure')
    return html`<bdi class=${name.state === 'pending' ? 'dim' : ''}>${name.text}</bdi>`;
  return html`<bdi>${name.text}</bdi> <span class="mark">${l10n.t('not confirmed')}</span>`;
}
