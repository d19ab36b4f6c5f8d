import * as vscode from 'vscode';
import { displayName } from '../../base/displayText.js';
import type { Core } from '../../app/core.js';
import { ownNameMaxLength } from '../../model/devices/nameInput.js';
import { readPastedIds } from '../../model/lists/deviceIds.js';
import type { ListForm } from './listForm.js';

interface Named {
  readonly core: Core;
  readonly projectId: string;
  readonly form: ListForm;
}

/** What a list is called unless somebody says otherwise: what it asks for. */
export function listNameFor(named: Named): string {
  return [subject(named), days(named.form)].filter((part) => part !== '').join(', ');
}

/** That name, with a number where another list of the project has it. */
export function freeListName({ core, projectId }: Named, base: string): string {
  const short = base.slice(0, ownNameMaxLength - 5).trimEnd();
  for (let number = 1; ; number++) {
    const name = number === 1 ? short : `${short} ${number}`;
    if (!core.lists.isNameTaken(projectId, name)) return name;
  }
}

function subject({ core, projectId, form }: Named): string {
  switch (form.kind) {
    case 'user': {
      const uid = form.knownUser || form.uid.trim();
      const user = core.fleet
        .of(projectId)
        .users()
        .users.find((each) => each.uid === uid);
      const name = displayName(user?.name, uid);
      if (form.whose === 'home') return vscode.l10n.t('Own devices of {0}', name);
      if (form.whose === 'sharing') return vscode.l10n.t('Shared with {0}', name);
      return vscode.l10n.t('Devices of {0}', name);
    }
    case 'product': {
      const id = form.knownProduct || form.productId.trim();
      // The first that is found will do.
      for (const { value } of core.devices.knownOf(projectId).values())
        if (value.productId === id) return displayName(value.productName, id);
      return displayName(undefined, id);
    }
    case 'schema':
      return vscode.l10n.t('App {0}', displayName(form.schema.trim(), ''));
    case 'ids': {
      const { ids } = readPastedIds(form.ids);
      return ids.length === 1 ? String(ids[0]) : vscode.l10n.t('{0} devices', ids.length);
    }
    default:
      return vscode.l10n.t('All devices');
  }
}

function days({ kind, from, to }: ListForm): string {
  if (kind === 'user' || (from === '' && to === '')) return '';
  if (to === '') return vscode.l10n.t('activated since {0}', from.trim());
  if (from === '') return vscode.l10n.t('activated until {0}', to.trim());
  return vscode.l10n.t('activated {0} – {1}', from.trim(), to.trim());
}
