import * as vscode from 'vscode';
import { displayText } from '../../base/displayText.js';
import { DisposableStore } from '../../base/lifecycle.js';
import type { Core } from '../../app/core.js';
import { groupings, sortings, type TreeOptions } from '../../model/viewOptions/treeOptions.js';
import { filterText, groupingTexts, sortingTexts } from '../../platform/treeView/optionTexts.js';
import type { CommandDeps } from '../commandDeps.js';
import { chooseValues } from './chooseValues.js';
import { filterDevices } from './filterDevices.js';

type Step = 'text' | 'products' | 'categories';
type Item = vscode.QuickPickItem & {
  /** Tells the rows apart, whatever they say. */
  readonly id: string;
  /** What changes at once. */
  readonly change?: Partial<TreeOptions>;
  /** What asks for more. */
  readonly step?: Step;
  readonly isReset?: boolean;
};

/** Filter, groups and order of the tree, in one list that stays while they are changed. */
export async function pickViewOptions(deps: CommandDeps): Promise<void> {
  const core = await deps.core.get();
  for (let step = await ask(core, undefined); step; step = await ask(core, step)) {
    if (step === 'text') {
      await filterDevices(deps);
      continue;
    }
    const chosen = await chooseValues(core, step);
    if (chosen) core.viewOptions.set({ [step]: chosen });
  }
}

/** Answers the step that the person goes to; undefined where they are done. */
function ask({ viewOptions }: Core, active: string | undefined): Promise<Step | undefined> {
  const pick = vscode.window.createQuickPick<Item>();
  const store = new DisposableStore();
  pick.title = vscode.l10n.t('View Options');
  pick.placeholder = vscode.l10n.t('What the tree shows; Escape when done');
  const show = (id: string | undefined): void => {
    pick.items = itemsOf(viewOptions.current);
    pick.activeItems = pick.items.filter((item) => item.id === id);
  };
  show(active);
  return new Promise<Step | undefined>((resolve) => {
    store.add(
      pick.onDidAccept(() => {
        const [item] = pick.selectedItems;
        if (!item) return;
        if (item.step) return resolve(item.step);
        if (item.isReset) viewOptions.reset();
        if (item.change) viewOptions.set(item.change);
        show(item.id);
      }),
    );
    store.add(pick.onDidHide(() => resolve(undefined)));
    pick.show();
  }).finally(() => {
    store.dispose();
    pick.dispose();
  });
}

function itemsOf(options: TreeOptions): Item[] {
  const { text, state, products, categories, groupBy, sortBy } = options;
  const only = (which: 'online' | 'offline', label: string): Item => ({
    ...choice(which, label, state === which),
    change: { state: state === which ? undefined : which },
  });
  return [
    heading(vscode.l10n.t('Filter')),
    step('text', vscode.l10n.t('Text…'), displayText(text)),
    only('online', vscode.l10n.t('Online Only')),
    only('offline', vscode.l10n.t('Offline Only')),
    step('products', vscode.l10n.t('Products…'), filterText({ ...nothing(options), products })),
    step('categories', vscode.l10n.t('Categories…'), filterText({ ...nothing(options), categories })),
    heading(vscode.l10n.t('Group By')),
    ...groupings.map((by) => ({
      ...choice(`group/${by}`, groupingTexts[by](), groupBy === by),
      change: { groupBy: by },
    })),
    heading(vscode.l10n.t('Sort By')),
    ...sortings.map((by) => ({
      ...choice(`sort/${by}`, sortingTexts[by](), sortBy === by),
      change: { sortBy: by },
    })),
    heading(''),
    {
      id: 'reset',
      label: vscode.l10n.t('Reset All'),
      iconPath: new vscode.ThemeIcon('discard'),
      isReset: true,
    },
  ];
}

function nothing(options: TreeOptions): TreeOptions {
  return { ...options, text: '', state: undefined, products: [], categories: [] };
}

function heading(label: string): Item {
  return { id: '', label, kind: vscode.QuickPickItemKind.Separator };
}

/** One of several: the mark is for the eye, the word for the ear. */
function choice(id: string, label: string, isOn: boolean): Item {
  return {
    id,
    label,
    iconPath: new vscode.ThemeIcon(isOn ? 'check' : 'blank'),
    ...(isOn && { description: vscode.l10n.t('on') }),
  };
}

function step(which: Step, label: string, description: string): Item {
  const icon = description === '' ? 'blank' : 'check';
  return { id: which, label, description, step: which, iconPath: new vscode.ThemeIcon(icon) };
}
