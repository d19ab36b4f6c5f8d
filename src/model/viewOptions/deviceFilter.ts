import type { Device } from '../../tuya/results.js';
import type { DeviceRef } from '../projects/project.js';
import { fold } from '../search/fold.js';
import { deviceScore, searchWords } from '../search/searchEntry.js';
import { isFiltered, type Grouping, type TreeOptions } from './treeOptions.js';

/**
 * A test for the devices that the tree shows.
 * @param categoryName a category in the person's words, which the text is looked for in, too
 */
export function deviceFilter(
  options: TreeOptions,
  categoryName?: (category: string | undefined) => string,
): (ref: DeviceRef, device: Device) => boolean {
  if (!isFiltered(options)) return () => true;
  const { state } = options;
  const words = searchWords(options.text);
  const products = keysOf(options.products);
  const categories = keysOf(options.categories);
  const names = new Map<string | undefined, string>();
  const nameOf = (category: string | undefined): string => {
    let name = names.get(category);
    if (name === undefined) names.set(category, (name = fold(categoryName?.(category) ?? '')));
    return name;
  };
  return (_ref, device) => {
    // Whoever asks for what is offline doesn't mean what nobody has told the state of.
    if (state !== undefined && device.online !== (state === 'online')) return false;
    if (products.size > 0 && !products.has(device.productId ?? '')) return false;
    if (categories.size > 0 && !categories.has(device.category ?? '')) return false;
    if (words.length === 0) return true;
    const category = nameOf(device.category);
    const others = words.filter(({ text }) => !category.includes(text));
    return others.length === 0 || deviceScore(device, undefined, others) > 0;
  };
}

/** The group a device stands in; '' is the one of those that have none. */
export function groupKeyOf(device: Device, by: Exclude<Grouping, 'user'>): string {
  switch (by) {
    case 'product':
      return device.productId ?? '';
    case 'category':
      return device.category ?? '';
    case 'home':
      return device.ownerId ?? '';
    case 'none':
      return '';
  }
}

function keysOf(chosen: TreeOptions['products']): ReadonlySet<string> {
  return new Set(chosen.map(({ key }) => key));
}
