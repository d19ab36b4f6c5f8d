import * as l10n from '@vscode/l10n';
import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import type { WeightUnitDto } from '../../protocol/deviceParts.js';
import type { UserFormDto, UserFormField, UserFormSnapshot } from '../../protocol/userForm.js';
import { icon } from '../shared/icon.js';

/** What the fields draw from. */
export interface FieldsContext {
  readonly snapshot: UserFormSnapshot;
  readonly form: UserFormDto;
  /** What is wrong with a field, where that may be told by now. */
  problem(field: UserFormField): string | undefined;
  edit(field: UserFormField, value: string): void;
  /** The field lost the focus. */
  left(field: UserFormField): void;
  setUnit(unit: WeightUnitDto): void;
}

interface FieldOptions {
  readonly label: string;
  readonly hint?: string;
  readonly required?: boolean;
  readonly type?: 'text' | 'date';
  readonly inputMode?: 'numeric' | 'decimal';
  readonly narrow?: boolean;
  readonly after?: TemplateResult;
}

/** Native fields, so that every message is tied to its field for a screen reader. */
export function fields(scene: FieldsContext): TemplateResult {
  return html`${field(scene, 'nickName', { label: l10n.t('Nickname'), required: true })} ${sex(scene)}
  ${field(scene, 'birthday', { label: l10n.t('Birthday'), hint: l10n.t('Stored as a date: it is the same in every time zone.'), type: 'date', narrow: true })}
  ${field(scene, 'height', { label: l10n.t('Height in cm'), inputMode: 'numeric', narrow: true })}
  ${field(scene, 'weight', { label: l10n.t('Weight'), inputMode: 'decimal', narrow: true, after: unit(scene) })}
  ${contact(scene)}`;
}

function field(scene: FieldsContext, name: UserFormField, options: FieldOptions): TemplateResult {
  const { form, snapshot } = scene;
  const { label, hint, required = false, type = 'text', inputMode, narrow = false, after } = options;
  const problem = scene.problem(name);
  const isDate = type === 'date';
  return html`<div class="form-field">
    <label for=${name}>${label} ${need(required)}</label>
    <div class="field-row">
      <input
        class="field ${narrow ? 'field-narrow' : ''}"
        id=${name}
        name=${name}
        type=${type}
        .value=${live(form[name])}
        inputmode=${inputMode ?? nothing}
        min=${isDate ? snapshot.birthdays.min : nothing}
        max=${isDate ? snapshot.birthdays.max : nothing}
        aria-required=${required ? 'true' : nothing}
        aria-invalid=${problem === undefined ? 'false' : 'true'}
        aria-describedby=${`${name}-about`}
        autocomplete="off"
        ?disabled=${snapshot.isProtected}
        ?readonly=${snapshot.saving}
        @input=${(event: Event) => scene.edit(name, (event.currentTarget as HTMLInputElement).value)}
        @blur=${() => scene.left(name)}
      />
      ${after ?? nothing}
    </div>
    ${about(name, problem, hint)}
  </div>`;
}

function sex(scene: FieldsContext): TemplateResult {
  const { form, snapshot } = scene;
  const problem = scene.problem('sex');
  const choice = (value: string, label: string): TemplateResult =>
    html`<label class="choice"
      ><input
        type="radio"
        name="sex"
        value=${value}
        .checked=${live(form.sex === value)}
        ?disabled=${snapshot.isProtected || snapshot.saving}
        @change=${() => scene.edit('sex', value)}
      />${label}</label
    >`;
  return html`<fieldset
    class="form-field"
    aria-describedby="sex-about"
    aria-invalid=${problem === undefined ? 'false' : 'true'}
    role="radiogroup"
    aria-required="true"
    @focusout=${(event: FocusEvent) => {
      const group = event.currentTarget as HTMLElement;
      if (!(event.relatedTarget instanceof Node && group.contains(event.relatedTarget))) scene.left('sex');
    }}
  >
    <legend>${l10n.t('Sex')} ${need(true)}</legend>
    <div class="field-row">${choice('1', l10n.t('Male'))} ${choice('2', l10n.t('Female'))}</div>
    ${about('sex', problem)}
  </fieldset>`;
}

function unit({ form, snapshot, setUnit }: FieldsContext): TemplateResult {
  const chosen = (event: Event): void =>
    setUnit((event.currentTarget as HTMLSelectElement).value === 'g' ? 'g' : 'kg');
  return html`<select
    class="field"
    name="weightUnit"
    aria-label=${l10n.t('Unit of weight')}
    ?disabled=${snapshot.isProtected || snapshot.saving}
    @change=${chosen}
  >
    <option value="kg" .selected=${live(form.weightUnit === 'kg')}>kg</option>
    <option value="g" .selected=${live(form.weightUnit === 'g')}>g</option>
  </select>`;
}

/** Contact can only be given when a user is added. */
function contact(scene: FieldsContext): TemplateResult {
  const { form, snapshot } = scene;
  if (snapshot.isNew)
    return field(scene, 'contact', {
      label: l10n.t('Contact'),
      hint: l10n.t('An address or number. It can’t be changed later.'),
    });
  return html`<div class="form-field">
    <div class="as-label">${l10n.t('Contact')}</div>
    <div>
      ${form.contact === '' ? html`<span class="dim">${l10n.t('not given')}</span>` : html`<bdi>${form.contact}</bdi>`}
    </div>
    <div class="field-about dim">${l10n.t('The cloud has no way to change it.')}</div>
  </div>`;
}

function need(required: boolean): TemplateResult {
  return html`<span class="dim need">${required ? l10n.t('required') : l10n.t('optional')}</span>`;
}

function about(name: UserFormField, problem: string | undefined, hint?: string): TemplateResult {
  return html`<div class="field-about" id=${`${name}-about`} aria-live="polite">
    ${
      problem === undefined
        ? html`<span class="dim">${hint ?? nothing}</span>`
        : html`<span class="field-problem">${icon('error')} ${problem}</span>`
    }
  </div>`;
}
