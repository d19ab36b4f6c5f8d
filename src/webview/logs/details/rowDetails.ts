import type { PropertyValues, TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { LogRowDetailsDto } from '../../../protocol/logs.js';
import { fill } from '../../shared/fill.js';
import '../../shared/copyButton.js';
import { icon } from '../../shared/icon.js';
import { LightElement } from '../../shared/lightElement.js';
import { tool } from '../parts/controls.js';
import { eventClass, eventIcon, eventName, sourceName } from '../parts/eventIcons.js';
import type { LogsContext } from '../parts/renderContext.js';

type What = 'value' | 'rows' | 'json';

/** Everything of one row. Events: `details-close`, `details-say` with a sentence. */
@customElement('tuya-log-details')
export class RowDetails extends LightElement {
  @property({ attribute: false }) context: LogsContext | undefined;
  @property({ attribute: false }) rowId: number | undefined;
  /** Until another one has come; null for one that is gone. */
  @state() private _row: LogRowDetailsDto | null | undefined;
  @state() private _hasFailed = false;

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('rowId')) void this._load();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { context, _row: row } = this;
    if (!context) return nothing;
    const { details } = context.strings;
    return html`<section class="details" aria-label=${details.label} @keydown=${this._key}>
      <header class="details-head">
        <h2>
          ${
            row
              ? html`<span class="event-name ${eventClass(row.type)}"
                  >${icon(eventIcon(row.type))} ${eventName(context.strings, row.type)}</span
                >`
              : details.label
          }
        </h2>
        ${row ? this._copies(context) : nothing}
        ${tool({ label: details.close, icon: 'close', name: 'close-details', press: () => this._close() })}
      </header>
      <div class="details-body">
        ${
          row
            ? this._body(context, row)
            : row === null
              ? html`<p class="dim">${details.gone}</p>`
              : this._hasFailed
                ? html`<p class="dim">${context.strings.empty.requestFailed}</p>`
                : nothing
        }
      </div>
    </section>`;
  }

  private _copies({ strings }: LogsContext): TemplateResult {
    const { copyValue, copyRow, copyJson } = strings.details;
    const button = (what: What, text: string): TemplateResult =>
      html`<button class="tool copy-${what}" type="button" @click=${() => void this._copy(what)}>
        ${icon(what === 'json' ? 'json' : 'copy')}<span class="tool-text">${text}</span>
      </button>`;
    return html`<span class="tool-group details-copies"
      >${button('value', copyValue)}${button('rows', copyRow)}${button('json', copyJson)}</span
    >`;
  }

  private _body(context: LogsContext, row: LogRowDetailsDto): TemplateResult {
    const { strings, time } = context;
    const { details } = strings;
    const facts: readonly (readonly [string, unknown])[] = [
      [details.local, time.exact(row.time)],
      [details.utc, html`<code>${row.iso}</code>`],
      ...(row.zone === undefined
        ? []
        : [[details.device, `${time.exact(row.time, row.zone) ?? ''} (${row.zone})`] as const]),
      ...(context.snapshot.devices.length > 1
        ? [
            [
              details.deviceName,
              html`<bdi>${row.device}</bdi> <code class="dim">${row.deviceId}</code>`,
            ] as const,
          ]
        : []),
      ...(row.code === undefined
        ? []
        : [[details.code, html`<code>${row.code}</code> <bdi class="dim">${row.name ?? ''}</bdi>`] as const]),
      ...(row.from === undefined
        ? []
        : [
            [
              details.source,
              html`${sourceName(strings, row.from)} <code class="dim">${row.from}</code>`,
            ] as const,
          ]),
      ...(row.status === undefined ? [] : [[details.status, html`<code>${row.status}</code>`] as const]),
      ...(row.rowKey === undefined ? [] : [[details.rowKey, html`<code>${row.rowKey}</code>`] as const]),
    ];
    return html`<dl class="facts">
        ${facts.map(
          ([label, value]) =>
            html`<div>
              <dt>${label}</dt>
              <dd>${value}</dd>
            </div>`,
        )}
      </dl>
      ${this._decoded(context, row)} ${row.raw === undefined ? nothing : block(details.raw, row.raw)}
      ${block(details.json, row.json)}`;
  }

  private _decoded({ strings, locale }: LogsContext, row: LogRowDetailsDto): unknown {
    const { details } = strings;
    const { scaled, decoded } = row;
    if (!scaled && !decoded) return nothing;
    const size =
      decoded &&
      fill(decoded.as === 'hex' ? details.hex : details.jsonSize, decoded.size.toLocaleString(locale));
    return html`${
      scaled
        ? html`<h3>${details.decoded}</h3>
            <p class="value-number">
              ${scaled.assumed ? fill(details.usualScale, scaled.text) : scaled.text}
            </p>`
        : nothing
    }
    ${decoded ? block(`${details.decoded} · ${size ?? ''}`, decoded.text) : nothing}
    ${decoded?.inWords === undefined ? nothing : block(details.inWords, decoded.inWords)}`;
  }

  private async _load(): Promise<void> {
    const id = this.rowId;
    if (id === undefined) return;
    const answer = await this.context?.requests.ask('row', { id });
    if (id !== this.rowId) return;
    // What stood here is another row's.
    this._row = answer?.row;
    this._hasFailed = answer === undefined;
  }

  private async _copy(what: What): Promise<void> {
    const { context, _row: row } = this;
    if (!context || !row) return;
    const done = await context.requests.ask('copy', { what, ids: [row.id] });
    const { details, grid } = context.strings;
    this.dispatchEvent(
      new CustomEvent('details-say', { detail: done && done.copied > 0 ? details.copied : grid.copyFailed }),
    );
  }

  private _key(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    this._close();
  }

  private _close(): void {
    this.dispatchEvent(new CustomEvent('details-close'));
  }
}

function block(title: string, text: string): TemplateResult {
  return html`<h3>${title}</h3>
    <pre class="whole" tabindex="0" role="region" aria-label=${title}>${text}</pre>`;
}
