import * as l10n from '@vscode/l10n';
import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { LogQueryDto } from '../../../protocol/logQuery.js';
import { icon } from '../../shared/icon.js';
import { LightElement } from '../../shared/lightElement.js';
import { check } from '../parts/controls.js';
import { eventClass, eventIcon, eventName, eventTypes } from '../parts/eventIcons.js';
import '../parts/popup.js';
import type { LogsContext } from '../parts/renderContext.js';

/** Event types and data points that are read: ticked in a list, asked for when the list is put away. */
@customElement('tuya-log-query-menus')
export class QueryMenus extends LightElement {
  @property({ attribute: false }) context: LogsContext | undefined;
  @property({ attribute: false }) change: (query: Partial<LogQueryDto>) => void = () => undefined;
  @state() private _types: readonly number[] | undefined;
  @state() private _codes: readonly string[] | undefined;

  protected override render(): TemplateResult | typeof nothing {
    const { context } = this;
    if (!context) return nothing;
    const { names, snapshot } = context;
    const types = this._types ?? snapshot.query.types;
    const codes = this._codes ?? snapshot.query.codes;
    const only = types.length === 1 ? types[0] : undefined;
    const typesText =
      types.length >= eventTypes(names).length
        ? l10n.t('All event types')
        : l10n.t('Event types: {0}', only === undefined ? types.length : eventName(names, only));
    const codesText =
      codes.length === 0
        ? l10n.t('All data points')
        : l10n.t('Data points: {0}', codes.length === 1 ? (codes[0] ?? '') : codes.length);
    return html`<tuya-popup
        class="types-menu"
        .label=${l10n.t('Event types')}
        .text=${typesText}
        .content=${() => this._typeList(context, types)}
        @popup-close=${this._applyTypes}
      ></tuya-popup
      ><tuya-popup
        class="codes-menu"
        .label=${l10n.t('Data points')}
        .text=${codesText}
        .content=${() => this._codeList(context, codes)}
        @popup-close=${this._applyCodes}
      ></tuya-popup>`;
  }

  private _typeList({ names }: LogsContext, types: readonly number[]): TemplateResult {
    const all = eventTypes(names);
    return html`<div class="menu-group">
        ${check(html`<b>${l10n.t('All')}</b>`, types.length === all.length, (on) => (this._types = on ? all : []))}
      </div>
      <div class="menu-group">
        ${all.map((type) =>
          check(
            html`<span class="event-name ${eventClass(type)}"
              >${icon(eventIcon(type))} ${eventName(names, type)}</span
            >`,
            types.includes(type),
            (on) => (this._types = all.filter((own) => (own === type ? on : types.includes(own)))),
          ),
        )}
      </div>
      ${
        types.length === 0
          ? html`<p class="menu-note field-problem" role="alert">
              ${icon('error')} ${l10n.t('Choose at least one event type.')}
            </p>`
          : nothing
      }`;
  }

  private _codeList({ snapshot }: LogsContext, codes: readonly string[]): TemplateResult {
    const known = new Map(
      snapshot.devices.flatMap((device) => device.codes.map((own) => [own.code, own] as const)),
    );
    for (const code of codes) if (!known.has(code)) known.set(code, { code, chart: false });
    return html`<div class="menu-group">
        ${check(html`<b>${l10n.t('All')}</b>`, codes.length === 0, () => (this._codes = []))}
      </div>
      <div class="menu-group">
        ${[...known.values()].map(({ code, name, dpId }) =>
          check(
            html`<code>${code}</code
              >${dpId === undefined ? nothing : html` <span class="dim">${dpId}</span>`}${
                name === undefined ? nothing : html` <bdi class="dim">${name}</bdi>`
              }`,
            codes.includes(code),
            (on) => (this._codes = on ? [...codes, code] : codes.filter((own) => own !== code)),
          ),
        )}
      </div>`;
  }

  private _applyTypes(): void {
    const types = this._types;
    this._types = undefined;
    const before = this.context?.snapshot.query.types ?? [];
    if (!types || types.length === 0 || sameSet(types, before)) return;
    this.change({ types: [...types] });
  }

  private _applyCodes(): void {
    const codes = this._codes;
    this._codes = undefined;
    if (!codes || sameSet(codes, this.context?.snapshot.query.codes ?? [])) return;
    this.change({ codes: [...codes] });
  }
}

function sameSet<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((own) => b.includes(own));
}
