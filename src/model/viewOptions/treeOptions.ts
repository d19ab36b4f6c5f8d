import * as z from 'zod';

export const groupings = ['user', 'product', 'category', 'home', 'none'] as const;
export const sortings = ['cloud', 'name', 'state', 'updated'] as const;
export type Grouping = (typeof groupings)[number];
export type Sorting = (typeof sortings)[number];

/** A person picks so many at most; more is no state of ours. */
export const valuesAtMost = 200;
const textAtMost = 200;

const chosen = z
  .array(z.object({ key: z.string().max(textAtMost), name: z.string().max(textAtMost) }))
  .max(valuesAtMost)
  .readonly();

const treeOptions = z.object({
  /** Every word of it has to be somewhere in the device; '' lets all pass. */
  text: z.string().max(textAtMost),
  state: z.enum(['online', 'offline']).optional(),
  /** Product ids, and what they were called when they were chosen; none lets all pass. */
  products: chosen,
  /** Codes of categories; none lets all pass. */
  categories: chosen,
  groupBy: z.enum(groupings),
  sortBy: z.enum(sortings),
});

/** What the tree shows of the devices, in which groups and in which order. */
export type TreeOptions = Readonly<z.infer<typeof treeOptions>>;

export const usualOptions: TreeOptions = {
  text: '',
  products: [],
  categories: [],
  groupBy: 'user',
  sortBy: 'cloud',
};

/** What isn't of this version is none. */
export function readTreeOptions(stored: unknown): TreeOptions {
  const read = treeOptions.safeParse(stored);
  return read.success ? read.data : usualOptions;
}

/** Whether devices are hidden. */
export function isFiltered({ text, state, products, categories }: TreeOptions): boolean {
  return text.trim() !== '' || state !== undefined || products.length > 0 || categories.length > 0;
}

/** Whether devices stand elsewhere than under user and gateway: hidden gateways can't hold what isn't hidden. */
export function isArranged(options: TreeOptions): boolean {
  return isFiltered(options) || options.groupBy !== 'user';
}
