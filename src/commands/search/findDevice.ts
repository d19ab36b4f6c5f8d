import * as vscode from 'vscode';
import { deviceKey } from '../../base/deviceKey.js';
import { firstProject } from '../../platform/errorMessages/nextSteps.js';
import { isAbortError } from '../../base/errors.js';
import { displayName, displayText } from '../../base/displayText.js';
import { DisposableStore } from '../../base/lifecycle.js';
import type { Core } from '../../app/core.js';
import type { DeviceRef } from '../../model/projects/project.js';
import type { SearchHit, SearchResult } from '../../model/search/deviceSearch.js';
import { withCancellableProgress } from '../../platform/prompts/notify.js';
import { describeProblem, ToldError } from '../../platform/errorMessages/problemTexts.js';
import type { CommandDeps } from '../commandDeps.js';
import { onlineText } from '../devices/deviceWords.js';
import { revealDevice } from '../devices/revealDevice.js';

type Found =
  { readonly action: 'open' | 'reveal' | 'lookUp'; readonly ref: DeviceRef } | { readonly action: 'none' };
type Item = vscode.QuickPickItem & { readonly found: Found };

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
async function chooseDevice(
  deps: CommandDeps,
  title: string,
): Promise<{ readonly action: 'open' | 'reveal'; readonly ref: DeviceRef } | undefined> {
  const core = await deps.core.get();
  if (core.projects.list().length === 0) {
    throw new ToldError({ what: vscode.l10n.t('There is no project yet.') }, { next: firstProject() });
  }
  // What an earlier window kept is known, too, whether or not the tree was looked at.
  await Promise.all(core.projects.list().map(({ id }) => core.fleet.restored(id)));
  const found = await ask(core, title);
  if (!found || found.action === 'none') return undefined;
  const { action, ref } = found;
  if (action === 'lookUp') await lookUp(core, ref);
  return { action: action === 'reveal' ? action : 'open', ref };
}

function ask(core: Core, title: string): Promise<Found | undefined> {
  const pick = vscode.window.createQuickPick<Item>();
  const store = new DisposableStore();
  let searching = new AbortController();
  pick.title = title;
  pick.placeholder = vscode.l10n.t('Name, ID, product, category, IP address, MAC, user ID…');
  pick.items = firstItems(core);
  const search = async (query: string): Promise<void> => {
    searching.abort();
    const own = (searching = new AbortController());
    if (query.trim() === '') {
      pick.busy = false;
      pick.items = firstItems(core);
      return;
    }
    pick.busy = true;
    try {
      const result = await core.search.find(query, own.signal);
      if (!own.signal.aborted) pick.items = itemsOf(core, result);
    } catch (error) {
      if (!isAbortError(error)) pick.items = [noteItem(describeProblem(error).what)];
    } finally {
      if (own === searching) pick.busy = false;
    }
  };
  return new Promise<Found | undefined>((resolve) => {
    store.add(pick.onDidChangeValue((value) => void search(value)));
    store.add(
      pick.onDidAccept(() => {
        const [item] = pick.selectedItems;
        if (item && item.found.action !== 'none') resolve(item.found);
      }),
    );
    store.add(
      pick.onDidTriggerItemButton(({ item: { found } }) => {
        if (found.action === 'open') resolve({ action: 'reveal', ref: found.ref });
      }),
    );
    store.add(pick.onDidHide(() => resolve(undefined)));
    pick.show();
  }).finally(() => {
    searching.abort();
    store.dispose();
    pick.dispose();
  });
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
  if (total === 0) return [noteItem(vscode.l10n.t('No device is known yet: type an ID to look it up'))];
  return [
    ...(recent.length > 0 ? [heading(vscode.l10n.t('Opened Last')), ...rows(recent)] : []),
    heading(vscode.l10n.t('All Devices')),
    ...byName,
    ...(rest > 0 ? [moreItem(vscode.l10n.t('{0} more: type to find them', rest))] : []),
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
  return items.length > 0 ? items : [noteItem(vscode.l10n.t('No known device matches'))];
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
    description: vscode.l10n.t('in {0}, one call', displayText(project.name)),
    iconPath: new vscode.ThemeIcon('cloud-download'),
    alwaysShow: true,
    found: { action: 'lookUp', ref: { projectId: project.id, deviceId } },
  };
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
