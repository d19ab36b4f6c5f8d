import { spanOf } from './cSource.js';
import { dpIdOf, type PointSite, type FoundFacts } from './pointSite.js';
import { declaredType } from './typeWords.js';

const links = /^[ \t]*(?:linkTuyaMCUOutputToChannel)[ \t]+(?<point>\d{1,3})(?:[ \t]+(?<word>\w+))?/dgimu;

/** `linkTuyaMCUOutputToChannel <dp> <type> <channel>` of OpenBeken; a batch file of DOS has none. */
export function readOpenBeken(text: string): FoundFacts | undefined {
  const sites = [...text.matchAll(links)].flatMap(({ groups, indices }): readonly PointSite[] => {
    const span = spanOf(indices?.groups?.['point']);
    const dpId = dpIdOf(groups?.['point'] ?? '');
    if (!span || dpId === undefined) return [];
    const type = declaredType('openBeken', groups?.['word'] ?? '', indices?.groups?.['word']?.[0] ?? 0);
    return [{ role: 'use', ...span, dpId, number: span, ...(type && { type }) }];
  });
  return sites.length > 0 ? { kind: 'openBeken', sites, products: [] } : undefined;
}
