import * as l10n from '@vscode/l10n';
import type { PropertyValues, TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type {
  FromUserFormPage,
  UserFormDto,
  UserFormField,
  UserFormSnapshot,
} from '../../protocol/userForm.js';
import { LightElement } from '../shared/lightElement.js';
import { LiveRegion } from '../shared/liveRegion.js';
import { protectedText } from '../shared/protection.js';
import type { PageRequests } from '../shared/requests.js';
import { fields, type FieldsContext } from './fields.js';
import { saveNotice } from './notice.js';

const order: readonly UserFormField[] = ['nickName', 'sex', 'birthday', 'height', 'weight', 'contact'];

/** The form of one device user. What is typed is the page's; everything else is the host's. */
@customElement('tuya-user-form')
export class UserFormApp extends LightElement {
  @property({ attribute: false }) requests: PageRequests<FromUserFormPage> | undefined;
  @state() snapshot: UserFormSnapshot | undefined;
  @state() form: UserFormDto = {
    nickName: '',
    sex: '',
    birthday: '',
    height: '',
    weight: '',
    weightUnit: 'kg',
    contact: '',
  };
  /** Fields that were left once: what is missing there is told. */
  @state() private _left: ReadonlySet<UserFormField> = new Set();
  @state() private _tried = false;
  private readonly _region = new LiveRegion(this);
  private _focused = false;
  private _focusNotice = false;

  say(text: string): void {
    this._region.say(text);
  }

  take(snapshot: UserFormSnapshot): void {
    const before = this.snapshot;
    if (before?.revision !== snapshot.revision) this.form = snapshot.form;
    if (snapshot.notice && before?.saving) this._focusNotice = true;
    this.snapshot = snapshot;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { requests, snapshot } = this;
    if (!requests || !snapshot) return nothing;
    const busy = snapshot.saving || snapshot.situation === 'loading';
    return html`<main aria-busy=${busy}>
        <div class="progress">
          ${
            busy
              ? html`<vscode-progress-bar
                  aria-label=${snapshot.saving ? l10n.t('Saving…') : l10n.t('Reading the user…')}
                ></vscode-progress-bar>`
              : nothing
          }
        </div>
        <h1><bdi>${snapshot.title}</bdi></h1>
        <p class="dim"><bdi>${snapshot.deviceName}</bdi></p>
        ${snapshot.situation === 'projectGone' ? html`<p>${l10n.t('The project of this device was removed. Close this panel.')}</p>` : nothing}
        ${snapshot.isProtected ? html`<p class="protection">${protectedText()}</p>` : nothing}
        ${saveNotice(snapshot, requests)}
        ${snapshot.situation === 'loading' ? html`<p class="dim">${l10n.t('Reading the user…')}</p>` : nothing}
        ${snapshot.situation === 'editing' ? this._form(snapshot, requests) : nothing}
      </main>
      ${this._region.render()}`;
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    if (!this._focused && this.snapshot?.situation === 'editing') {
      this._focused = true;
      this._field('nickName')?.focus();
    }
    if (this._focusNotice) {
      this._focusNotice = false;
      this._focusOnNotice();
    }
  }

  private _form(snapshot: UserFormSnapshot, requests: PageRequests<FromUserFormPage>): TemplateResult {
    const scene: FieldsContext = {
      snapshot,
      form: this.form,
      problem: (field) => this._problem(field),
      edit: (field, value) => this._edit({ ...this.form, [field]: value }),
      left: (field) => (this._left = new Set([...this._left, field])),
      setUnit: (unit) => requests.run('setUnit', { form: this.form, unit }),
    };
    const locked = snapshot.saving || snapshot.isProtected;
    return html`<div class="form" role="form" aria-label=${snapshot.title} @keydown=${this._key}>
      ${fields(scene)}
      <div class="form-actions">
        <vscode-button
          class="save"
          icon="save"
          ?disabled=${locked}
          aria-disabled=${locked}
          @click=${this._save}
          >${snapshot.saving ? l10n.t('Saving…') : l10n.t('Save')}</vscode-button
        >
        <vscode-button class="cancel" secondary @click=${() => requests.run('close', {})}
          >${l10n.t('Cancel')}</vscode-button
        >
      </div>
    </div>`;
  }

  private _problem(field: UserFormField): string | undefined {
    const problem = this.snapshot?.problems[field];
    if (!problem) return undefined;
    const isTold = this._tried || this._left.has(field) || problem.atOnce;
    return isTold ? problem.message : undefined;
  }

  private _edit(form: UserFormDto): void {
    this.form = form;
    this.dispatchEvent(new CustomEvent('form-edit'));
  }

  /** Forms can't be submitted in a webview: Enter in a field does the same. */
  private _key(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.isComposing || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    void this._save();
  }

  private async _save(): Promise<void> {
    const { snapshot, requests } = this;
    if (!snapshot || !requests || snapshot.saving || snapshot.isProtected) return;
    this._tried = true;
    const answer = await requests.ask('save', { form: this.form });
    if (!answer || answer.sent) return;
    await this.updateComplete;
    const wrong = order.filter((field) => this.snapshot?.problems[field]);
    this.say(l10n.t('Fields to correct before saving: {0}', wrong.length));
    if (wrong[0]) this._field(wrong[0])?.focus();
  }

  private _focusOnNotice(): void {
    const shown = this.querySelector<HTMLElement>('.notice');
    if (!shown) return;
    shown.tabIndex = -1;
    shown.focus();
  }

  private _field(field: UserFormField): HTMLElement | null {
    return this.querySelector<HTMLElement>(`[name="${field}"]`);
  }
}
