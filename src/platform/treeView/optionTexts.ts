import * as vscode from 'vscode';
import { displayText } from '../../base/displayText.js';
import type { Grouping, Sorting, TreeOptions } from '../../model/viewOptions/treeOptions.js';
import { categoryName } from '../display/categoryNames.js';

export const groupingTexts: Readonly<Record<Grouping, () => string>> = {
  user: () => vscode.l10n.t('User'),
  product: () => vscode.l10n.t('Product'),
  category: () => vscode.l10n.t('Category'),
  home: () => vscode.l10n.t('Home'),
  none: () => vscode.l10n.t('None'),
};

export const sortingTexts: Readonly<Record<Sorting, () => string>> = {
  cloud: () => vscode.l10n.t('Order of the Cloud'),
  name: () => vscode.l10n.t('Name'),
  state: () => vscode.l10n.t('State'),
  updated: () => vscode.l10n.t('Last Update'),
};

/** `“lamp” · online only · Socket, Switch`; '' where nothing is hidden. */
export function filterText({ text, state, products, categories }: TreeOptions): string {
  const parts = [
    text.trim() === '' ? '' : `“${displayText(text.trim())}”`,
    state === undefined
      ? ''
      : state === 'online'
        ? vscode.l10n.t('online only')
        : vscode.l10n.t('offline only'),
    products.map(({ key, name }) => displayText(name || key)).join(', '),
    categories.map(({ key }) => categoryName(key)).join(', '),
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

/** `Grouped by: Product · Sorted by: Name`; '' for the usual groups and order. */
export function orderText({ groupBy, sortBy }: TreeOptions): string {
  const group =
    groupBy === 'none'
      ? vscode.l10n.t('Not grouped')
      : vscode.l10n.t('Grouped by: {0}', groupingTexts[groupBy]());
  const parts = [
    groupBy === 'user' ? '' : group,
    sortBy === 'cloud' ? '' : vscode.l10n.t('Sorted by: {0}', sortingTexts[sortBy]()),
  ];
  return parts.filter((part) => part !== '').join(' · ');
}
