import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { fill } from '../shared/fill.js';
import { icon } from '../shared/icon.js';
import type { NameEdit } from '../shared/nameEdit.js';
import { nameEdit } from './nameEdits.js';
import type { Scene } from './parts.js';
import './deviceIcon.js';

/** Name, picture, online state and where the device belongs; below it, its actions. */
export function header(scene: Scene): TemplateResult {
  const { snapshot, strings, actions } = scene;
  const facts = [
    [strings.product, snapshot.product],
    [strings.category, snapshot.category],
    [strings.project, projectText(scene)],
    [strings.user, snapshot.uid],
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
    <tuya-device-icon .src=${snapshot.icon ?? ''} .category=${snapshot.category ?? ''}></tuya-device-icon>
    <div class="head-text">
      ${
        snapshot.readAt === undefined
          ? heading
          : nameEdit(scene, { of: 'device' }, { what: snapshot.name, name: snapshot.name, shown: heading })
      }
      <div class="head-states">${onlineState(scene)} ${age(scene)}</div>
      <dl class="facts">
        ${facts.map(([label, value]) =>
          value === undefined
            ? nothing
            : html`<div>
                <dt>${label}</dt>
                <dd><bdi>${value}</bdi></dd>
              </div>`,
        )}
        ${gatewayFact(scene)}
      </dl>
    </div>
    <div class="actions" role="group" aria-label=${strings.deviceActions}>
      ${
        snapshot.refreshing
          ? html`<vscode-button class="action-refresh" secondary icon="close" @click=${actions.cancelRefresh}
              >${strings.cancel}</vscode-button
            >`
          : html`<vscode-button
              class="action-refresh"
              ?secondary=${snapshot.problem !== undefined}
              icon="refresh"
              @click=${actions.refresh}
              >${strings.refresh}</vscode-button
            >`
      }
      <vscode-button secondary icon="output" @click=${actions.openDeviceLog}
        >${strings.openDeviceLog}</vscode-button
      >
      <vscode-button secondary icon="copy" @click=${() => void actions.copy({ of: 'attribute', name: 'id' })}
        >${strings.copyId}</vscode-button
      >
      ${
        snapshot.readAt === undefined
          ? nothing
          : html`<vscode-button secondary icon="json" @click=${() => void actions.copy({ of: 'json' })}
              >${strings.copyJson}</vscode-button
            >`
      }
    </div>
  </header>`;
}

function onlineState({ snapshot, strings }: Scene): TemplateResult | typeof nothing {
  if (snapshot.readAt === undefined) return nothing;
  if (snapshot.online === undefined) {
    return html`<span class="state">${icon('question', 'dim')} ${strings.onlineUnknown}</span>`;
  }
  return snapshot.online
    ? html`<span class="state">${icon('pass-filled', 'ok')} ${strings.online}</span>`
    : html`<span class="state">${icon('circle-slash', 'dim')} ${strings.offline}</span>`;
}

function age({ snapshot, strings, time, now }: Scene): TemplateResult | typeof nothing {
  if (snapshot.readAt === undefined) return nothing;
  const at = time.recent(snapshot.readAt, now) ?? '';
  return html`<span class="dim age"
    >${fill(snapshot.problem ? strings.stale : strings.staleLabel, at)}</span
  >`;
}

function projectText({ snapshot: { project }, strings }: Scene): string | undefined {
  if (!project) return undefined;
  const more = project.isDemo ? strings.demo : project.dataCenter;
  return more === undefined ? project.name : `${project.name} (${more})`;
}

function gatewayFact({ snapshot: { gateway }, strings, actions }: Scene): TemplateResult | typeof nothing {
  if (!gateway) return nothing;
  return html`<div>
    <dt>${strings.gateway}</dt>
    <dd>
      <button class="link" type="button" role="link" @click=${() => actions.openDevice(gateway.deviceId)}>
        <bdi>${gateway.name}</bdi>
      </button>
    </dd>
  </div>`;
}
