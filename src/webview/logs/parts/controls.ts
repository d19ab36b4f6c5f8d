import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { icon } from '../../shared/icon.js';

interface Tool {
  readonly label: string;
  readonly icon: string;
  /** Word beside the icon. */
  readonly text?: string;
  /** A toggle: whether it is on. */
  readonly on?: boolean;
  readonly disabled?: boolean;
  readonly name?: string;
  press(): void;
}

/** A button of the toolbar: an icon, a word where it has one. */
export function tool({
  label,
  icon: iconName,
  text,
  on,
  disabled = false,
  name = '',
  press,
}: Tool): TemplateResult {
  return html`<button
    class="tool ${name} ${on ? 'is-on' : ''}"
    type="button"
    aria-label=${text === undefined ? label : nothing}
    title=${label === text ? nothing : label}
    aria-pressed=${on ?? nothing}
    ?disabled=${disabled}
    @click=${press}
  >
    ${icon(iconName)}${text === undefined ? nothing : html`<span class="tool-text">${text}</span>`}
  </button>`;
}

/** One line of a popup that does something. */
export function menuItem(label: string, press: () => void, options: MenuItemOptions = {}): TemplateResult {
  const { icon: iconName, checked, hint, disabled = false } = options;
  return html`<button
    class="menu-item"
    type="button"
    aria-pressed=${checked ?? nothing}
    ?disabled=${disabled}
    @click=${press}
  >
    ${icon(checked ? 'check' : (iconName ?? 'blank'))}<bdi>${label}</bdi>
    ${hint === undefined ? nothing : html`<span class="dim menu-hint">${hint}</span>`}
  </button>`;
}

interface MenuItemOptions {
  readonly icon?: string;
  /** One of several choices: whether it is the present one. */
  readonly checked?: boolean;
  readonly hint?: string;
  readonly disabled?: boolean;
}

/** A checkbox with its word. */
export function check(
  label: unknown,
  checked: boolean,
  change: (checked: boolean) => void,
  disabled = false,
): TemplateResult {
  return html`<label class="check"
    ><input
      type="checkbox"
      .checked=${live(checked)}
      ?disabled=${disabled}
      @change=${(event: Event) => change((event.currentTarget as HTMLInputElement).checked)}
    /><span>${label}</span></label
  >`;
}

/** One of several, all in sight. */
export function choices<Value extends string>(
  label: string,
  name: string,
  values: readonly (readonly [Value, string])[],
  chosen: Value,
  choose: (value: Value) => void,
): TemplateResult {
  return html`<fieldset class="choices">
    <legend>${label}</legend>
    ${values.map(
      ([value, text]) =>
        html`<label class="check"
          ><input
            type="radio"
            name=${name}
            value=${value}
            .checked=${live(value === chosen)}
            @change=${() => choose(value)}
          /><span>${text}</span></label
        >`,
    )}
  </fieldset>`;
}
