import type { PropertyValues, TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { isAbortError } from '../../base/errors.js';
import type { Channel } from '../../protocol/channel.js';
import type {
  FromUserFormHost,
  FromUserFormPage,
  UserFormDto,
  UserFormField,
  UserFormSnapshot,
} from '../../protocol/userForm.js';
import { fill } from '../shared/fill.js';
import { LightElement } from '../shared/lightElement.js';
import { fields, type FieldsContext } from './fields.js';
import { notice } from './notice.js';

type Words = FromUserFormHost['events']['words'];

const order: readonly UserFormField[] = ['nickName', 'sex', 'birthday', 'height', 'weight', 'contact'];

/** The form of one device user. What is typed is the page's; everything else is the host's. */
@customElement('tuya-user-form')
export class UserFormApp extends LightElement {
  @property({ attribute: false }) words: Words | undefined;
  @property({ attribute: false }) channel: Channel<FromUserFormHost, FromUserFormPage> | undefined;
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
  @state() private _said = '';
  private _focused = false;
  private _focusNotice = false;

  take(snapshot: UserFormSnapshot): void {
    const before = this.snapshot;
    if (before?.revision !== snapshot.revision) this.form = snapshot.form;
    if (snapshot.notice && before?.saving) this._focusNotice = true;
    this.snapshot = snapshot;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { words, snapshot } = this;
    if (!words || !snapshot) return nothing;
    const { strings } = words;
    const busy = snapshot.saving || snapshot.situation === 'loading';
    return html`<main aria-busy=${busy}>
        <div class="progress">
          ${
            busy
              ? html`<vscode-progress-bar
                  aria-label=${snapshot.saving ? strings.saving : strings.loading}
                ></vscode-progress-bar>`
              : nothing
          }
        </div>
        <h1><bdi>${snapshot.title}</bdi></h1>
        <p class="dim"><bdi>${snapshot.deviceName}</bdi></p>
        ${snapshot.situation === 'projectGone' ? html`<p>${strings.projectGone}</p>` : nothing}
        ${snapshot.isProtected ? html`<p class="protection">${strings.isProtected}</p>` : nothing}
        ${notice(snapshot, strings, {
          lookAgain: () => void this._ask('lookAgain'),
          retry: () => void this._ask('retry'),
          showExtensionLog: () => void this._ask('showExtensionLog'),
        })}
        ${snapshot.situation === 'loading' ? html`<p class="dim">${strings.loading}</p>` : nothing}
        ${snapshot.situation === 'editing' ? this._form(snapshot, words) : nothing}
      </main>
      <div class="visually-hidden" role="status" aria-live="polite">${this._said}</div>`;
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    if (!this._focused && this.snapshot?.situation === 'editing') {
      this._focused = true;
      this._field('nickName')?.focus();
    }
    if (this._focusNotice) {
      this._focusNotice = false;
      this.querySelector<HTMLElement>('.notice')?.focus();
    }
  }

  private _form(snapshot: UserFormSnapshot, { strings }: Words): TemplateResult {
    const scene: FieldsContext = {
      snapshot,
      strings,
      form: this.form,
      problem: (field) => this._problem(field),
      edit: (field, value) => this._edit({ ...this.form, [field]: value }),
      left: (field) => (this._left = new Set([...this._left, field])),
      setUnit: (unit) => void this.channel?.request('setUnit', { form: this.form, unit }).catch(ignoreAbort),
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
          >${snapshot.saving ? strings.saving : strings.save}</vscode-button
        >
        <vscode-button class="cancel" secondary @click=${() => void this._ask('close')}
          >${strings.cancel}</vscode-button
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
    const { snapshot, words, channel } = this;
    if (!snapshot || !words || !channel || snapshot.saving || snapshot.isProtected) return;
    this._tried = true;
    try {
      const { sent } = await channel.request('save', { form: this.form });
      if (sent) return;
    } catch (error) {
      ignoreAbort(error);
      return;
    }
    await this.updateComplete;
    const wrong = order.filter((field) => this.snapshot?.problems[field]);
    this._said = fill(words.strings.mendFields, wrong.length);
    if (wrong[0]) this._field(wrong[0])?.focus();
  }

  private async _ask(name: 'lookAgain' | 'retry' | 'showExtensionLog' | 'close'): Promise<void> {
    await this.channel?.request(name, {}).catch(ignoreAbort);
  }

  private _field(field: UserFormField): HTMLElement | null {
    return this.querySelector<HTMLElement>(`[name="${field}"]`);
  }
}

/** The page goes away with its panel: a request that ends so has nobody to tell. */
function ignoreAbort(error: unknown): void {
  if (!isAbortError(error)) throw error;
}
