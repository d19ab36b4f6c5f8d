import * as l10n from '@vscode/l10n';
import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { LogNoteDto, LogRowDto } from '../../../protocol/logRows.js';
import { icon } from '../../shared/icon.js';
import { isoTime } from '../../../base/isoTime.js';
import { eventClass, eventIcon, eventName, sourceName } from '../parts/eventIcons.js';
import { marked } from '../parts/marked.js';
import type { LogsContext } from '../parts/renderContext.js';
import { zoneOf } from '../parts/renderContext.js';
import type { ColumnLayout } from './columns.js';
import type { DurationFormat } from '../parts/duration.js';
import { latencyCell } from './latencyCell.js';
import { valueCell } from './valueCell.js';

/** What rows are drawn with, the same for all of a drawing. */
export interface RowContext {
  readonly context: LogsContext;
  readonly columns: readonly ColumnLayout[];
  readonly durations: DurationFormat;
  /** For relative times. */
  readonly now: number;
  read(id: number): void;
}

export interface RowState {
  readonly isActive: boolean;
  readonly isSelected: boolean;
  /** First row of its day in the grid's zone. */
  readonly startsDay: boolean;
  readonly isOpen: boolean;
  /** It belongs to the same command as the active row. */
  readonly isLinked: boolean;
}

/** The element id of an item's row. */
export function rowElementId(id: number): string {
  return `log-row-${id}`;
}

export function rowView(view: RowContext, row: LogRowDto, state: RowState): TemplateResult {
  const { matches, rule } = row;
  const classes = [
    'row',
    eventClass(row.type),
    state.startsDay ? 'starts-day' : '',
    state.isActive ? 'is-active' : '',
    state.isOpen ? 'is-open' : '',
    state.isLinked ? 'is-linked' : '',
    matches ? '' : 'is-context',
    rule === undefined ? '' : `rule-${rule}`,
  ];
  return html`<div
    class=${classes.filter(Boolean).join(' ')}
    role="row"
    id=${rowElementId(row.id)}
    data-index=${row.index}
    aria-rowindex=${row.index + 2}
    aria-selected=${state.isSelected}
  >
    ${view.columns.map(
      ({ column }, at) =>
        html`<span class="cell cell-${column}" role="gridcell" aria-colindex=${at + 1}
          >${cell(view, row, column)}</span
        >`,
    )}
  </div>`;
}

export function noteView(view: RowContext, note: LogNoteDto, state: RowState): TemplateResult {
  const zone = zoneOf(view.context, note.device);
  const from = view.context.time.exactTime(note.time, zone);
  const to = note.until === undefined ? undefined : view.context.time.exactTime(note.until, zone);
  const length =
    note.until === undefined || note.until <= note.time
      ? undefined
      : view.durations.words(note.until - note.time);
  return html`<div
    class="row note note-${note.note} ${state.isActive ? 'is-active' : ''} ${state.startsDay ? 'starts-day' : ''}"
    role="row"
    id=${rowElementId(note.id)}
    data-index=${note.index}
    aria-rowindex=${note.index + 2}
    aria-selected="false"
  >
    <span class="note-line" role="gridcell" aria-colindex="1" aria-colspan=${view.columns.length}
      ><span class="note-body"
        >${icon(note.flash === undefined ? noteIcons[note.note] : 'zap')}
        <span class="note-time"
          >${from}${to === undefined ? nothing : html`<span class="note-end"> – ${to}</span>`}</span
        >
        ${length === undefined ? nothing : html`<span class="dim">${length}</span>`}
        <bdi class="note-text">${note.text}</bdi>
        ${
          note.canRead
            ? html`<button
                class="link note-read"
                type="button"
                tabindex="-1"
                aria-label=${l10n.t('Read what is missing here')}
                @click=${(event: Event) => {
                  event.stopPropagation();
                  view.read(note.id);
                }}
              >
                ${l10n.t('Read')}
              </button>`
            : nothing
        }</span
      ></span
    >
  </div>`;
}

/** A row that hasn't come yet. */
export function skeletonView({ columns }: RowContext, index: number): TemplateResult {
  return html`<div
    class="row skeleton"
    role="row"
    data-index=${index}
    aria-rowindex=${index + 2}
    aria-selected="false"
  >
    ${columns.map(
      (_, at) =>
        html`<span class="cell" role="gridcell" aria-colindex=${at + 1}
          ><span class="bone" aria-hidden="true"></span
          >${at === 0 ? html`<span class="visually-hidden">${l10n.t('Loading row')}</span>` : nothing}</span
        >`,
    )}
  </div>`;
}

const noteIcons: Readonly<Record<LogNoteDto['note'], string>> = {
  marker: 'bookmark',
  offline: 'debug-disconnect',
  failed: 'error',
  unread: 'ellipsis',
  paused: 'debug-pause',
  retention: 'history',
  dropped: 'fold-up',
  incomplete: 'warning',
};

function cell(view: RowContext, row: LogRowDto, column: ColumnLayout['column']): unknown {
  const { context } = view;
  switch (column) {
    case 'time':
      return html`<time title=${isoTime(row.time) ?? nothing}>${timeText(view, row)}</time>`;
    case 'device': {
      const device = context.snapshot.devices[row.device];
      return device
        ? html`<span class="device-dot colour-${device.colour}" aria-hidden="true"></span
            ><bdi>${device.name}</bdi>`
        : nothing;
    }
    case 'type':
      return html`${icon(eventIcon(row.type))}<span class="event-word"
          >${eventName(context.names, row.type)}</span
        >`;
    case 'dp':
      return row.dpId === undefined ? nothing : html`<span class="dim">${row.dpId}</span>`;
    case 'code':
      return row.code === undefined
        ? nothing
        : html`<code>${marked(row.code, row.otherMarks?.code)}</code>${
              row.name === undefined
                ? nothing
                : html` <bdi class="dim">${marked(row.name, row.otherMarks?.name)}</bdi>`
            }`;
    case 'value':
      return valueCell(context, row);
    case 'latency':
      return latencyCell(context, row);
    case 'source':
      return row.from === undefined ? nothing : sourceName(context.names, row.from);
  }
}

function timeText({ context, durations, now }: RowContext, row: LogRowDto): string {
  const { layout } = context.snapshot;
  if (layout.time === 'delta' && row.delta !== undefined) return durations.delta(row.delta);
  if (layout.time === 'relative') return durations.since(row.time, now);
  return context.time.exactTime(row.time, zoneOf(context, row.device)) ?? String(row.time);
}
