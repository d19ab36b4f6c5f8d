import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { DetailsSnapshot, DetailsWords } from '../../protocol/details.js';
import { LightElement } from '../shared/lightElement.js';
import { TimeFormat } from '../shared/formatTime.js';
import { personsLocale } from '../shared/personsLocale.js';
import { attributes } from './attributes.js';
import { dataPoints } from './dataPoints.js';
import { header } from './header.js';
import { live } from './live.js';
import { factoryData, subDevices } from './lists.js';
import { notices, protection, warning } from './notices.js';
import { outlets } from './outlets.js';
import type { DetailsActions, Scene } from './parts.js';
import { section } from './section.js';
import { users } from './users.js';

/** The root of the details page: draws the last snapshot, keeps which sections are folded. */
@customElement('tuya-details')
export class DetailsApp extends LightElement {
  @property({ attribute: false }) words: DetailsWords | undefined;
  @property({ attribute: false }) snapshot: DetailsSnapshot | undefined;
  @property({ attribute: false }) actions: DetailsActions | undefined;
  /** Keys of the folded sections. */
  @property({ attribute: false }) folded: readonly string[] = [];
  /** The last thing that happened, for the live region. */
  @state() private _said = '';
  /** What went wrong with the last change, until it's put away. */
  @state() private _warning: { readonly title: string; readonly text: string } | undefined;
  private _time = new TimeFormat('en');

  /** Says what went wrong where no field is beside it. */
  warn(title: string, text: string): void {
    this._warning = { title, text };
  }

  /** Tells a screen reader, politely. The same words twice are told twice. */
  say(text: string): void {
    this._said = this._said === text ? `${text}\u00a0` : text;
  }

  protected override willUpdate(changed: ReadonlyMap<PropertyKey, unknown>): void {
    if (changed.has('words') && this.words)
      this._time = new TimeFormat(personsLocale(this.words.locale, navigator.languages));
  }

  protected override render(): TemplateResult | typeof nothing {
    const { words, snapshot, actions } = this;
    if (!words || !snapshot || !actions) return nothing;
    const { strings } = words;
    const locale = personsLocale(words.locale, navigator.languages);
    const scene: Scene = { snapshot, strings, locale, actions, time: this._time, now: Date.now() };
    const isKnown = snapshot.readAt !== undefined;
    return html`<main aria-busy=${snapshot.refreshing}>
        <div class="progress">
          ${
            snapshot.refreshing
              ? html`<vscode-progress-bar aria-label=${strings.refreshing}></vscode-progress-bar>`
              : nothing
          }
        </div>
        ${snapshot.situation === 'projectGone' ? html`<h1><bdi>${snapshot.name}</bdi></h1>` : header(scene)}
        ${notices(scene)} ${protection(scene)}
        ${this._warning ? warning(scene, this._warning, () => (this._warning = undefined)) : nothing}
        ${
          isKnown
            ? html`
                ${this._section(
                  'dataPoints',
                  strings.dataPoints,
                  html`${live(scene)} ${dataPoints(scene)}`,
                  snapshot.dataPoints.length,
                )}
                ${
                  snapshot.outlets.state === 'none'
                    ? nothing
                    : this._section('outlets', strings.outlets, outlets(scene))
                }
                ${
                  snapshot.subDevices.state === 'none'
                    ? nothing
                    : this._section(
                        'subDevices',
                        strings.subDevices,
                        subDevices(scene),
                        snapshot.subDevices.state === 'read'
                          ? snapshot.subDevices.devices.length + snapshot.subDevices.unlisted
                          : undefined,
                      )
                }
                ${this._section(
                  'users',
                  strings.users,
                  users(scene),
                  snapshot.users.state === 'read' ? snapshot.users.users.length : undefined,
                )}
                ${this._section('attributes', strings.attributes, attributes(scene))}
                ${this._section('factory', strings.factory, factoryData(scene))}
              `
            : nothing
        }
      </main>
      <div class="visually-hidden" role="status" aria-live="polite">${this._said}</div>`;
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
