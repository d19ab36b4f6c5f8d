import { spanOf } from './cSource.js';
import { dpIdOf, isProductId, type PointSite, type ProductMention, type FoundFacts } from './pointSite.js';

const codes = /"(?:code|dpCode|dp_code)"\s{0,40}:\s{0,40}"(?<code>[\w.-]{1,100})"/dgu;
const ids = /"(?:id|dpId|dp_id)"\s{0,40}:\s{0,40}(?<id>\d{1,3})\b/dgu;
const mapped =
  /"(?<id>\d{1,3})"\s{0,40}:\s{0,200}\{\s{0,200}"code"\s{0,40}:\s{0,40}"(?<code>[\w.-]{1,100})"/dgu;
const pids = /"(?:pid|product_id|productId)"\s{0,40}:\s{0,40}"(?<id>\w{1,40})"/dgu;

/** `product-<pid>.json` of the TuyaOpen IDE: numbers and codes below `dps`. */
export function readTuyaOpenModel(text: string): FoundFacts | undefined {
  const from = text.search(/"dps"\s{0,40}:/u);
  if (from < 0 || !text.includes('"dpSchema"')) return undefined;
  const sites: PointSite[] = [];
  for (const match of text.matchAll(ids)) {
    const span = spanOf(match.indices?.groups?.['id']);
    const dpId = dpIdOf(match.groups?.['id'] ?? '');
    if (span && dpId !== undefined && span.start > from)
      sites.push({ role: 'definition', ...span, dpId, number: span });
  }
  for (const match of text.matchAll(codes)) {
    const span = spanOf(match.indices?.groups?.['code']);
    const code = match.groups?.['code'];
    if (span && code !== undefined && span.start > from) sites.push({ role: 'definition', ...span, code });
  }
  return {
    kind: 'tuyaOpenModel',
    sites: sites.toSorted((a, b) => a.start - b.start),
    products: productsOf(text),
  };
}

/** `devices.json` of tinytuya: `"mapping": {"1": {"code": "switch_1"}}`. Keys and addresses in it are never looked at. */
export function readTinytuya(text: string): FoundFacts | undefined {
  if (!/"mapping"\s{0,40}:/u.test(text)) return undefined;
  const sites = [...text.matchAll(mapped)].flatMap(({ groups, indices }): readonly PointSite[] => {
    const number = spanOf(indices?.groups?.['id']);
    const span = spanOf(indices?.groups?.['code']);
    const dpId = dpIdOf(groups?.['id'] ?? '');
    const code = groups?.['code'];
    if (!number || !span || dpId === undefined || code === undefined) return [];
    return [
      { role: 'definition', ...number, dpId, number },
      { role: 'definition', ...span, dpId, code },
    ];
  });
  return sites.length > 0 ? { kind: 'tinytuya', sites, products: productsOf(text) } : undefined;
}

/** `pid` of the project file that the TuyaOpen IDE writes. */
export function readTuyaOpenProject(text: string): FoundFacts {
  const match = /^[ \t]*pid[ \t]*=[ \t]*"?(?<id>\w{1,40})/dmu.exec(text);
  const span = spanOf(match?.indices?.groups?.['id']);
  const productId = match?.groups?.['id'] ?? '';
  const isKnown = span !== undefined && isProductId(productId);
  return { kind: 'tuyaOpenProject', sites: [], products: isKnown ? [{ productId, ...span }] : [] };
}

function productsOf(text: string): readonly ProductMention[] {
  return [...text.matchAll(pids)].flatMap(({ groups, indices }) => {
    const span = spanOf(indices?.groups?.['id']);
    const productId = groups?.['id'] ?? '';
    return span && isProductId(productId) ? [{ productId, ...span }] : [];
  });
}
