import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import type {
  UserFormDto,
  UserFormField,
  UserFormSnapshot,
  UserFormStrings,
} from '../../protocol/userForm.js';
import { icon } from '../shared/icon.js';

/** What the fields draw from. */
export interface FieldsContext {
  readonly snapshot: UserFormSnapshot;
  readonly strings: UserFormStrings;
  readonly form: UserFormDto;
  /** What is wrong with a field, where that may be told by now. */
  problem(field: UserFormField): string | undefined;
  edit(field: UserFormField, value: string): void;
  /** The field lost the focus. */
  left(field: UserFormField): void;
  setUnit(unit: 'kg' | 'g'): void;
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
  const { strings } = scene;
  return html`${field(scene, 'nickName', { label: strings.nickName, required: true })} ${sex(scene)}
  ${field(scene, 'birthday', { label: strings.birthday, hint: strings.birthdayHint, type: 'date', narrow: true })}
  ${field(scene, 'height', { label: strings.height, inputMode: 'numeric', narrow: true })}
  ${field(scene, 'weight', { label: strings.weight, inputMode: 'decimal', narrow: true, after: unit(scene) })}
  ${contact(scene)}`;
}

function field(scene: FieldsContext, name: UserFormField, options: FieldOptions): TemplateResult {
  const { form, snapshot } = scene;
  const { label, hint, required = false, type = 'text', inputMode, narrow = false, after } = options;
  const problem = scene.problem(name);
  const isDate = type === 'date';
  return html`<div class="form-field">
    <label for=${name}>${label} ${need(scene, required)}</label>
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
  const { form, strings, snapshot } = scene;
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
    <legend>${strings.sex} ${need(scene, true)}</legend>
    <div class="field-row">${choice('1', strings.male)} ${choice('2', strings.female)}</div>
    ${about('sex', problem)}
  </fieldset>`;
}

function unit({ form, strings, snapshot, setUnit }: FieldsContext): TemplateResult {
  const chosen = (event: Event): void =>
    setUnit((event.currentTarget as HTMLSelectElement).value === 'g' ? 'g' : 'kg');
  return html`<select
    class="field"
    name="weightUnit"
    aria-label=${strings.weightUnit}
    ?disabled=${snapshot.isProtected || snapshot.saving}
    @change=${chosen}
  >
    <option value="kg" .selected=${live(form.weightUnit === 'kg')}>kg</option>
    <option value="g" .selected=${live(form.weightUnit === 'g')}>g</option>
  </select>`;
}

/** Contact can only be given when a user is added. */
function contact(scene: FieldsContext): TemplateResult {
  const { form, strings, snapshot } = scene;
  if (snapshot.isNew) return field(scene, 'contact', { label: strings.contact, hint: strings.contactHint });
  return html`<div class="form-field">
    <div class="as-label">${strings.contact}</div>
    <div>
      ${form.contact === '' ? html`<span class="dim">${strings.notGiven}</span>` : html`<bdi>${form.contact}</bdi>`}
    </div>
    <div class="field-about dim">${strings.contactFixed}</div>
  </div>`;
}

function need({ strings }: FieldsContext, required: boolean): TemplateResult {
  return html`<span class="dim need">${required ? strings.required : strings.optional}</span>`;
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
