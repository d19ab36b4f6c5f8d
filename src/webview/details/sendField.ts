import * as l10n from '@vscode/l10n';
import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import type { EditorDto, SendParams } from '../../protocol/sending.js';

/** What stands in a field: a text; for ticks and switches the value itself, as JSON. */
export type Entered = Pick<SendParams, 'text' | 'as'>;

export interface FieldParts {
  readonly editor: EditorDto;
  readonly entered: Entered;
  /** What the field is called. */
  readonly label: string;
  /** The id of what tells more about it. */
  readonly about: string;
  readonly isInvalid: boolean;
  change(entered: Entered): void;
}

/** What a field begins with: the present value, of a switch its opposite, which is what is mostly wanted. */
export function firstEntered(editor: EditorDto, present: string): Entered {
  switch (editor.kind) {
    case 'boolean':
      return json(present !== 'true');
    case 'enum':
      return member(editor.now ?? editor.members[0]);
    case 'bitmap':
      return json(/^\d{1,16}$/.test(present) ? Number(present) : 0);
    case 'number':
      return typed(editor.now ?? editor.min ?? '');
    case 'text':
    case 'bytes':
    case 'json':
    case 'unchecked':
      return typed(editor.now ?? '');
  }
}

/** The field for a value of this type: each is reached, changed and sent by the keyboard alone. */
export function sendField(parts: FieldParts): TemplateResult {
  const { editor } = parts;
  switch (editor.kind) {
    case 'boolean':
      return switchField(parts);
    case 'enum':
      return choiceField(parts, editor);
    case 'bitmap':
      return ticksField(parts, editor);
    case 'number':
      return numberField(parts, editor);
    case 'text':
    case 'bytes':
      return textField(parts);
    case 'json':
    case 'unchecked':
      return jsonField(parts);
  }
}

function switchField({ entered, label, about, change }: FieldParts): TemplateResult {
  const isOn = entered.text === 'true';
  return html`<button
    class="send-switch"
    type="button"
    role="switch"
    aria-checked=${isOn}
    aria-label=${label}
    aria-describedby=${about}
    @click=${() => change(json(!isOn))}
  >
    <span class="send-knob" aria-hidden="true"></span><code>${String(isOn)}</code>
  </button>`;
}

function choiceField(
  { entered, label, about, isInvalid, change }: FieldParts,
  { members }: Extract<EditorDto, { kind: 'enum' }>,
): TemplateResult {
  const choose = (event: Event): void =>
    change(member(members[(event.currentTarget as HTMLSelectElement).selectedIndex]));
  return html`<select
    class="field"
    aria-label=${label}
    aria-describedby=${about}
    aria-invalid=${isInvalid}
    @change=${choose}
  >
    ${members.map((text) => html`<option ?selected=${entered.text === text}>${text}</option>`)}
  </select>`;
}

function ticksField(
  { entered, label, about, change }: FieldParts,
  { labels }: Extract<EditorDto, { kind: 'bitmap' }>,
): TemplateResult {
  const mask = Number(entered.text);
  // Masks have more bits than shifting knows.
  const isSet = (bit: number): boolean => Math.floor(mask / 2 ** bit) % 2 === 1;
  const toggle = (bit: number) => () => change(json(isSet(bit) ? mask - 2 ** bit : mask + 2 ** bit));
  return html`<fieldset class="send-ticks" aria-describedby=${about}>
    <legend class="visually-hidden">${label}</legend>
    ${labels.map(
      (name, bit) =>
        html`<label
          ><input type="checkbox" .checked=${live(isSet(bit))} @change=${toggle(bit)} /><bdi
            >${name}</bdi
          ></label
        >`,
    )}
    <span class="dim">${l10n.t('Mask {0}', String(mask))}</span>
  </fieldset>`;
}

function numberField(
  { entered, label, about, isInvalid, change }: FieldParts,
  { min, max, step, unit, from = min }: Extract<EditorDto, { kind: 'number' }>,
): TemplateResult {
  return html`<span class="send-number"
    ><input
      class="field"
      type="number"
      .value=${live(entered.text)}
      min=${from ?? nothing}
      max=${max ?? nothing}
      step=${step}
      aria-label=${label}
      aria-describedby=${about}
      aria-invalid=${isInvalid}
      autocomplete="off"
      @input=${(event: Event) => change(typed(textOf(event)))}
    />${unit === undefined ? nothing : html`<bdi class="dim">${unit}</bdi>`}</span
  >`;
}

function textField({ editor, entered, label, about, isInvalid, change }: FieldParts): TemplateResult {
  return html`<input
    class="field ${editor.kind === 'bytes' ? 'send-code' : ''}"
    type="text"
    .value=${live(entered.text)}
    aria-label=${label}
    aria-describedby=${about}
    aria-invalid=${isInvalid}
    autocomplete="off"
    spellcheck="false"
    @input=${(event: Event) => change(typed(textOf(event)))}
  />`;
}

function jsonField({ entered, label, about, isInvalid, change }: FieldParts): TemplateResult {
  return html`<textarea
    class="field send-code"
    rows="2"
    .value=${live(entered.text)}
    aria-label=${label}
    aria-describedby=${about}
    aria-invalid=${isInvalid}
    autocomplete="off"
    spellcheck="false"
    @input=${(event: Event) => change(typed(textOf(event)))}
  ></textarea>`;
}

/** What the field takes, in one line. */
export function fieldHint(editor: EditorDto): string {
  switch (editor.kind) {
    case 'number':
      return numberHint(editor);
    case 'text':
      return editor.maxLength === undefined ? '' : l10n.t('At most {0} characters.', editor.maxLength);
    case 'bytes':
      return editor.maxLength === undefined
        ? l10n.t('Hex (00 ff), or base64:AP8=.')
        : l10n.t('Hex (00 ff), or base64:AP8=; at most {0} bytes.', editor.maxLength);
    case 'json':
      return l10n.t('JSON; Shift+Enter begins a new line.');
    case 'unchecked':
      return l10n.t('Any JSON value; put a text in quotes.');
    default:
      return '';
  }
}

function numberHint({ min, max, step, unit = '' }: Extract<EditorDto, { kind: 'number' }>): string {
  const withUnit = (text: string): string => (unit === '' ? text : `${text} ${unit}`);
  const limits = min !== undefined && max !== undefined ? l10n.t('{0} to {1}', min, withUnit(max)) : '';
  const steps = step === 'any' || step === '1' ? '' : l10n.t('in steps of {0}', step);
  return [limits, steps].filter(Boolean).join(', ');
}

function textOf(event: Event): string {
  return (event.currentTarget as HTMLInputElement | HTMLTextAreaElement).value;
}

function typed(text: string): Entered {
  return { text, as: 'typed' };
}

function member(text = ''): Entered {
  return { text, as: 'member' };
}

function json(value: unknown): Entered {
  return { text: JSON.stringify(value ?? null), as: 'json' };
}
