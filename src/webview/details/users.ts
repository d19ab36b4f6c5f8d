import * as l10n from '@vscode/l10n';
import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { DeviceUserDto } from '../../protocol/deviceParts.js';
import { icon } from '../shared/icon.js';
import { emptyState } from '../shared/emptyState.js';
import { unreadFacts } from '../shared/unreadFields.js';
import { isGone, whyLocked } from './locked.js';
import { problemText } from './notices.js';
import type { DetailsContext } from './renderContext.js';

/** The people a device keeps data for. */
export function users(context: DetailsContext): TemplateResult {
  const { snapshot, requests } = context;
  const known = snapshot.users;
  const locked = whyLocked(snapshot);
  const load = isGone(snapshot)
    ? nothing
    : html`<vscode-button secondary icon="cloud-download" @click=${() => requests.run('loadUsers', {})}
        >${l10n.t('Read Users')}</vscode-button
      >`;
  const add = html`<vscode-button
    class="add-user"
    icon="person-add"
    ?disabled=${locked !== undefined}
    aria-disabled=${locked !== undefined}
    title=${locked ?? ''}
    @click=${() => requests.run('addUser', {})}
    >${l10n.t('Add User')}</vscode-button
  >`;
  switch (known.state) {
    case 'unread':
      return html`<p class="dim">
          ${l10n.t('Scales and other health devices keep users. Whether this device does is read only when you ask, with 1 call.')}
        </p>
        ${load}`;
    case 'loading':
      return html`<p class="dim">${l10n.t('Reading the device…')}</p>`;
    case 'unsupported':
      return html`<p class="dim">${l10n.t('This kind of device keeps no users.')}</p>`;
    case 'failed':
      return html`${problemText(known.problem)} ${load}`;
    case 'read':
      return html`${
          known.users.length === 0
            ? emptyState({
                title: l10n.t('No users yet'),
                hints: [
                  l10n.t('The device keeps separate measurements for each of its users. Add the first one.'),
                ],
              })
            : html`<ul class="people">
                ${repeat(
                  known.users,
                  ({ userId }, index) => userId ?? index,
                  (user) => person(context, user),
                )}
              </ul>`
        }
        ${known.unreadable > 0 ? html`<p class="dim">${l10n.t('Users that could not be read: {0}', known.unreadable)}</p>` : nothing}
        <div class="people-actions">${add} ${unitChoice(context)}</div>`;
  }
}

function person(context: DetailsContext, user: DeviceUserDto): TemplateResult {
  const { snapshot, requests } = context;
  const { userId, nickName } = user;
  const locked = whyLocked(snapshot);
  const who = user.isNamesake && userId !== undefined ? `${nickName} (${userId})` : nickName;
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
                aria-label=${l10n.t('Edit {0}', who)}
                title=${locked ?? l10n.t('Edit {0}', who)}
                ?disabled=${locked !== undefined}
                @click=${() => requests.run('editUser', { userId })}
              >
                ${icon('edit')}
              </button>
              <button
                class="icon-button"
                type="button"
                aria-label=${l10n.t('Delete {0}', who)}
                title=${locked ?? l10n.t('Delete {0}', who)}
                ?disabled=${locked !== undefined}
                @click=${() => void requests.deleteUser(userId)}
              >
                ${icon('trash')}
              </button>
            </span>`
      }
    </div>
    <dl class="facts">
      ${facts(context, user).map(([label, value]) =>
        value === undefined
          ? nothing
          : html`<div>
              <dt>${label}</dt>
              <dd><bdi>${value}</bdi></dd>
            </div>`,
      )}
      ${unreadFacts(user.unread)}
    </dl>
    ${userId === undefined ? html`<p class="dim">${l10n.t('The cloud gives no ID for this user, so it cannot be changed.')}</p>` : nothing}
  </li>`;
}

function facts(
  { snapshot, locale }: DetailsContext,
  user: DeviceUserDto,
): readonly [string, string | undefined][] {
  const { sex, birthday, height, weight, contact } = user;
  const amount = weight && Number(weight).toLocaleString(locale, { maximumFractionDigits: 3 });
  return [
    [l10n.t('Sex'), sex && { male: l10n.t('Male'), female: l10n.t('Female') }[sex]],
    [l10n.t('Birthday'), birthday && dayText(birthday, locale)],
    [l10n.t('Height'), height === undefined ? undefined : l10n.t('{0} cm', height)],
    [
      l10n.t('Weight'),
      amount && (snapshot.weightUnit === 'kg' ? l10n.t('{0} kg', amount) : l10n.t('{0} g', amount)),
    ],
    [l10n.t('Contact'), contact],
  ];
}

/** A day is the same day everywhere. */
function dayText(day: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(Date.parse(day));
}

function unitChoice({ snapshot, requests }: DetailsContext): TemplateResult {
  const chosen = (event: Event): void =>
    requests.run('setWeightUnit', {
      unit: (event.currentTarget as HTMLSelectElement).value === 'g' ? 'g' : 'kg',
    });
  return html`<label class="inline-choice"
    >${l10n.t('Unit of weight')}
    <select class="field" .value=${snapshot.weightUnit} @change=${chosen}>
      <option value="kg" ?selected=${snapshot.weightUnit === 'kg'}>kg</option>
      <option value="g" ?selected=${snapshot.weightUnit === 'g'}>g</option>
    </select></label
  >`;
}
