import * as l10n from '@vscode/l10n';
import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { DetailsSnapshot } from '../../protocol/details.js';
import { FocusKeeper } from '../shared/focusKeeper.js';
import { LightElement } from '../shared/lightElement.js';
import { LiveRegion } from '../shared/liveRegion.js';
import { justNowMs } from '../shared/agoText.js';
import { TimeFormat } from '../shared/formatTime.js';
import { personsLocale } from '../shared/personsLocale.js';
import { attributes } from './attributes.js';
import { dataPoints } from './dataPoints.js';
import { doubts } from './doubts.js';
import { header } from './header.js';
import { live } from './live.js';
import { isGone } from './locked.js';
import { factoryData, subDevices } from './lists.js';
import { notices, protection, warning } from './notices.js';
import { outlets } from './outlets.js';
import type { DetailsContext } from './renderContext.js';
import type { DetailsRequests, Outcomes } from './requests.js';
import { section } from './section.js';
import { users } from './users.js';

/** The root of the details page: draws the last snapshot, keeps which sections are folded. */
@customElement('tuya-details')
export class DetailsApp extends LightElement implements Outcomes {
  @property({ attribute: false }) snapshot: DetailsSnapshot | undefined;
  @property({ attribute: false }) requests: DetailsRequests | undefined;
  /** Keys of the folded sections. */
  @property({ attribute: false }) folded: readonly string[] = [];
  /** What went wrong with the last change, until it's put away. */
  @state() private _warning: { readonly title: string; readonly text: string } | undefined;
  private readonly _region = new LiveRegion(this);
  private readonly _locale = personsLocale();
  private readonly _time = new TimeFormat(this._locale);

  private readonly _focus = new FocusKeeper(this, '.action-refresh');
  private _aging: ReturnType<typeof setInterval> | undefined;

  /** Ages grow while nothing else happens: none of those that are told in seconds stands for a minute. */
  override connectedCallback(): void {
    super.connectedCallback();
    this._focus.connect();
    this._aging = setInterval(() => this.requestUpdate(), justNowMs);
  }

  override disconnectedCallback(): void {
    clearInterval(this._aging);
    this._focus.disconnect();
    super.disconnectedCallback();
  }

  warn(title: string, text: string): void {
    this._warning = { title, text };
  }

  say(text: string): void {
    this._region.say(text);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { snapshot, requests, _locale: locale, _time: time } = this;
    if (!snapshot || !requests) return nothing;
    const context: DetailsContext = { snapshot, locale, requests, time, now: Date.now() };
    const isKnown = snapshot.readAt !== undefined;
    return html`<main aria-busy=${snapshot.refreshing}>
        <div class="progress">
          ${
            snapshot.refreshing
              ? html`<vscode-progress-bar aria-label=${l10n.t('Reading the device…')}></vscode-progress-bar>`
              : nothing
          }
        </div>
        ${snapshot.situation === 'projectGone' ? html`<h1><bdi>${snapshot.name}</bdi></h1>` : header(context)}
        ${notices(context)} ${protection(context)} ${doubts(context)}
        ${this._warning ? warning(this._warning, () => (this._warning = undefined)) : nothing}
        ${
          isKnown
            ? html`
                ${this._section(
                  'dataPoints',
                  l10n.t('Data Points'),
                  html`${isGone(snapshot) ? nothing : live(context)} ${dataPoints(context)}`,
                  snapshot.dataPoints.length,
                )}
                ${
                  snapshot.outlets.state === 'none'
                    ? nothing
                    : this._section('outlets', l10n.t('Outlets'), outlets(context))
                }
                ${
                  snapshot.subDevices.state === 'none'
                    ? nothing
                    : this._section(
                        'subDevices',
                        l10n.t('Sub-devices'),
                        subDevices(context),
                        snapshot.subDevices.state === 'read'
                          ? snapshot.subDevices.devices.length + snapshot.subDevices.unlisted
                          : undefined,
                      )
                }
                ${this._section(
                  'users',
                  l10n.t('Users'),
                  users(context),
                  snapshot.users.state === 'read' ? snapshot.users.users.length : undefined,
                )}
                ${this._section('attributes', l10n.t('Attributes'), attributes(context))}
                ${this._section('factory', l10n.t('Factory Data'), factoryData(context))}
              `
            : nothing
        }
      </main>
      ${this._region.render()}`;
  }

  private _section(key: string, title: string, content: unknown, count?: number): TemplateResult {
    return section({
      key,
      title,
      content,
      open: !this.folded.includes(key),
      ...(count !== undefined && { count }),
      onToggle: (open) => this._fold(key, !open),
    });
  }

  private _fold(key: string, fold: boolean): void {
    if (this.folded.includes(key) === fold) return;
    this.folded = fold ? [...this.folded, key] : this.folded.filter((other) => other !== key);
    this.dispatchEvent(new CustomEvent('details-fold', { detail: this.folded }));
  }
}
