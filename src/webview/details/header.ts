import * as l10n from '@vscode/l10n';
import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { icon } from '../shared/icon.js';
import type { NameEdit } from '../shared/nameEdit.js';
import { deviceMenu } from './deviceMenu.js';
import { isGone } from './locked.js';
import { nameEdit } from './nameEdits.js';
import type { DetailsContext } from './renderContext.js';
import './deviceIcon.js';

/** Name, picture, online state and where the device belongs; below it, its actions. */
export function header(context: DetailsContext): TemplateResult {
  const { snapshot, requests } = context;
  const facts = [
    [l10n.t('Product'), snapshot.product],
    [l10n.t('Category'), category(context)],
    [l10n.t('Project'), projectText(context)],
    [l10n.t('User'), snapshot.uid],
  ] as const;
  const heading = html`<h1><bdi>${snapshot.name}</bdi></h1>`;
  // F2 anywhere in the header, as in the tree.
  const renameByKey = (event: KeyboardEvent): void => {
    if (event.key !== 'F2') return;
    event.preventDefault();
    event.stopPropagation();
    (event.currentTarget as HTMLElement).querySelector<NameEdit>('tuya-name')?.edit();
  };
  return html`<header class="head" @keydown=${renameByKey}>
    <div class="head-main">
      <tuya-device-icon .src=${snapshot.icon ?? ''} .category=${snapshot.category ?? ''}></tuya-device-icon>
      <div class="head-text">
        ${
          snapshot.readAt === undefined
            ? heading
            : nameEdit(
                context,
                { of: 'device' },
                { what: snapshot.name, name: snapshot.name, shown: heading },
              )
        }
        <div class="head-states">${onlineState(context)} ${age(context)}</div>
        <dl class="facts">
          ${facts.map(([label, value]) =>
            value === undefined
              ? nothing
              : html`<div>
                  <dt>${label}</dt>
                  <dd><bdi>${value}</bdi></dd>
                </div>`,
          )}
          ${gatewayFact(context)}
        </dl>
      </div>
    </div>
    <div class="actions" role="group" aria-label=${l10n.t('Device actions')}>
      <vscode-button
        class="action-refresh"
        ?secondary=${snapshot.refreshing || snapshot.problem !== undefined || isGone(snapshot)}
        icon=${snapshot.refreshing ? 'close' : 'refresh'}
        @click=${() => (snapshot.refreshing ? requests.run('cancelRefresh', {}) : void requests.refresh())}
        >${snapshot.refreshing ? l10n.t('Cancel') : l10n.t('Refresh')}</vscode-button
      >
      <vscode-button secondary icon="output" @click=${() => requests.run('openDeviceLog', {})}
        >${l10n.t('Open Log')}</vscode-button
      >
      <vscode-button secondary icon="copy" @click=${() => void requests.copy({ of: 'attribute', name: 'id' })}
        >${l10n.t('Copy ID')}</vscode-button
      >
      ${deviceMenu(context)}
    </div>
  </header>`;
}

/** In words, with its code beside them. */
function category({ snapshot }: DetailsContext): string | undefined {
  const { category: code = '', categoryName } = snapshot;
  return categoryName === undefined ? snapshot.category : `${categoryName} (${code})`;
}

function onlineState({ snapshot }: DetailsContext): TemplateResult | typeof nothing {
  if (snapshot.situation === 'deleted')
    return html`<span class="state">${icon('trash', 'dim')} ${l10n.t('Deleted')}</span>`;
  if (snapshot.readAt === undefined || isGone(snapshot)) return nothing;
  if (snapshot.online === undefined) {
    return html`<span class="state">${icon('question', 'dim')} ${l10n.t('Online state unknown')}</span>`;
  }
  return snapshot.online
    ? html`<span class="state">${icon('pass-filled', 'ok')} ${l10n.t('Online')}</span>`
    : html`<span class="state">${icon('circle-slash', 'dim')} ${l10n.t('Offline')}</span>`;
}

function age({ snapshot, time, now }: DetailsContext): TemplateResult | typeof nothing {
  if (snapshot.readAt === undefined) return nothing;
  const at = time.recent(snapshot.readAt, now) ?? '';
  return html`<span class="dim age"
    >${snapshot.problem || isGone(snapshot) ? l10n.t('Last read {0}', at) : l10n.t('As of {0}', at)}</span
  >`;
}

function projectText({ snapshot: { project } }: DetailsContext): string | undefined {
  if (!project) return undefined;
  const more = project.isDemo ? l10n.t('demo') : project.dataCenter;
  return more === undefined ? project.name : `${project.name} (${more})`;
}

function gatewayFact({ snapshot: { gateway }, requests }: DetailsContext): TemplateResult | typeof nothing {
  if (!gateway) return nothing;
  return html`<div>
    <dt>${l10n.t('Gateway')}</dt>
    <dd>
      <button
        class="link"
        type="button"
        role="link"
        @click=${() => requests.run('openDevice', { deviceId: gateway.deviceId })}
      >
        <bdi>${gateway.name}</bdi>
      </button>
    </dd>
  </div>`;
}
