/** A value inside so many others: lists, objects, or both by turns. */
export function nested(levels: number, kind: 'lists' | 'objects' | 'both' = 'both', innermost: unknown = 1) {
  let value = innermost;
  for (let level = 0; level < levels; level++) {
    const isList = kind === 'lists' || (kind === 'both' && level % 2 === 0);
    value = isList ? [value] : { part: value };
  }
  return value as object;
}

/** An object of so many fields. */
export function wide(fields: number, value: unknown = 1): Record<string, unknown> {
  return Object.fromEntries(Array.from({ length: fields }, (_, index) => [`field_${index}`, value]));
}

/** Values that a cloud can put into one answer and that nobody would send on purpose, by what is odd about them. */
export const oddValues: readonly (readonly [string, unknown])[] = [
  ['lists in lists', nested(5_000, 'lists')],
  ['objects in objects', nested(5_000, 'objects')],
  ['lists and objects by turns', nested(10_000)],
  ['a deep part beside plain ones', [1, { deep: nested(9_000, 'lists') }, 'plain']],
  ['many deep parts', Array.from({ length: 50 }, () => nested(2_000))],
  ['deep JSON as a text', '['.repeat(6_000) + ']'.repeat(6_000)],
  ['deep objects as a text', `${'{"a":'.repeat(6_000)}1${'}'.repeat(6_000)}`],
  ['very many fields', wide(20_000)],
  ['a very long list', Array.from({ length: 50_000 }, (_, index) => index)],
  ['a wide list far down', nested(90, 'lists', Array(5_000).fill(1))],
  ['a long text', 'x'.repeat(500_000)],
  ['a long name', { ['n'.repeat(300_000)]: 1 }],
];
