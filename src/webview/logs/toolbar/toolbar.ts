import * as l10n from '@vscode/l10n';
import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { LogQueryDto } from '../../../protocol/logQuery.js';
import { LightElement } from '../../shared/lightElement.js';
import { tool } from '../parts/controls.js';
import '../parts/popup.js';
import type { LogsContext } from '../parts/renderContext.js';
import { RovingFocus } from '../parts/rovingFocus.js';
import { costBar, newestHour, type Cost } from './costBar.js';
import { exportMenu, moreMenu, viewMenu } from './menus.js';
import './queryMenus.js';
import './rangeMenu.js';
import { presets, rangeText } from './ranges.js';

/**
 * What is asked of the cloud, following, and the menus. Events: `toolbar-chart`, `toolbar-say` with a sentence,
 * `toolbar-query` when another range is on its way, `toolbar-follow` when following was switched on.
 */
@customElement('tuya-log-toolbar')
export class LogToolbar extends LightElement {
  @property({ attribute: false }) context: LogsContext | undefined;
  @property({ attribute: false }) chartOpen = false;
  @property({ attribute: false }) selected: ReadonlySet<number> = new Set();
  @state() private _cost: Cost | undefined;
  @state() private _refused: string | undefined;
  private _focusCost = false;
  private readonly _roving = new RovingFocus(this);

  /** Reads another range; what it costs is shown and asked first where it is much. */
  async query(query: LogQueryDto, confirmed = false): Promise<void> {
    const { context } = this;
    this._cost = undefined;
    this._refused = undefined;
    const answer = await context?.requests.ask('query', { query, confirmed });
    if (!answer || !context) return;
    if (answer.state === 'costly') {
      this._cost = { query, calls: answer.calls };
      this._focusCost = true;
    } else if (answer.state === 'refused') {
      this._refused = answer.message;
      this._say(answer.message);
    } else this.dispatchEvent(new CustomEvent('toolbar-query'));
  }

  /** As the buttons do; nothing where they can't be used. Exporting asks in which format. */
  run(command: 'follow' | 'pause' | 'export'): void {
    if (!this.context) return;
    const { snapshot, requests } = this.context;
    const { state: following, frozen: isPaused } = snapshot.tail;
    const isOn = following !== 'off';
    switch (command) {
      case 'follow':
        if (snapshot.situation !== 'open') return;
        requests.run('follow', { on: !isOn });
        if (!isOn) this.dispatchEvent(new CustomEvent('toolbar-follow'));
        return;
      case 'pause':
        if (isOn || isPaused) requests.run('pause', { on: !isPaused });
        return;
      case 'export': {
        const several = this.selected.size > 1 && { ids: [...this.selected] };
        requests.run('export', { to: 'file', ...several });
      }
    }
  }

  protected override render(): TemplateResult | typeof nothing {
    const { context } = this;
    if (!context) return nothing;
    const { snapshot, requests } = context;
    const change = (own: Partial<LogQueryDto>): void => void this.query({ ...snapshot.query, ...own });
    return html`<div
        class="toolbar"
        role="toolbar"
        aria-label=${l10n.t('Log')}
        @keydown=${(event: KeyboardEvent) => this._roving.key(event)}
        @focusin=${(event: FocusEvent) => this._roving.focused(event.target)}
      >
        <span class="tool-group presets" role="group" aria-label=${l10n.t('Time range')}>
          ${presets().map(({ ms, text }) => {
            const on = snapshot.query.range.kind === 'last' && snapshot.query.range.ms === ms;
            return html`<button
              class="tool preset ${on ? 'is-on' : ''}"
              type="button"
              aria-pressed=${on}
              @click=${() => change({ range: { kind: 'last', ms } })}
            >
              ${text}
            </button>`;
          })}
        </span>
        <tuya-popup
          class="range-menu"
          .label=${l10n.t('Time range')}
          .icon=${'calendar'}
          .text=${rangeText(context, snapshot.query.range)}
          .content=${(close: () => void) =>
            html`<tuya-log-range
              .context=${context}
              .choose=${(range: LogQueryDto['range']) => {
                close();
                change({ range });
              }}
            ></tuya-log-range>`}
        ></tuya-popup>
        <tuya-log-query-menus .context=${context} .change=${change}></tuya-log-query-menus>
        <span class="tool-group">
          ${
            snapshot.loading
              ? tool({
                  label: l10n.t('Cancel'),
                  icon: 'debug-stop',
                  name: 'cancel',
                  press: () => requests.run('cancel', {}),
                })
              : tool({
                  label: l10n.t('Reload'),
                  icon: 'refresh',
                  name: 'reload',
                  disabled: snapshot.situation === 'projectGone',
                  press: () => requests.run('reload', {}),
                })
          }
        </span>
        <span class="tool-group follow-group">${this._following(context)}</span>
        <span class="tool-group">
          ${tool({
            label: l10n.t('Add Marker (M)'),
            icon: 'bookmark',
            name: 'add-marker',
            press: () => requests.run('addMarker', {}),
          })}
          ${tool({
            label: this.chartOpen ? l10n.t('Hide Chart') : l10n.t('Show Chart'),
            icon: 'graph-line',
            name: 'toggle-chart',
            on: this.chartOpen,
            press: () => this.dispatchEvent(new CustomEvent('toolbar-chart')),
          })}
        </span>
        <span class="tool-group">
          <tuya-popup
            class="export-menu"
            .label=${l10n.t('Export (Ctrl+S)')}
            .icon=${'export'}
            .content=${(close: () => void) => exportMenu(context, [...this.selected], close)}
          ></tuya-popup>
          <tuya-popup
            class="view-menu"
            .label=${l10n.t('View')}
            .icon=${'settings'}
            .content=${() => viewMenu(context)}
          ></tuya-popup>
          <tuya-popup
            class="more-menu"
            .label=${l10n.t('More')}
            .icon=${'ellipsis'}
            .content=${(close: () => void) => moreMenu(context, close)}
          ></tuya-popup>
        </span>
      </div>
      ${this._cost ? this._costBar(context, this._cost) : nothing}
      ${this._refused === undefined ? nothing : html`<p class="bar bar-warning" role="alert">${this._refused}</p>`}`;
  }

  protected override updated(): void {
    // Menus draw themselves after it.
    setTimeout(() => this._roving.update());
    if (!this._focusCost) return;
    this._focusCost = false;
    this.querySelector<HTMLElement>('.cost')?.focus();
  }

  private _following({ snapshot }: LogsContext): unknown {
    const { state: own, frozen: isPaused, queued } = snapshot.tail;
    const isOn = own !== 'off';
    const pauseLabel = isPaused
      ? queued > 0
        ? l10n.t('Resume, {0} waiting (Space)', queued)
        : l10n.t('Resume (Space)')
      : l10n.t('Pause (Space)');
    return html`${tool({
      label: l10n.t('Show what the device reports as it comes (Ctrl+K F)'),
      text: l10n.t('Follow'),
      icon: 'pulse',
      name: 'follow',
      on: isOn,
      disabled: snapshot.situation !== 'open',
      press: () => this.run('follow'),
    })}
    ${tool({
      label: pauseLabel,
      icon: isPaused ? 'play' : 'debug-pause',
      name: 'pause',
      on: isPaused,
      disabled: !isOn && !isPaused,
      press: () => this.run('pause'),
    })}`;
  }

  private _costBar(context: LogsContext, cost: Cost): TemplateResult {
    const done = (query?: LogQueryDto, confirmed = false): void => {
      this._cost = undefined;
      if (query) void this.query(query, confirmed);
      this.querySelector<HTMLElement>('.range-menu .tool')?.focus();
    };
    return costBar(context, cost, {
      load: () => done(cost.query, true),
      newest: () => done(newestHour(cost.query)),
      cancel: () => done(),
    });
  }

  private _say(text: string): void {
    this.dispatchEvent(new CustomEvent('toolbar-say', { detail: text }));
  }
}
