import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { DataPointDto } from '../../protocol/details.js';
import type { PointNameDto } from '../../protocol/deviceParts.js';
import { fill } from '../shared/fill.js';
import '../shared/copyButton.js';
import '../shared/valueView.js';
import { emptyState } from './emptyState.js';
import { nameEdit } from './nameEdits.js';
import type { Scene } from './parts.js';

/**
 * The device's data points as the cloud holds them, in the cloud's order. In a narrow panel rows are laid out as blocks,
 * so that the roles of a table are written out.
 */
export function dataPoints(scene: Scene): TemplateResult {
  const { snapshot, strings } = scene;
  if (snapshot.dataPoints.length === 0) {
    const why = {
      gateway: strings.noDataPointsGateway,
      infrared: strings.noDataPointsInfrared,
      unknown: strings.noDataPointsUnknown,
    };
    return emptyState(strings.noDataPoints, why[snapshot.noDataPoints ?? 'unknown']);
  }
  const hasTypes = snapshot.dataPoints.some(({ type }) => type !== undefined);
  return html`<table class="grid data-points" role="table">
      <thead role="rowgroup">
        <tr role="row">
          <th scope="col" role="columnheader">${strings.code}</th>
          <th scope="col" role="columnheader">${strings.name}</th>
          <th scope="col" role="columnheader">${strings.value}</th>
          ${hasTypes ? html`<th scope="col" role="columnheader" class="type-column">${strings.type}</th>` : nothing}
          <td class="action-column" role="cell"></td>
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${repeat(
          snapshot.dataPoints,
          ({ code }, index) => `${code} ${index}`,
          (dataPoint, index) => row(scene, dataPoint, index, hasTypes),
        )}
      </tbody>
    </table>
    <p class="dim note">${strings.namesNote}</p>`;
}

function row(scene: Scene, dataPoint: DataPointDto, index: number, hasTypes: boolean): TemplateResult {
  const { strings, locale, actions } = scene;
  const { code, name, value, type, previous, isNew } = dataPoint;
  const mark = isNew ? strings.newDataPoint : previous ? strings.changed : undefined;
  return html`<tr role="row" class=${mark === undefined ? '' : 'is-changed'}>
    <th scope="row" role="rowheader">
      <code>${code}</code>
      ${hasTypes && type !== undefined ? html`<span class="type-below dim">${type}</span>` : nothing}
    </th>
    <td class="name-cell" role="cell">
      ${nameEdit(
        scene,
        { of: 'dataPoint', code },
        { what: code, name: name?.text ?? '', shown: shownName(scene, name) },
      )}
    </td>
    <td class="value-cell" role="cell">
      <tuya-value
        .value=${value}
        .words=${strings}
        .locale=${locale}
        .load=${() => actions.fullValue(index)}
      ></tuya-value>
      ${mark === undefined ? nothing : html`<span class="mark">${mark}</span>`}
      ${
        previous
          ? html`<span class="dim was"
              >${fill(strings.was, previous.text.slice(0, 80) || strings.emptyValue)}</span
            >`
          : nothing
      }
    </td>
    ${hasTypes ? html`<td class="type-column dim" role="cell">${type ?? ''}</td>` : nothing}
    <td class="action-column" role="cell">
      <tuya-copy
        .label=${fill(strings.copyWhat, code)}
        .copy=${() => actions.copy({ of: 'dataPoint', index })}
      ></tuya-copy>
    </td>
  </tr>`;
}

function shownName({ strings }: Scene, name: PointNameDto | undefined): TemplateResult {
  if (!name) {
    return html`<span class="dim" aria-hidden="true">—</span
      ><span class="visually-hidden">${strings.nameUnknown}</span>`;
  }
  if (name.state !== 'unsure')
    return html`<bdi class=${name.state === 'pending' ? 'dim' : ''}>${name.text}</bdi>`;
  return html`<bdi>${name.text}</bdi> <span class="mark">${strings.nameUnsure}</span>`;
}
