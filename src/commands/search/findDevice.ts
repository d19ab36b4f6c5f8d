import * as vscode from 'vscode';
import { deviceKey } from '../../base/deviceKey.js';
import { firstProject } from '../../platform/errorMessages/nextSteps.js';
import { isAbortError, throwIfAborted } from '../../base/errors.js';
import { displayName, displayText } from '../../base/displayText.js';
import { DisposableStore } from '../../base/lifecycle.js';
import type { Core } from '../../app/core.js';
import type { DeviceRef } from '../../model/projects/project.js';
import type { SearchHit, SearchResult } from '../../model/search/deviceSearch.js';
import { withCancellableProgress } from '../../platform/prompts/notify.js';
import { commandIds } from '../../platform/commands/commands.js';
import { describeProblem, ToldError } from '../../platform/errorMessages/problemTexts.js';
import type { CommandDeps } from '../commandDeps.js';
import { onlineText } from '../devices/deviceWords.js';
import { revealDevice } from '../devices/revealDevice.js';
import { readAllOffers } from './readAllItems.js';

type Found =
  | { readonly action: 'open' | 'reveal' | 'lookUp'; readonly ref: DeviceRef }
  | { readonly action: 'readAll'; readonly projectId: string }
  | { readonly action: 'none' };
type Item = vscode.QuickPickItem & { readonly found: Found };
type ReadAllButton = vscode.QuickInputButton & { readonly projectId: string };

const readAllIcon = new vscode.ThemeIcon('cloud-download');

/** Finds a device among everything known while somebody types, or by its id in the cloud. */
export async function findDevice(deps: CommandDeps): Promise<void> {
  const found = await chooseDevice(deps, vscode.l10n.t('Find a Device'));
  if (found?.action === 'reveal') await revealDevice(deps, found.ref);
  else if (found) await deps.openDetails(found.ref);
}

/** The same list, for the log of the device that is chosen. */
export async function openLogOfDevice(deps: CommandDeps): Promise<void> {
  const found = await chooseDevice(deps, vscode.l10n.t('Open Log of a Device'));
  if (found?.action === 'reveal') await revealDevice(deps, found.ref);
  else if (found) await deps.openLogs(found.ref.projectId, [found.ref.deviceId]);
}

/** One that was looked up is known afterwards. */
export async function chooseDevice(
  deps: CommandDeps,
  title: string,
): Promise<{ readonly action: 'open' | 'reveal'; readonly ref: DeviceRef } | undefined> {
  const core = await deps.core.get();
  if (core.projects.list().length === 0) {
    throw new ToldError({ what: vscode.l10n.t('There is no project yet.') }, { next: firstProject() });
  }
  let typed = '';
  for (;;) {
    const { found, query } = await ask(core, title, typed);
    if (!found || found.action === 'none') return undefined;
    if (found.action === 'readAll') {
      await vscode.commands.executeCommand(commandIds.readAll, { projectId: found.projectId });
      // What was looked for may be there now.
      typed = query;
      continue;
    }
    const { action, ref } = found;
    if (action === 'lookUp') await lookUp(core, ref);
    return { action: action === 'reveal' ? action : 'open', ref };
  }
}

interface Answer {
  readonly found: Found | undefined;
  readonly query: string;
}

async function ask(core: Core, title: string, typed: string): Promise<Answer> {
  const pick = vscode.window.createQuickPick<Item>();
  // At hand however long the list is at whose end it is said.
  const readAllButtons = (): ReadAllButton[] =>
    readAllOffers(core).map(({ projectId, text }) => ({ projectId, iconPath: readAllIcon, tooltip: text }));
  const store = new DisposableStore();
  let searching = new AbortController();
  pick.title = title;
  pick.placeholder = vscode.l10n.t('Name, ID, product, category, IP address, MAC, user ID…');
  pick.value = typed;
  // What an earlier window kept is known, too, whether or not the tree was looked at. The box doesn't wait for it.
  const restored = Promise.all(core.projects.list().map(({ id }) => core.fleet.restored(id)));
  const search = async (query: string): Promise<void> => {
    searching.abort();
    const own = (searching = new AbortController());
    pick.busy = true;
    try {
      await restored;
      throwIfAborted(own.signal);
      const isEmpty = query.trim() === '';
      const items = isEmpty ? firstItems(core) : itemsOf(core, await core.search.find(query, own.signal));
      if (own.signal.aborted) return;
      pick.items = items;
      pick.buttons = readAllButtons();
      // The first letter then finds everything looked through already.
      if (isEmpty) await core.search.prepare();
    } catch (error) {
      if (!isAbortError(error)) pick.items = [noteItem(describeProblem(error).what)];
    } finally {
      if (own === searching) pick.busy = false;
    }
  };
  const found = new Promise<Found | undefined>((resolve) => {
    store.add(pick.onDidChangeValue((value) => void search(value)));
    store.add(
      pick.onDidAccept(() => {
        const [item] = pick.selectedItems;
        if (item && item.found.action !== 'none') resolve(item.found);
      }),
    );
    store.add(
      pick.onDidTriggerItemButton(({ item: { found: one } }) => {
        if (one.action === 'open') resolve({ action: 'reveal', ref: one.ref });
      }),
    );
    store.add(
      pick.onDidTriggerButton((button) => {
        const pressed = (pick.buttons as readonly ReadAllButton[]).find((one) => one === button);
        if (pressed) resolve({ action: 'readAll', projectId: pressed.projectId });
      }),
    );
    store.add(pick.onDidHide(() => resolve(undefined)));
  });
  pick.show();
  void search(typed);
  try {
    return { found: await found, query: pick.value };
  } finally {
    searching.abort();
    store.dispose();
    pick.dispose();
  }
}

/** Before anything is typed: what was opened last, then all that are known, by name, as far as a list is of use. */
function firstItems(core: Core): Item[] {
  const recent = core.recent.list().filter((ref) => core.devices.device(ref));
  const isRecent = new Set(recent.map(deviceKey));
  const { refs, total } = core.search.first();
  const others = refs.filter((ref) => !isRecent.has(deviceKey(ref)));
  const rows = (list: readonly DeviceRef[]): Item[] =>
    list.map((ref) => hitItem(core, { ref, field: 'name' }));
  const byName = rows(others).sort((one, other) =>
    one.label.localeCompare(other.label, vscode.env.language, { numeric: true }),
  );
  const rest = total - others.length - recent.length;
  if (total === 0)
    return [
      noteItem(vscode.l10n.t('No device is known yet: type an ID to look it up')),
      ...readAllItems(core),
    ];
  return [
    ...(recent.length > 0 ? [heading(vscode.l10n.t('Opened Last')), ...rows(recent)] : []),
    heading(vscode.l10n.t('All Devices')),
    ...byName,
    ...(rest > 0 ? [moreItem(vscode.l10n.t('{0} more: type to find them', rest))] : []),
    ...readAllItems(core),
  ];
}

function heading(label: string): Item {
  return { label, kind: vscode.QuickPickItemKind.Separator, found: { action: 'none' } };
}

function itemsOf(core: Core, { hits, total, lookup }: SearchResult): Item[] {
  const items = hits.map((hit) => hitItem(core, hit));
  if (total > hits.length)
    items.push(moreItem(vscode.l10n.t('{0} more: type on to narrow it', total - hits.length)));
  if (lookup !== undefined) items.push(...core.projects.list().map((project) => lookUpItem(lookup, project)));
  if (items.length === 0) items.push(noteItem(vscode.l10n.t('No known device matches')));
  return [...items, ...readAllItems(core)];
}

function hitItem(core: Core, { ref, field }: SearchHit): Item {
  const device = core.devices.device(ref)?.value;
  const project = core.projects.get(ref.projectId);
  const factory = core.factory.get(ref);
  const more = {
    ip: device?.ip,
    mac: factory?.mac,
    uuid: device?.uuid,
    nodeId: device?.nodeId,
    uid: device?.uid,
    model: device?.model,
    category: device?.category,
    product: device?.productId,
    name: undefined,
    id: undefined,
  }[field];
  const detail = [ref.deviceId, displayName(project?.name, ref.projectId), more && displayText(more)];
  return {
    label: displayName(device?.name, ref.deviceId),
    description: [displayText(device?.productName ?? ''), onlineText(device?.online)]
      .filter((part) => part)
      .join(' · '),
    detail: detail.filter((part) => part).join(' · '),
    alwaysShow: true,
    buttons: [{ iconPath: new vscode.ThemeIcon('list-tree'), tooltip: vscode.l10n.t('Reveal in Tree') }],
    found: { action: 'open', ref },
  };
}

// VS Code puts rows whose label has what was typed before the others, in whatever order they are given: only a device's
// label may have it.

function lookUpItem(deviceId: string, project: { readonly id: string; readonly name: string }): Item {
  return {
    label: vscode.l10n.t('Look up the ID'),
    detail: deviceId,
    description: vscode.l10n.t('in {0}, 1 call', displayText(project.name)),
    iconPath: new vscode.ThemeIcon('cloud-download'),
    alwaysShow: true,
    found: { action: 'lookUp', ref: { projectId: project.id, deviceId } },
  };
}

/** Only what was read is found: the rest is offered with what it costs. */
function readAllItems(core: Core): Item[] {
  return readAllOffers(core).map(({ projectId, text }) => ({
    ...moreItem(text),
    iconPath: readAllIcon,
    found: { action: 'readAll', projectId },
  }));
}

function moreItem(description: string): Item {
  return { ...noteItem('…'), description };
}

function noteItem(label: string): Item {
  return { label, alwaysShow: true, found: { action: 'none' } };
}

/** Asks the cloud for a device that no list has named. */
async function lookUp(core: Core, { projectId, deviceId }: DeviceRef): Promise<void> {
  const device = await withCancellableProgress(vscode.l10n.t('Looking up the device…'), async (signal) => {
    const client = await core.connections.client(projectId, { asker: 'person', signal });
    return client.devices.get(deviceId, signal);
  });
  core.devices.put(projectId, [device], core.clock.now());
}
