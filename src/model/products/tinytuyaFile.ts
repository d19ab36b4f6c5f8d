import type { PointDefinition } from '../../tuya/results.js';
import { ImportFileError, listOf, memberOf, productIdOf, type ImportedProduct } from './importFile.js';
import { normalPoints } from './normalise.js';

/** Nobody has devices of more products. */
const productsAtMost = 1_000;

/**
 * `devices.json` of tinytuya: a list of devices, each with its `product_id` and, as `mapping`, its specification by the
 * number of the data point: `{ "1": { "code", "type", "values" } }`. Local keys stand beside them and aren't looked at.
 */
export function readTinytuyaFile(file: unknown): readonly ImportedProduct[] | undefined {
  const devices = listOf(file);
  if (!devices.some((device) => memberOf(device, 'mapping', 'product_id') !== undefined)) return undefined;
  const products = new Map<string, ImportedProduct>();
  let isAnyWithoutProduct = false;
  for (const device of devices) {
    const mapping = memberOf(device, 'mapping');
    if (typeof mapping !== 'object' || mapping === null) continue;
    const productId = productIdOf(memberOf(device, 'product_id'));
    if (productId === undefined) isAnyWithoutProduct = true;
    else if (products.size < productsAtMost && !products.has(productId)) {
      const entries = Object.entries(mapping).map(([id, entry]) => definitionOf(id, entry));
      const { points, unread } = normalPoints({ points: entries, badRecords: [] });
      if (points.length > 0) products.set(productId, { productId, points, unread });
    }
  }
  if (products.size === 0) throw new ImportFileError(isAnyWithoutProduct ? 'noProduct' : 'noPoints');
  return [...products.values()];
}

/** Where the cloud told no number, the key is the code once more. */
function definitionOf(id: string, entry: unknown): PointDefinition {
  return {
    code: memberOf(entry, 'code'),
    dpId: id,
    type: memberOf(entry, 'type'),
    values: memberOf(entry, 'values'),
  } as unknown as PointDefinition;
}
