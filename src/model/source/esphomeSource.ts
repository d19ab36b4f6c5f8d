import { spanOf, sorted } from './cSource.js';
import { dpIdOf, type PointSite, type FoundFacts } from './pointSite.js';
import { declaredType } from './typeWords.js';
import { yamlLines, type YamlLine } from './yamlLines.js';

/** A file of ESPHome speaks of Tuya where it has the component at its top. */
export function isTuyaEsphome(text: string): boolean {
  return /^tuya:[ ]*(?:#.*)?\r?$/mu.test(text) || /^tuya:[ ]+[!{&]/mu.test(text);
}

const lambdaCalls =
  /\bset_(?<word>[a-z]+)_datapoint_value\s{0,8}\(\s{0,8}(?<point>0[xX][\da-fA-F]+|\d+)\s{0,8}(?:,\s{0,8}(?<value>\d+|true|false)\s{0,8}\))?/dgu;

/**
 * Data points of an ESPHome file: any `*_datapoint:`, `datapoint:` inside of a component, `on_datapoint_update`, members of a
 * select, and calls in lambdas.
 */
export function readEsphome(text: string): FoundFacts | undefined {
  if (!isTuyaEsphome(text)) return undefined;
  const sites: PointSite[] = [];
  /** The item of `on_datapoint_update` that is being read, for the type beside its number. */
  let trigger: { indent: number; site: number | undefined; type: PointSite['type'] } | undefined;
  let select: { indent: number; site: number; options: number | undefined } | undefined;
  for (const line of yamlLines(text)) {
    const { key, value, indent } = line;
    if (key === '') {
      sites.push(...callsIn(line));
      continue;
    }
    if (trigger && (indent < trigger.indent || (line.isItem && indent <= trigger.indent)))
      trigger = undefined;
    if (select && (indent < select.indent || (line.isItem && indent <= select.indent))) select = undefined;
    if (select?.options !== undefined && indent > select.options) {
      sites.push(...memberOf(line, sites[select.site]));
      continue;
    }
    if (select && key === 'options' && value === '') select.options = indent;
    else if (select?.options !== undefined) select.options = undefined;
    const site = siteOf(line);
    if (site) sites.push(site);
    if (key === 'enum_datapoint' && site) select = { indent, site: sites.length - 1, options: undefined };
    if (key === 'sensor_datapoint' || key === 'datapoint_type') {
      trigger ??= { indent, site: undefined, type: undefined };
      if (key === 'sensor_datapoint') trigger.site = site && sites.length - 1;
      else trigger.type = declaredType('esphome', value, line.valueStart);
      const known = trigger.site === undefined ? undefined : sites[trigger.site];
      if (known && trigger.type) sites[trigger.site ?? 0] = { ...known, type: trigger.type };
    }
    sites.push(...callsIn(line));
  }
  return { kind: 'esphome', sites: sorted(sites), products: [] };
}

function siteOf({ key, keyStart, value, valueStart }: YamlLine): PointSite | undefined {
  if (key !== 'datapoint' && !key.endsWith('_datapoint')) return undefined;
  const dpId = dpIdOf(value);
  if (dpId === undefined) return undefined;
  const span = { start: valueStart, end: valueStart + value.length };
  const type = declaredType('esphomeKey', key, keyStart);
  return { role: 'use', ...span, dpId, number: span, ...(type && { type }) };
}

/** `0: low` below `options:` says what member 0 is called. */
function memberOf({ key, keyStart }: YamlLine, site: PointSite | undefined): readonly PointSite[] {
  if (site?.dpId === undefined || !/^\d{1,3}$/u.test(key)) return [];
  const span = { start: keyStart, end: keyStart + key.length };
  return [{ role: 'use', ...span, dpId: site.dpId, value: { ...span, value: Number(key) } }];
}

function callsIn({ line, lineStart }: YamlLine): readonly PointSite[] {
  if (!line.includes('_datapoint_value')) return [];
  return [...line.matchAll(lambdaCalls)].flatMap(({ groups, indices }): readonly PointSite[] => {
    const at = (name: string) => {
      const span = spanOf(indices?.groups?.[name]);
      return span && { start: span.start + lineStart, end: span.end + lineStart };
    };
    const span = at('point');
    const dpId = dpIdOf(groups?.['point'] ?? '');
    if (!span || dpId === undefined) return [];
    const type = declaredType('esphomeCall', groups?.['word'] ?? '', at('word')?.start ?? 0);
    const value = at('value');
    const written = groups?.['value'] ?? '';
    return [
      {
        ...{ role: 'use', ...span, dpId, number: span },
        ...(type && { type }),
        ...(value && {
          value: { ...value, value: /^\d/u.test(written) ? Number(written) : written === 'true' },
        }),
      },
    ];
  });
}
