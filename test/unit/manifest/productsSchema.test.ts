import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import manifest from '../../../package.json' with { type: 'json' };
import { readChanges } from '../../../src/model/products/pointChanges.js';
import { longestText, longestUnit } from '../../../src/model/products/pointFacts.js';

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | false;
  readonly maxLength?: number;
  readonly maximum?: number;
  readonly maxProperties?: number;
}

/** What VS Code says of a data point while a person types. */
async function pointSchema(): Promise<Schema> {
  const [validation] = manifest.contributes.jsonValidation;
  expect(validation?.fileMatch).toBe('.vscode/tuya-products.json');
  const schema = JSON.parse(await readFile(validation?.url ?? '', 'utf8')) as Schema;
  const product = schema.properties?.['products']?.additionalProperties;
  const point = product && product.properties?.['points']?.additionalProperties;
  if (!point) throw new Error('The schema has no data points.');
  return point;
}

const unread = (change: object): number =>
  readChanges(JSON.stringify({ version: 1, products: { p: { points: { x: change } } } })).unread;

it('the schema of the file of changes allows what is read, and no more', async () => {
  const { name, unit, scale, labels, ...others } = (await pointSchema()).properties ?? {};
  expect(others).toEqual({});
  expect([name?.maxLength, unit?.maxLength]).toEqual([longestText, longestUnit]);
  expect(unread({ scale: scale?.maximum })).toBe(0);
  expect(unread({ scale: (scale?.maximum ?? 0) + 1 })).toBe(1);
  const words = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, at) => [at, 'x']));
  expect(unread({ labels: words(labels?.maxProperties ?? 0) })).toBe(0);
  expect(unread({ labels: words((labels?.maxProperties ?? 0) + 1) })).toBe(1);
});
