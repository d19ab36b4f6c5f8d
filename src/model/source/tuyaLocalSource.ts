import { dpIdOf, isProductId, type PointSite, type ProductMention, type FoundFacts } from './pointSite.js';
import { declaredType, type DeclaredType } from './typeWords.js';
import { yamlLines } from './yamlLines.js';

interface OpenDp {
  /** Where the keys of the item stand. */
  readonly indent: number;
  site: PointSite | undefined;
  type: DeclaredType | undefined;
}

/** A device of tuya-local: the ids below `products:`, and `id` and `type` of every item below a `dps:`. */
export function readTuyaLocal(text: string): FoundFacts | undefined {
  if (!/^[ ]*dps:/mu.test(text) || !/^(?:entities|primary_entity):/mu.test(text)) return undefined;
  const sites: PointSite[] = [];
  const products: ProductMention[] = [];
  let list:
    | { readonly name: 'dps' | 'products'; readonly indent: number; readonly start: number }
    | undefined;
  let dp: OpenDp | undefined;
  const close = (): void => {
    if (dp?.site) sites.push({ ...dp.site, ...(dp.type && { type: dp.type }) });
    dp = undefined;
  };
  for (const { key, value, indent, isItem, valueStart } of yamlLines(text)) {
    if (key === '') continue;
    const column = isItem ? indent - 2 : indent;
    if (list && (column < list.indent || (column === list.indent && !isItem))) {
      close();
      list = undefined;
    }
    if ((key === 'dps' || key === 'products') && value === '') {
      close();
      list = { name: key, indent, start: valueStart };
      continue;
    }
    if (!list) continue;
    const span = { start: valueStart, end: valueStart + value.length };
    if (list.name === 'products') {
      if (key === 'id' && isProductId(value)) products.push({ productId: value, ...span });
      continue;
    }
    if (isItem && (!dp || indent <= dp.indent)) {
      close();
      dp = { indent, site: undefined, type: undefined };
    }
    if (!dp || indent !== dp.indent) continue;
    const dpId = key === 'id' ? dpIdOf(value) : undefined;
    if (dpId !== undefined) dp.site = { role: 'definition', ...span, dpId, number: span, list: list.start };
    if (key === 'type') dp.type = declaredType('tuyaLocal', value, valueStart);
  }
  close();
  return { kind: 'tuyaLocal', sites, products };
}
