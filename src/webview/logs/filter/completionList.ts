import * as l10n from '@vscode/l10n';
import { html, nothing } from 'lit';
import type { LogsContext } from '../parts/renderContext.js';
import { completions, type Completion } from './completion.js';

/** The list beneath the filter box. None is active until somebody walks into it: Enter means what is typed. */
export class CompletionList {
  private items: readonly Completion[] = [];
  private at = -1;

  /** @param changed draws it again */
  constructor(private readonly changed: () => void) {}

  get isOpen(): boolean {
    return this.items.length > 0;
  }

  get active(): Completion | undefined {
    return this.items[this.at];
  }

  /** Element id of the active item, for the box. */
  get activeId(): string | undefined {
    return this.active && optionId(this.at);
  }

  look(context: LogsContext, text: string, caret: number, asked = false): void {
    this.items = completions(text, caret, context, asked);
    this.at = -1;
    this.changed();
  }

  close(): void {
    if (!this.isOpen) return;
    this.items = [];
    this.at = -1;
    this.changed();
  }

  /** Beyond an end comes the box itself. */
  move(by: 1 | -1): void {
    const places = this.items.length + 1;
    this.at = ((this.at + 1 + by + places) % places) - 1;
    this.changed();
  }

  render(choose: (item: Completion) => void): unknown {
    if (!this.isOpen) return nothing;
    return html`<div
      class="completions"
      id="filter-completions"
      role="listbox"
      aria-label=${l10n.t('Suggestions')}
    >
      ${this.items.map(
        (item, at) =>
          html`<div
            class="completion ${at === this.at ? 'is-active' : ''}"
            id=${optionId(at)}
            role="option"
            aria-selected=${at === this.at}
            @mousedown=${(event: Event) => event.preventDefault() /* the box keeps the focus */}
            @click=${() => choose(item)}
          >
            <bdi class="completion-text">${item.text}</bdi>
            ${item.hint === undefined ? nothing : html`<bdi class="dim completion-hint">${item.hint}</bdi>`}
          </div>`,
      )}
    </div>`;
  }
}

function optionId(at: number): string {
  return `filter-completion-${at}`;
}
