import * as l10n from '@vscode/l10n';
import type { PropertyValues, TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { CopyWhat } from '../../../protocol/logRequests.js';
import type { LogCommandDto, LogPointDto, LogRowDetailsDto } from '../../../protocol/logRows.js';
import { assumedText } from '../../shared/assumedText.js';
import '../../shared/copyButton.js';
import { icon } from '../../shared/icon.js';
import { LightElement } from '../../shared/lightElement.js';
import { toneIcon } from '../../shared/toneIcon.js';
import { unreadFacts } from '../../shared/unreadFields.js';
import { outsideText, valueFields } from '../../shared/valueParts.js';
import { tool } from '../parts/controls.js';
import { eventClass, eventIcon, eventName, sourceName } from '../parts/eventIcons.js';
import type { LogsContext } from '../parts/renderContext.js';

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
    return html`<section class="details" aria-label=${l10n.t('Details of the Row')} @keydown=${this._key}>
      <header class="details-head">
        <h2>
          ${
            row
              ? html`<span class="event-name ${eventClass(row.type)}"
                  >${icon(eventIcon(row.type))} ${eventName(context.names, row.type)}</span
                >`
              : l10n.t('Details of the Row')
          }
        </h2>
        ${row ? this._copies() : nothing}
        ${tool({ label: l10n.t('Close Details'), icon: 'close', name: 'close-details', press: () => this._close() })}
      </header>
      <div class="details-body">
        ${
          row
            ? this._body(context, row)
            : row === null
              ? html`<p class="dim">${l10n.t('This row is no longer in the log.')}</p>`
              : this._hasFailed
                ? html`<p class="dim">${l10n.t('That did not work.')}</p>`
                : nothing
        }
      </div>
    </section>`;
  }

  private _copies(): TemplateResult {
    const button = (what: CopyWhat, text: string): TemplateResult =>
      html`<button class="tool copy-${what}" type="button" @click=${() => void this._copy(what)}>
        ${icon(what === 'json' ? 'json' : 'copy')}<span class="tool-text">${text}</span>
      </button>`;
    return html`<span class="tool-group details-copies"
      >${button('value', l10n.t('Copy Value'))}${button('rows', l10n.t('Copy Row'))}${button('json', l10n.t('Copy JSON'))}</span
    >`;
  }

  private _body(context: LogsContext, row: LogRowDetailsDto): TemplateResult {
    const { names, time } = context;
    const all: readonly Fact[] = [
      [l10n.t('Your time'), time.exact(row.time)],
      [l10n.t('UTC'), html`<code>${row.iso}</code>`],
      ...(row.zone === undefined
        ? []
        : [[l10n.t('Device’s time'), `${time.exact(row.time, row.zone) ?? ''} (${row.zone})`] as const]),
      ...(context.snapshot.devices.length > 1
        ? [
            [
              l10n.t('Device'),
              html`<bdi>${row.device}</bdi> <code class="dim">${row.deviceId}</code>`,
            ] as const,
          ]
        : []),
      ...(row.code === undefined
        ? []
        : [
            [
              l10n.t('Data point'),
              html`<code>${row.code}</code> <bdi class="dim">${row.name ?? ''}</bdi>`,
            ] as const,
          ]),
      ...(row.point ? pointFacts(row.point) : []),
      ...(row.command ? [commandFact(row.command)] : []),
      ...(row.from === undefined
        ? []
        : [
            [
              l10n.t('Source'),
              html`${sourceName(names, row.from)} <code class="dim">${row.from}</code>`,
            ] as const,
          ]),
      ...(row.status === undefined ? [] : [[l10n.t('Status'), html`<code>${row.status}</code>`] as const]),
      ...(row.rowKey === undefined ? [] : [[l10n.t('Row key'), html`<code>${row.rowKey}</code>`] as const]),
    ];
    return html`${facts(all, unreadFacts(row.unread))} ${this._decoded(context, row)}
    ${row.raw === undefined ? nothing : block(l10n.t('Raw'), row.raw)} ${block(l10n.t('JSON'), row.json)}`;
  }

  private _decoded({ locale }: LogsContext, row: LogRowDetailsDto): unknown {
    const { shown, decoded, fields, isOutside } = row;
    if (!shown && !decoded && !isOutside) return nothing;
    const count = decoded?.size.toLocaleString(locale) ?? '';
    const size = decoded?.as === 'hex' ? l10n.t('Bytes: {0}', count) : l10n.t('JSON, entries: {0}', count);
    return html`${isOutside ? html`<p>${icon('warning', 'warn')} ${outsideText()}</p>` : nothing}
    ${
      shown
        ? html`<h3>${l10n.t('Decoded')}</h3>
            <p class="value-number"><bdi>${shown.text}</bdi></p>
            ${shown.assumed ? html`<p class="dim">${assumedText(shown.assumed, locale)}</p>` : nothing}
            ${valueFields(fields)}`
        : nothing
    }
    ${decoded ? block(`${l10n.t('Decoded')} · ${size}`, decoded.text) : nothing}
    ${decoded?.inWords === undefined ? nothing : block(l10n.t('As text'), decoded.inWords)}`;
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

  private async _copy(what: CopyWhat): Promise<void> {
    const { context, _row: row } = this;
    if (!context || !row) return;
    const done = await context.requests.ask('copy', { what, ids: [row.id] });
    this.dispatchEvent(
      new CustomEvent('details-say', {
        detail: done && done.copied > 0 ? l10n.t('Copied') : l10n.t('Copying failed.'),
      }),
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

type Fact = readonly [label: string, value: unknown];

function facts(all: readonly Fact[], more: readonly TemplateResult[]): TemplateResult {
  return html`<dl class="facts">
    ${all.map(
      ([label, value]) =>
        html`<div>
          <dt>${label}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
    ${more}
  </dl>`;
}

/** What the product says of the data point: its number, type, access and values. */
function pointFacts({ dpId, type, access, range }: LogPointDto): readonly Fact[] {
  const words = [
    type && html`<bdi>${type}</bdi>`,
    access && { ro: l10n.t('read-only'), wr: l10n.t('write-only'), rw: l10n.t('read & write') }[access],
  ].filter((word) => word !== undefined);
  return [
    ...(dpId === undefined ? [] : [[l10n.t('DP'), html`<code>${dpId}</code>`] as const]),
    ...(words.length === 0
      ? []
      : [[l10n.t('Type'), words.map((word, at) => (at > 0 ? html` · ${word}` : word))] as const]),
    ...(range === undefined ? [] : [[l10n.t('Range'), html`<bdi>${range}</bdi>`] as const]),
  ];
}

/** What came of what was sent, or what the row is the report of. */
function commandFact({ role, tone, text, verdict }: LogCommandDto): Fact {
  return role === 'sent'
    ? [l10n.t('Verdict'), html`${toneIcon(tone)} <strong>${verdict}</strong> · ${text}`]
    : [l10n.t('Command'), text];
}

function block(title: string, text: string): TemplateResult {
  return html`<h3>${title}</h3>
    <pre class="whole" tabindex="0" role="group" aria-label=${title}>${text}</pre>`;
}
