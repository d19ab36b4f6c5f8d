import * as l10n from '@vscode/l10n';
import type { PropertyValues, TemplateResult } from 'lit';
import { html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { EditorDto, SendCheckDto } from '../../protocol/sending.js';
import { icon } from '../shared/icon.js';
import { LightElement } from '../shared/lightElement.js';
import { once } from '../shared/once.js';
import { fieldHint, firstEntered, sendField, type Entered } from './sendField.js';

/**
 * The field in which a value is entered and sent, under the data point's row. Enter sends and leaves the field as it is,
 * for the next value; Escape leaves.
 */
@customElement('tuya-send')
export class SendEditor extends LightElement {
  @property({ attribute: false }) code = '';
  @property({ attribute: false }) editor: EditorDto = { kind: 'unchecked' };
  /** The present value, as it came; '' where there is none. */
  @property({ attribute: false }) present = '';
  @property({ attribute: false }) check: (entered: Entered) => Promise<SendCheckDto | undefined> = () =>
    Promise.resolve(undefined);
  /** Answers why it wasn't sent. */
  @property({ attribute: false }) send: (entered: Entered) => Promise<string | undefined> = () =>
    Promise.resolve(undefined);
  /** Puts the value aside, to be sent together with others. */
  @property({ attribute: false }) collect: (entered: Entered) => void = () => undefined;
  @property({ attribute: false }) close: () => void = () => undefined;
  @state() private _entered: Entered | undefined;
  @state() private _checked: SendCheckDto | undefined;
  private _checks = 0;

  protected override render(): TemplateResult {
    const { code, editor } = this;
    const entered = (this._entered ??= firstEntered(editor, this.present));
    const about = `send-about-${code}`;
    const problem = this._checked?.problem;
    return html`<div class="send-editor" @keydown=${this._key}>
      <div class="send-line">
        ${sendField({
          editor,
          entered,
          label: l10n.t('Value to send to {0}', code),
          about,
          isInvalid: problem !== undefined,
          change: (next) => this._change(next),
        })}
        <vscode-button class="send-now" icon="send" @click=${once(() => void this._send())}
          >${l10n.t('Send')}</vscode-button
        >
        <button
          class="icon-button send-collect"
          type="button"
          aria-label=${l10n.t('Send together with others (Ctrl+Enter)')}
          title=${l10n.t('Send together with others (Ctrl+Enter)')}
          @click=${() => void this._collect()}
        >
          ${icon('add')}
        </button>
        <button
          class="icon-button"
          type="button"
          aria-label=${l10n.t('Close without sending')}
          title=${l10n.t('Close without sending')}
          @click=${this.close}
        >
          ${icon('close')}
        </button>
      </div>
      <div class="field-about" id=${about} aria-live="polite">
        ${
          problem === undefined
            ? html`<span class="dim"
                  >${[fieldHint(editor), l10n.t('Enter sends, Escape leaves.')].filter(Boolean).join(' · ')}</span
                >
                ${(this._checked?.notes ?? []).map(
                  (note) => html`<div class="send-note">${icon('info')} ${note}</div>`,
                )}`
            : html`<span class="field-problem">${icon('error')} ${problem}</span>`
        }
      </div>
    </div>`;
  }

  protected override firstUpdated(changed: PropertyValues): void {
    super.firstUpdated(changed);
    const field = this.querySelector<HTMLElement>('.send-switch, select, input, textarea');
    field?.focus();
    if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) field.select();
    void this._check();
  }

  private _change(entered: Entered): void {
    this._entered = entered;
    void this._check();
  }

  private async _check(): Promise<void> {
    const own = ++this._checks;
    const entered = this._entered;
    if (!entered || entered.text === '') {
      this._checked = undefined;
      return;
    }
    const checked = await this.check(entered);
    if (own === this._checks) this._checked = checked;
  }

  private _key(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      this.close();
    } else if (event.key === 'Enter' && !event.shiftKey && !isOtherButton(event.target)) {
      event.preventDefault();
      // Held down, the key that opened the field would send what nobody has read, again and again.
      if (event.repeat) return;
      if (event.ctrlKey || event.metaKey) void this._collect();
      else void this._send();
    }
  }

  /** What can't be sent alone can't be sent with others. */
  private async _collect(): Promise<void> {
    const entered = this._entered;
    if (!entered) return;
    const own = ++this._checks;
    const checked = await this.check(entered);
    if (own !== this._checks) return;
    this._checked = checked;
    if (checked && checked.problem === undefined) this.collect(entered);
  }

  private async _send(): Promise<void> {
    const entered = this._entered;
    if (!entered) return;
    const own = ++this._checks;
    const problem = await this.send(entered);
    // Typed on meanwhile, the field has something else to say.
    if (own === this._checks) this._checked = problem === undefined ? undefined : { problem, notes: [] };
  }
}

/** On a button Enter does what the button does; on the switch it sends. */
function isOtherButton(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('button:not(.send-switch), vscode-button') !== null;
}

export function sendEditor(
  code: string,
  editor: EditorDto,
  present: string,
  parts: Pick<SendEditor, 'check' | 'send' | 'collect' | 'close'>,
): TemplateResult {
  return html`<tuya-send
    .code=${code}
    .editor=${editor}
    .present=${present}
    .check=${parts.check}
    .send=${parts.send}
    .collect=${parts.collect}
    .close=${parts.close}
  ></tuya-send>`;
}
