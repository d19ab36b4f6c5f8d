import * as vscode from 'vscode';
import { displayName } from '../../base/displayText.js';
import { sortInSlices } from '../../base/sortInSlices.js';
import { sliceTime, takeBreak } from '../../base/timeSlicing.js';
import type { Core } from '../../app/core.js';
import { valuesAtMost, type TreeOptions } from '../../model/viewOptions/treeOptions.js';
import { categoryName } from '../../platform/display/categoryNames.js';

type Chosen = TreeOptions['products'];

interface Value {
  readonly key: string;
  readonly name: string;
  count: number;
}

/** Which products or categories the tree shows, of all that are known. Undefined where the person leaves. */
export async function chooseValues(
  core: Pick<Core, 'devices' | 'fleet' | 'projects' | 'viewOptions'>,
  of: 'products' | 'categories',
): Promise<Chosen | undefined> {
  // What an earlier window kept is known, too, whether or not the tree was looked at.
  await Promise.all(core.projects.list().map(({ id }) => core.fleet.restored(id)));
  const chosen = core.viewOptions.current[of];
  const items = await itemsOf(core, of, chosen);
  const picked = await vscode.window.showQuickPick(items, {
    title: of === 'products' ? vscode.l10n.t('Show These Products') : vscode.l10n.t('Show These Categories'),
    placeHolder: vscode.l10n.t('Tick none to show all'),
    canPickMany: true,
    matchOnDescription: true,
  });
  return picked?.slice(0, valuesAtMost).map(({ key, name }) => ({ key, name }));
}

async function itemsOf(
  { devices, projects }: Pick<Core, 'devices' | 'projects'>,
  of: 'products' | 'categories',
  chosen: Chosen,
) {
  const values = new Map<string, Value>();
  // What was chosen in another window may not be known in this one.
  for (const { key, name } of chosen) values.set(key, { key, name, count: 0 });
  let isOver = sliceTime();
  for (const { id } of projects.list()) {
    for (const { value: device } of devices.knownOf(id).values()) {
      const key = (of === 'products' ? device.productId : device.category) ?? '';
      const name = of === 'products' ? (device.productName ?? key) : key;
      const value = values.get(key) ?? { key, name, count: 0 };
      if (key !== '') values.set(key, value);
      value.count++;
      if (!isOver()) continue;
      await takeBreak();
      isOver = sliceTime();
    }
  }
  const items = [...values.values()].map(({ key, name, count }) => ({
    key,
    name: name.slice(0, longestName),
    label: of === 'products' ? displayName(name, key) : displayName(categoryName(key), key),
    description: [key, count.toLocaleString(vscode.env.language)].join(' · '),
    picked: chosen.some((one) => one.key === key),
  }));
  return sortInSlices(items, (one, other) => one.label.localeCompare(other.label, vscode.env.language));
}

const longestName = 200;
