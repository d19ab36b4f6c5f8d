import type { PointDefinition } from '../../tuya/results.js';
import { ImportFileError, listOf, memberOf, productIdOf, type ImportedProduct } from './importFile.js';
import { normalPoints } from './normalise.js';

/**
 * `.tuyaopen/platform/product-<pid>.json` as the TuyaOpen IDE keeps it: `pid` and `dpSchema`, which may be wrapped into
 * `{ ok, data }`, with all data points of the category in `dps`. Those of the product are `selected`. Its skill
 * "tuya-iot-platform" describes it, and the other names that its fields may have.
 */
export function readTuyaOpenFile(file: unknown, fileName: string): readonly ImportedProduct[] | undefined {
  const schema = memberOf(file, 'dpSchema');
  if (schema === undefined && memberOf(file, 'fetchError', 'schemaVersion') === undefined) return undefined;
  const productId = productIdOf(memberOf(file, 'pid')) ?? productIdOf(pidOf(fileName));
  if (productId === undefined) throw new ImportFileError('noProduct');
  const dps = listOf(memberOf(memberOf(schema, 'data') ?? schema, 'dps'));
  const chosen = dps.filter((dp) => memberOf(dp, 'selected') === true);
  const { points, unread } = normalPoints({ points: chosen.map(definitionOf), badRecords: [] });
  if (points.length === 0) throw new ImportFileError('noPoints');
  return [{ productId, points, unread }];
}

function pidOf(fileName: string): string | undefined {
  return /^product-([\w-]+)\.json$/.exec(fileName)?.[1];
}

/** `obj` says only that it isn't raw: the type stands in the property then. */
function definitionOf(dp: unknown): PointDefinition {
  const property = memberOf(dp, 'property');
  const type = memberOf(dp, 'type', 'dpType', 'dataType');
  return {
    code: memberOf(dp, 'code', 'dpCode', 'dp_code'),
    dpId: memberOf(dp, 'id', 'dpId', 'dp_id'),
    name: memberOf(dp, 'name', 'dpName', 'dp_name'),
    access: memberOf(dp, 'mode', 'accessMode', 'rw'),
    type: type === 'obj' ? (memberOf(property, 'type') ?? memberOf(dp, 'subType', 'sub_type')) : type,
    values: property,
  } as PointDefinition;
}
