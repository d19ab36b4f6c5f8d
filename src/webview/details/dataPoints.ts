import * as l10n from '@vscode/l10n';
import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { DataPointDto, DetailsSnapshot, UnreportedPointDto } from '../../protocol/details.js';
import type { SendParams } from '../../protocol/sending.js';
import { emptyState } from '../shared/emptyState.js';
import { icon } from '../shared/icon.js';
import { LightElement } from '../shared/lightElement.js';
import { whyLocked } from './locked.js';
import { modelLine } from './modelLine.js';
import { moreRows } from './moreRows.js';
import { pointRow, unreportedRow, type PointColumns } from './pointRow.js';
import { matches, pointSearch } from './pointSearch.js';
import type { DetailsContext } from './renderContext.js';
import type { Entered } from './sendField.js';
import type { SendView } from './sendRow.js';
import { sendTray, type SendTray } from './sendTray.js';
import { sentList } from './sentLines.js';
import { unreadPoints } from './unreadPoints.js';

/** So many rows are seen at a glance. */
const searchedFrom = 7;

/**
 * The device's data points with what its product says of them, and those of the product that it doesn't report. In a
 * narrow panel rows are laid out as blocks, so that the roles of a table are written out.
 */
@customElement('tuya-data-points')
export class DataPoints extends LightElement {
  @property({ attribute: false }) context: DetailsContext | undefined;
  @state() private _typed = '';
  @state() private _showsModel = false;
  /** The code of the data point whose field for sending is open. */
  @state() private _sending: string | undefined;
  /** What was put aside, to be sent in one command. */
  @state() private _collected: readonly SendParams[] = [];
  @state() private _collectProblem: string | undefined;
  /** The rows in the order they were drawn in last. */
  private _order: readonly string[] = [];

  protected override render(): TemplateResult | typeof nothing {
    const { context } = this;
    if (!context) return nothing;
    const { dataPoints, namedPoints, modelPoints, unreadPoints: unread } = context.snapshot;
    const all = dataPoints.length + namedPoints.length + modelPoints.length;
    return html`${modelLine(context)}
    ${dataPoints.length + namedPoints.length + unread.length === 0 ? noPoints(context.snapshot) : nothing}
    ${all === 0 ? nothing : this._table(context, all)} ${unreadPoints(context)}
    ${sendTray(context, this._tray(context))} ${sentList(context)} ${nameOther(context)}`;
  }

  private _table(context: DetailsContext, all: number): TemplateResult {
    const { snapshot } = context;
    const columns = columnsOf(snapshot);
    const sending: SendView = {
      open: this._sending,
      toggle: (code) => this._toggle(code),
      collect: (code, entered) => this._collect(code, entered),
    };
    const isSearching = this._typed.trim() !== '';
    const found = <T extends UnreportedPointDto>(points: readonly T[]): readonly T[] =>
      isSearching ? points.filter((point) => matches(point, this._typed)) : points;
    const rows = this._steady(found(snapshot.dataPoints));
    const named = found(snapshot.namedPoints);
    const others = found(snapshot.modelPoints);
    const shown = rows.length + named.length + others.length;
    const showsOthers = isSearching || this._showsModel;
    return html`${
        all < searchedFrom && !isSearching
          ? nothing
          : pointSearch(
              this._typed,
              isSearching ? { shown, all } : undefined,
              (typed) => (this._typed = typed),
            )
      }
      <table class="grid data-points ${columns.model ? 'has-model' : ''}" role="table">
        ${head(columns)}
        <tbody role="rowgroup">
          ${repeat(rows, keyOf, (point) => pointRow(context, columns, sending, point))}
          ${named.map((point) => unreportedRow(context, columns, sending, point))}
          ${showsOthers ? others.map((point) => unreportedRow(context, columns, sending, point)) : nothing}
        </tbody>
      </table>
      ${shown === 0 ? html`<p class="dim note">${l10n.t('No data point matches.')}</p>` : nothing}
      ${isSearching ? nothing : this._modelToggle(snapshot.modelPoints.length)}
      ${moreRows(snapshot.unlistedDataPoints)}
      ${showsOthers ? moreRows(snapshot.unlistedModelPoints) : nothing}
      <p class="dim note">${namesNote(snapshot)}</p>`;
  }

  /** Whoever leaves the field is back at the button that opened it. */
  private _toggle(code: string | undefined): void {
    const left = this._sending;
    this._sending = code;
    if (code !== undefined || left === undefined) return;
    void this.updateComplete.then(() =>
      [...this.querySelectorAll<HTMLElement>('.send-button')]
        .find((button) => button.dataset['code'] === left)
        ?.focus(),
    );
  }

  private _collect(code: string, entered: Entered): void {
    this._collectProblem = undefined;
    this._collected = [...this._collected.filter((one) => one.code !== code), { code, ...entered }];
    this.context?.requests.tell(l10n.t('To be sent together: {0}', this._collected.length));
  }

  private _tray({ requests }: DetailsContext): SendTray {
    const change = (points: readonly SendParams[]): void => {
      this._collectProblem = undefined;
      this._collected = points;
    };
    return {
      points: this._collected,
      problem: this._collectProblem,
      remove: (code) => change(this._collected.filter((one) => one.code !== code)),
      clear: () => change([]),
      send: async () => {
        const points = this._collected;
        // They are gone as soon as they leave: what comes of them stands in their rows.
        change([]);
        const problem = await requests.sendTogether(points);
        if (problem === undefined || this._collected.length > 0) return;
        this._collected = points;
        this._collectProblem = problem;
      },
    };
  }

  private _modelToggle(count: number): TemplateResult | typeof nothing {
    if (count === 0) return nothing;
    return html`<button
      class="link model-toggle"
      type="button"
      aria-expanded=${this._showsModel}
      @click=${() => (this._showsModel = !this._showsModel)}
    >
      ${icon(this._showsModel ? 'chevron-down' : 'chevron-right')}
      ${
        this._showsModel
          ? l10n.t('Hide what the device doesn’t report')
          : l10n.t('More in the product’s model that the device doesn’t report: {0}', count)
      }
    </button>`;
  }

  /** A field in which somebody types loses what it has where its row moves: then rows stay in their places. */
  private _steady(points: readonly DataPointDto[]): readonly DataPointDto[] {
    if (!this.querySelector('.data-points :is(.name-edit, .send-editor)')) {
      this._order = points.map(keyOf);
      return points;
    }
    const places = new Map(this._order.map((key, place) => [key, place]));
    const place = (point: DataPointDto): number => places.get(keyOf(point)) ?? Infinity;
    return [...points].sort((a, b) => place(a) - place(b) || 0);
  }
}

export function dataPoints(context: DetailsContext): TemplateResult {
  return html`<tuya-data-points .context=${context}></tuya-data-points>`;
}

function keyOf({ code, index }: DataPointDto): string {
  return `${code} ${index}`;
}

/** The columns of a model that is on its way are there already, so that nothing moves when it comes. */
function columnsOf({
  dataPoints: points,
  namedPoints,
  modelPoints,
  model,
  shadow,
}: DetailsSnapshot): PointColumns {
  const rows = [...points, ...namedPoints, ...modelPoints];
  const isComing = model?.state === 'unread' || model?.state === 'loading';
  const isOfCloud = model?.state === 'read' && model.source !== 'import';
  const hasModel =
    isComing ||
    model?.state === 'read' ||
    rows.some(({ dpId, access, range }) => dpId !== undefined || access !== undefined || range !== undefined);
  return {
    model: hasModel,
    type: hasModel || rows.some(({ type }) => type !== undefined),
    age:
      shadow.state === 'read' ||
      shadow.state === 'loading' ||
      isComing ||
      (isOfCloud && shadow.state !== 'failed'),
  };
}

function head(columns: PointColumns): TemplateResult {
  const column = (name: string, label: string): TemplateResult =>
    html`<th scope="col" role="columnheader" class=${name}>${label}</th>`;
  return html`<thead role="rowgroup">
    <tr role="row">
      ${columns.model ? column('id-column', l10n.t('DP')) : nothing} ${column('code-column', l10n.t('Code'))}
      ${column('name-column', l10n.t('Name'))} ${column('', l10n.t('Value'))}
      ${columns.type ? column('type-column', l10n.t('Type')) : nothing}
      ${
        columns.model
          ? html`${column('access-column', l10n.t('Access'))} ${column('range-column', l10n.t('Range'))}`
          : nothing
      }
      ${columns.age ? column('age-column', l10n.t('Reported')) : nothing}
      <td class="action-column" role="cell"></td>
    </tr>
  </thead>`;
}

function noPoints(snapshot: DetailsSnapshot): TemplateResult {
  const why = {
    gateway: l10n.t('A gateway passes on what its sub-devices report and usually has none of its own.'),
    infrared: l10n.t('Infrared remotes send one way and report no state.'),
    unknown: l10n.t(
      'The cloud lists none for this device: it has reported nothing yet, or its product defines none in the standard set.',
    ),
  };
  return emptyState({ title: l10n.t('No data points'), hints: [why[snapshot.noDataPoints ?? 'unknown']] });
}

function namesNote({ shadow }: DetailsSnapshot): string {
  return shadow.state === 'read'
    ? l10n.t('A name that was given to this device’s data point comes before that of its product.')
    : l10n.t(
        'Names that were given to this device’s data points have not been read, except those of outlets; those you give here are shown until the window closes.',
      );
}

/** For a data point that has no row. */
function nameOther({ snapshot, requests }: DetailsContext): TemplateResult {
  const locked = whyLocked(snapshot);
  return html`<vscode-button
    class="name-other"
    secondary
    icon="edit"
    ?disabled=${locked !== undefined}
    aria-disabled=${locked !== undefined}
    title=${locked ?? ''}
    @click=${() => void requests.nameOtherPoint()}
    >${l10n.t('Name Another Data Point…')}</vscode-button
  >`;
}
