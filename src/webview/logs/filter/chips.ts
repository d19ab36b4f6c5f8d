import * as l10n from '@vscode/l10n';
import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { icon } from '../../shared/icon.js';
import { eventClass, eventIcon, eventName } from '../parts/eventIcons.js';
import type { LogsContext } from '../parts/renderContext.js';
import { countText } from '../../shared/plainText.js';

/** A toggle per event type that came up, with its count, and one per device where there are several. */
export function chips({ names, snapshot, requests, locale }: LogsContext): TemplateResult | typeof nothing {
  const { filter, counts, devices } = snapshot;
  if (counts.length === 0 && devices.length < 2) return nothing;
  const toggle = (type: number): void => {
    const { hiddenTypes } = requests.filterAfter(filter);
    const hidden = hiddenTypes.includes(type)
      ? hiddenTypes.filter((own) => own !== type)
      : [...hiddenTypes, type];
    requests.changeFilter(filter, { hiddenTypes: hidden });
  };
  return html`<div class="chips">
    ${
      counts.length === 0
        ? nothing
        : html`<span class="chip-group" role="group" aria-label=${l10n.t('Event types shown')}
            >${[...counts]
              .sort((a, b) => a.type - b.type)
              .map(({ type, count, matching }) => {
                const shown = !filter.hiddenTypes.includes(type);
                const name = eventName(names, type);
                const all = countText(count, locale);
                const text =
                  matching === undefined ? all : l10n.t('{0} of {1}', countText(matching, locale), all);
                return html`<button
                  class="chip ${eventClass(type)}"
                  type="button"
                  aria-pressed=${shown}
                  @click=${() => toggle(type)}
                >
                  ${icon(shown ? eventIcon(type) : 'eye-closed')}<span>${name}</span>
                  <span class="chip-count">${text}</span>
                </button>`;
              })}</span
          >`
    }
    ${
      devices.length < 2
        ? nothing
        : html`<span class="chip-group" role="group" aria-label=${l10n.t('Devices shown')}
            >${devices.map(
              ({ index, name, colour, shown, online, noLog }) =>
                html`<button
                  class="chip"
                  type="button"
                  aria-pressed=${shown}
                  title=${noLog === undefined ? name : `${name}: ${noLog}`}
                  @click=${() => requests.run('showDevice', { device: index, on: !shown })}
                >
                  ${
                    shown
                      ? html`<span class="device-dot colour-${colour}" aria-hidden="true"></span>`
                      : icon('eye-closed')
                  }<bdi class="chip-name">${name}</bdi
                  >${online === false ? icon('debug-disconnect', 'dim') : nothing}${
                    noLog === undefined
                      ? nothing
                      : html`${icon('warning', 'dim')}<span class="visually-hidden">${noLog}</span>`
                  }
                </button>`,
            )}</span
          >`
    }
  </div>`;
}
