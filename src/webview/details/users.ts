import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { DeviceUserDto } from '../../protocol/deviceParts.js';
import { fill } from '../shared/fill.js';
import { icon } from '../shared/icon.js';
import { emptyState } from './emptyState.js';
import { problemText } from './notices.js';
import type { Scene } from './parts.js';

/** The people a device keeps data for. */
export function users(scene: Scene): TemplateResult {
  const { snapshot, strings, actions } = scene;
  const known = snapshot.users;
  const load = html`<vscode-button secondary icon="cloud-download" @click=${actions.loadUsers}
    >${strings.loadUsers}</vscode-button
  >`;
  const add = html`<vscode-button
    class="add-user"
    icon="person-add"
    ?disabled=${snapshot.isProtected}
    aria-disabled=${snapshot.isProtected}
    title=${snapshot.isProtected ? strings.isProtected : ''}
    @click=${actions.addUser}
    >${strings.addUser}</vscode-button
  >`;
  switch (known.state) {
    case 'unread':
      return html`<p class="dim">${strings.usersUnread}</p>
        ${load}`;
    case 'loading':
      return html`<p class="dim">${strings.refreshing}</p>`;
    case 'unsupported':
      return html`<p class="dim">${strings.noUserSupport}</p>`;
    case 'failed':
      return html`${problemText(known.problem, strings)} ${load}`;
    case 'read':
      return html`${
          known.users.length === 0
            ? emptyState(strings.noUsers, strings.noUsersWhy)
            : html`<ul class="people">
                ${repeat(
                  known.users,
                  ({ userId }, index) => userId ?? index,
                  (user) => person(scene, user),
                )}
              </ul>`
        }
        ${known.unreadable > 0 ? html`<p class="dim">${fill(strings.unreadableUsers, known.unreadable)}</p>` : nothing}
        <div class="people-actions">${add} ${unitChoice(scene)}</div>`;
  }
}

function person(scene: Scene, user: DeviceUserDto): TemplateResult {
  const { strings, snapshot, actions } = scene;
  const { userId, nickName } = user;
  return html`<li class="person" aria-label=${nickName}>
    <div class="person-head">
      ${icon('account', 'dim')} <strong><bdi>${nickName}</bdi></strong>
      ${userId === undefined ? nothing : html`<code class="dim">${userId}</code>`}
      ${
        userId === undefined
          ? nothing
          : html`<span class="person-actions">
              <button
                class="icon-button"
                type="button"
                aria-label=${fill(strings.editUser, nickName)}
                title=${snapshot.isProtected ? strings.isProtected : fill(strings.editUser, nickName)}
                ?disabled=${snapshot.isProtected}
                @click=${() => actions.editUser(userId)}
              >
                ${icon('edit')}
              </button>
              <button
                class="icon-button"
                type="button"
                aria-label=${fill(strings.deleteUser, nickName)}
                title=${snapshot.isProtected ? strings.isProtected : fill(strings.deleteUser, nickName)}
                ?disabled=${snapshot.isProtected}
                @click=${() => actions.deleteUser(userId)}
              >
                ${icon('trash')}
              </button>
            </span>`
      }
    </div>
    <dl class="facts">
      ${facts(scene, user).map(([label, value]) =>
        value === undefined
          ? nothing
          : html`<div>
              <dt>${label}</dt>
              <dd><bdi>${value}</bdi></dd>
            </div>`,
      )}
    </dl>
    ${userId === undefined ? html`<p class="dim">${strings.userWithoutId}</p>` : nothing}
  </li>`;
}

function facts(
  { strings, snapshot, locale }: Scene,
  user: DeviceUserDto,
): readonly [string, string | undefined][] {
  const { sex, birthday, height, weight, contact } = user;
  const inUnit = snapshot.weightUnit === 'kg' ? strings.kilograms : strings.grams;
  return [
    [strings.sex, sex && strings[sex]],
    [strings.birthday, birthday && dayText(birthday, locale)],
    [strings.height, height === undefined ? undefined : fill(strings.centimeters, height)],
    [
      strings.weight,
      weight && fill(inUnit, Number(weight).toLocaleString(locale, { maximumFractionDigits: 3 })),
    ],
    [strings.contact, contact],
  ];
}

/** A day is the same day everywhere. */
function dayText(day: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(Date.parse(day));
}

function unitChoice({ strings, snapshot, actions }: Scene): TemplateResult {
  const chosen = (event: Event): void =>
    actions.setWeightUnit((event.currentTarget as HTMLSelectElement).value === 'g' ? 'g' : 'kg');
  return html`<label class="inline-choice"
    >${strings.weightUnit}
    <select class="field" .value=${snapshot.weightUnit} @change=${chosen}>
      <option value="kg" ?selected=${snapshot.weightUnit === 'kg'}>kg</option>
      <option value="g" ?selected=${snapshot.weightUnit === 'g'}>g</option>
    </select></label
  >`;
}
