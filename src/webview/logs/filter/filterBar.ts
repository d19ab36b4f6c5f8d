import * as l10n from '@vscode/l10n';
import type { PropertyValues, TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { LogFilterDto } from '../../../protocol/logFilter.js';
import { icon } from '../../shared/icon.js';
import { LightElement } from '../../shared/lightElement.js';
import { tool } from '../parts/controls.js';
import '../parts/popup.js';
import type { LogsContext } from '../parts/renderContext.js';
import { completed, type Completion } from './completion.js';
import { CompletionList } from './completionList.js';
import { filterHelp } from './filterHelp.js';
import './highlightRules.js';
import './savedFilters.js';
import { countText } from '../../shared/plainText.js';

const debounceMs = 200;

/**
 * The filter box with what belongs to it. Events: `filter-step` with `{forward}`, `filter-leave` when the keys are to go
 * back to the rows.
 */
@customElement('tuya-log-filter')
export class FilterBar extends LightElement {
  @property({ attribute: false }) context: LogsContext | undefined;
  /** Which match is the active row, from 1. */
  @property({ attribute: false }) ordinal: number | undefined;
  @state() private _text = '';
  /** The caret stands at the end of what is being typed: what is wrong there may only be unfinished. */
  @state() private _isTyping = false;
  private readonly _completions = new CompletionList(() => this.requestUpdate());
  private _timer: ReturnType<typeof setTimeout> | undefined;
  /** What the host was told last: its own text counts where it says another. */
  private _sent: string | undefined;

  focusBox(): void {
    const box = this.querySelector<HTMLInputElement>('.filter-box');
    box?.focus();
    box?.select();
  }

  /** As it is typed, whether or not the host has it already. */
  get text(): string {
    return this._text;
  }

  /** Filters by this text at once. */
  set(text: string): void {
    this._text = text;
    this._send();
  }

  protected override willUpdate(changed: PropertyValues): void {
    const text = this.context?.snapshot.filter.text;
    if (!changed.has('context') || text === undefined || this._timer !== undefined) return;
    // A snapshot that was on its way when this text was sent says an older one: it isn't typed back.
    if (this._sent !== undefined && text !== this._sent) return;
    this._sent = undefined;
    this._text = text;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { context } = this;
    if (!context) return nothing;
    const { snapshot } = context;
    const problem = this._problem(snapshot);
    const keeps = snapshot.filter.mode === 'keep';
    return html`<div class="filter-line" role="search">
        <span class="filter-field ${problem ? 'is-wrong' : ''}">
          ${icon('filter')}
          <span class="filter-input">
            <span class="filter-mirror" aria-hidden="true"
              >${
                problem
                  ? html`${this._text.slice(0, problem.from)}<span class="squiggle"
                        >${this._text.slice(problem.from, Math.max(problem.to, problem.from + 1)) || '\u00a0'}</span
                      >`
                  : nothing
              }</span
            >
            <input
              class="filter-box"
              type="text"
              role="searchbox"
              .value=${live(this._text)}
              aria-label=${l10n.t('Filter')}
              placeholder=${l10n.t('Filter: text, /regex/, -not, type:, dp:, from:, value>23')}
              aria-invalid=${problem ? 'true' : 'false'}
              aria-describedby="filter-about"
              aria-autocomplete="list"
              aria-controls=${this._completions.isOpen ? 'filter-completions' : nothing}
              aria-activedescendant=${this._completions.activeId ?? nothing}
              autocomplete="off"
              spellcheck="false"
              maxlength="2000"
              @input=${this._input}
              @keydown=${this._key}
              @keyup=${this._caretMoved}
              @click=${this._caretMoved}
              @blur=${this._left}
              @scroll=${this._scrollMirror}
            />
          </span>
          ${this._completions.render((item) => this._complete(item))}
          ${
            this._text === ''
              ? nothing
              : tool({
                  label: l10n.t('Clear Filter (Escape)'),
                  icon: 'close',
                  name: 'clear-filter',
                  press: () => this._clear(),
                })
          }
        </span>
        <span class="tool-group">
          ${tool({
            label: keeps
              ? l10n.t('Keep all rows and step through matches')
              : l10n.t('Show only matching rows'),
            icon: keeps ? 'list-selection' : 'list-filter',
            name: 'filter-mode',
            on: keeps,
            press: () => this._change({ mode: keeps ? 'hide' : 'keep' }),
          })}
          <tuya-popup
            class="saved-menu"
            .label=${l10n.t('Saved Filters')}
            .icon=${'star-empty'}
            .content=${(close: () => void) =>
              html`<tuya-saved-filters
                .context=${context}
                .text=${this._text}
                .choose=${(text: string) => {
                  close();
                  this.set(text);
                }}
              ></tuya-saved-filters>`}
          ></tuya-popup>
          <tuya-popup
            class="highlights-menu"
            .label=${l10n.t('Highlights')}
            .icon=${'paintcan'}
            .marked=${snapshot.highlights.some(({ enabled }) => enabled)}
            .content=${() => html`<tuya-highlights .context=${context}></tuya-highlights>`}
          ></tuya-popup>
          <tuya-popup
            class="help-menu"
            .label=${l10n.t('Filter Help')}
            .icon=${'question'}
            .content=${() => filterHelp()}
          ></tuya-popup>
        </span>
        <span class="tool-group match-group">${this._matches(context)}</span>
      </div>
      <div class="filter-about" id="filter-about" aria-live="polite">
        ${
          problem
            ? html`<span class="field-problem">${icon('error')} <bdi>${problem.message}</bdi></span>`
            : nothing
        }
      </div>`;
  }

  private _problem({
    filter,
    filterProblem,
  }: LogsContext['snapshot']): LogsContext['snapshot']['filterProblem'] {
    if (!filterProblem || this._text !== filter.text) return undefined;
    const isAtEnd = filterProblem.to >= this._text.trimEnd().length;
    return this._isTyping && isAtEnd ? undefined : filterProblem;
  }

  private _matches({ snapshot, locale }: LogsContext): unknown {
    const isOn = snapshot.filter.text.trim() !== '' && !snapshot.filterProblem;
    const matching = isOn ? snapshot.rows.matching : 0;
    const count = countText(matching, locale);
    const text =
      matching === 0
        ? l10n.t('No matches')
        : this.ordinal === undefined
          ? l10n.t('Matches: {0}', count)
          : l10n.t('{0} of {1}', countText(this.ordinal, locale), count);
    const step = (forward: boolean): void => this._step(forward);
    return html`<span class="match-count dim" role="status"
        >${!isOn ? '' : snapshot.filtering ? l10n.t('Filtering…') : text}</span
      >
      ${tool({ label: l10n.t('Previous Match (Shift+F3)'), icon: 'arrow-up', name: 'previous-match', disabled: matching === 0, press: () => step(false) })}
      ${tool({ label: l10n.t('Next Match (F3)'), icon: 'arrow-down', name: 'next-match', disabled: matching === 0, press: () => step(true) })}`;
  }

  private _input(event: Event): void {
    const box = event.currentTarget as HTMLInputElement;
    this._text = box.value;
    const caret = box.selectionStart ?? box.value.length;
    this._isTyping = caret === box.value.length;
    if (this.context) this._completions.look(this.context, box.value, caret);
    this._sendSoon();
  }

  private _sendSoon(): void {
    clearTimeout(this._timer);
    this._timer = setTimeout(() => this._send(), debounceMs);
  }

  private _caretMoved(event: Event): void {
    const box = event.currentTarget as HTMLInputElement;
    if (box.selectionStart !== box.value.length) this._isTyping = false;
  }

  private _left(): void {
    this._isTyping = false;
    this._completions.close();
  }

  private _complete(item: Completion): void {
    const { text, caret } = completed(this._text, item);
    this._text = text;
    this._isTyping = caret === text.length;
    if (item.isKey && this.context) this._completions.look(this.context, text, caret);
    else this._completions.close();
    this._sendSoon();
    void this.updateComplete.then(() =>
      this.querySelector<HTMLInputElement>('.filter-box')?.setSelectionRange(caret, caret),
    );
  }

  /** Whether the key was for the list of completions. */
  private _listKey(event: KeyboardEvent): boolean {
    const list = this._completions;
    if (event.key === ' ' && event.ctrlKey && this.context) {
      const box = event.currentTarget as HTMLInputElement;
      list.look(this.context, box.value, box.selectionStart ?? box.value.length, true);
      return true;
    }
    if (!list.isOpen) return false;
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp':
        list.move(event.key === 'ArrowDown' ? 1 : -1);
        return true;
      case 'Enter':
      case 'Tab':
        if (!list.active) return false;
        this._complete(list.active);
        return true;
      case 'Escape':
        if (!list.active) return false;
        list.close();
        return true;
      default:
        return false;
    }
  }

  private _key(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (this._listKey(event)) {
      event.preventDefault();
      event.stopPropagation();
    } else if (event.key === 'Enter') {
      event.preventDefault();
      this._isTyping = false;
      this._completions.close();
      if (this._timer !== undefined) this._send();
      else this._step(!event.shiftKey);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      this._completions.close();
      if (this._text !== '') this._clear();
      else this.dispatchEvent(new CustomEvent('filter-leave'));
    } else if (event.key === 'ArrowDown') {
      event.preventDefault();
      this.dispatchEvent(new CustomEvent('filter-leave'));
    }
  }

  private _clear(): void {
    this.set('');
    this.querySelector<HTMLElement>('.filter-box')?.focus();
  }

  private _step(forward: boolean): void {
    this.dispatchEvent(new CustomEvent('filter-step', { detail: { forward } }));
  }

  private _send(): void {
    this._change({ text: this._text });
  }

  private _change(change: Partial<LogFilterDto>): void {
    clearTimeout(this._timer);
    this._timer = undefined;
    const filter = this.context?.snapshot.filter;
    if (!filter) return;
    const next = { text: this._text, ...change };
    this._sent = next.text;
    this.context?.requests.changeFilter(filter, next);
  }

  private _scrollMirror(event: Event): void {
    const mirror = this.querySelector('.filter-mirror');
    if (mirror) mirror.scrollLeft = (event.currentTarget as HTMLElement).scrollLeft;
  }
}
