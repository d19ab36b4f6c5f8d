import * as l10n from '@vscode/l10n';
import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { LogHighlightDto } from '../../../protocol/logFilter.js';
import { icon } from '../../shared/icon.js';
import { LightElement } from '../../shared/lightElement.js';
import { tool } from '../parts/controls.js';
import { freeColour, mostRules } from '../parts/highlightColours.js';
import type { LogsContext } from '../parts/renderContext.js';

const debounceMs = 300;

/** Up to five rules, each a text, a colour and whether it is on. An empty one is kept here until it has a text. */
@customElement('tuya-highlights')
export class HighlightRules extends LightElement {
  @property({ attribute: false }) context: LogsContext | undefined;
  @state() private _rules: readonly LogHighlightDto[] | undefined;
  private _timer: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (this._timer !== undefined) this._send();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { context } = this;
    if (!context) return nothing;
    const rules = this._rules ?? context.snapshot.highlights;
    return html`${rules.map((rule, index) => this._rule(context, rules, rule, index))}
      <button
        class="link"
        type="button"
        ?disabled=${rules.length >= mostRules}
        @click=${() => this._change([...rules, { text: '', colour: freeColour(rules), enabled: true }])}
      >
        ${l10n.t('Add Highlight')}
      </button>`;
  }

  private _rule(
    { snapshot }: LogsContext,
    rules: readonly LogHighlightDto[],
    rule: LogHighlightDto,
    index: number,
  ): TemplateResult {
    const number = index + 1;
    const told = rules.filter((own, at) => at < index && own.text !== '').length;
    const problem = snapshot.highlightProblems.find((own) => own.rule === told && rule.text !== '');
    const set = (change: Partial<LogHighlightDto>): void =>
      this._change(rules.map((own, at) => (at === index ? { ...own, ...change } : own)));
    return html`<div class="highlight-line">
        <input
          type="checkbox"
          aria-label=${l10n.t('Highlight {0} is on', number)}
          .checked=${live(rule.enabled)}
          @change=${(event: Event) => set({ enabled: (event.currentTarget as HTMLInputElement).checked })}
        />
        <input
          class="field mono"
          type="text"
          maxlength="500"
          spellcheck="false"
          autocomplete="off"
          aria-label=${l10n.t('Highlight {0}', number)}
          placeholder=${l10n.t('text or /regex/')}
          aria-invalid=${problem ? 'true' : 'false'}
          .value=${live(rule.text)}
          @input=${(event: Event) => set({ text: (event.currentTarget as HTMLInputElement).value })}
        />
        <button
          class="swatch rule-${rule.colour}"
          type="button"
          aria-label="${l10n.t('Colour of highlight {0}', number)}: ${rule.colour + 1}"
          title=${l10n.t('Colour of highlight {0}', number)}
          @click=${() => set({ colour: (rule.colour + 1) % mostRules })}
        >
          ${rule.colour + 1}
        </button>
        ${tool({
          label: l10n.t('Delete Highlight {0}', number),
          icon: 'trash',
          press: () => this._change(rules.filter((_, at) => at !== index)),
        })}
      </div>
      ${problem ? html`<p class="field-problem">${icon('error')} <bdi>${problem.message}</bdi></p>` : nothing}`;
  }

  private _change(rules: readonly LogHighlightDto[]): void {
    this._rules = rules;
    clearTimeout(this._timer);
    this._timer = setTimeout(() => this._send(), debounceMs);
  }

  private _send(): void {
    clearTimeout(this._timer);
    this._timer = undefined;
    const rules = (this._rules ?? []).filter(({ text }) => text !== '').map((rule) => ({ ...rule }));
    this.context?.requests.run('highlights', { rules });
  }
}
