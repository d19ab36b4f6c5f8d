import * as l10n from '@vscode/l10n';
import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { icon } from '../../shared/icon.js';
import type { LogsContext } from './renderContext.js';
import { countText } from '../../shared/plainText.js';

interface GridEnds {
  readonly sticks: boolean;
  readonly isAtStart: boolean;
  /** Rows that came below since the end was left. */
  readonly newBelow: number;
}

/** Buttons beside the day, where they cover no row: more at either end, and the way back to the newest. */
export function floatingButtons(
  { snapshot, requests, locale }: LogsContext,
  { sticks, isAtStart, newBelow }: GridEnds,
  jump: () => void,
): unknown {
  const idle = snapshot.loading === undefined;
  const following = snapshot.tail.state !== 'off';
  const older = isAtStart && snapshot.canLoadOlder && idle;
  const newer = sticks && snapshot.canLoadNewer && idle && !following;
  const jumpText =
    newBelow > 0 ? l10n.t('Jump to Latest ({0} new)', countText(newBelow, locale)) : l10n.t('Jump to Latest');
  return html`<div class="pills">
    ${
      older
        ? floatingButton('load-older', 'arrow-up', l10n.t('Load Older'), () => requests.run('loadOlder', {}))
        : nothing
    }
    ${newer ? floatingButton('load-newer', 'arrow-down', l10n.t('Load Newer'), () => requests.run('loadNewer', {})) : nothing}
    ${!sticks && (following || newBelow > 0) ? floatingButton('jump', 'arrow-down', jumpText, jump) : nothing}
  </div>`;
}

function floatingButton(name: string, iconName: string, text: string, press: () => void): TemplateResult {
  return html`<button class="pill ${name}" type="button" @click=${press}>
    ${icon(iconName)}<span class="pill-text">${text}</span>
  </button>`;
}
