import { blankedC } from './blankedC.js';
import { Conditionals } from './conditionals.js';
import {
  dpIdOf,
  isProductId,
  sitesAtMost,
  type PointSite,
  type ProductMention,
  type FoundFacts,
  type WrittenValue,
} from './pointSite.js';
import { declaredType, type TypeFamily } from './typeWords.js';

/** Includes and calls that only Tuya's SDKs have. */
const tuyaMarks =
  /#\s*include\s*[<"](?:[\w./-]*\/)?(?:tuya_iot(?:_dp)?|tuya_dp_id|tuya_config|tuya_cloud_com_defs|TuyaWifi|TuyaIoT|TuyaBLE|mcu_api)\.h[>"]|\bmcu_dp_\w+_update\b|\bmcu_get_dp_download_\w+|\bdp_obj_t\b|\bTY_OBJ_DP_S\b|\btuya_iot_dp_\w+|\bDP_TYPE_(?:BOOL|VALUE|ENUM|STRING|RAW|BITMAP|FAULT)\b/u;
/** DirectPlay has `DPID_` macros of its own, for its messages to players. */
const directPlay = /#\s*include\s*[<"](?:[\w./-]*\/)?(?:dplay8?|dplobby8?|dpaddr)\.h[>"]|\bIDirectPlay\w*/u;

/** The header that the MCU SDK is configured by. */
const mcuHeader = /^[ \t]*#[ \t]*define[ \t]+PRODUCT_KEY\b/mu;

/** Whether a C file is certainly firmware for Tuya; undefined where only its project can tell. */
export function isTuyaC(text: string): boolean | undefined {
  if (directPlay.test(text)) return false;
  return tuyaMarks.test(text) || (mcuHeader.test(text) && /\bDPID_/u.test(text)) || undefined;
}

/** A data point where code names it. */
const point = String.raw`(?<point>DPID_\w+|0[xX][\da-fA-F]+|\d+)`;
const definitions =
  /^[ \t]*#[ \t]*define[ \t]+(?<macro>DPID_\w+)[ \t]{1,200}\(?[ \t]{0,8}(?<number>0[xX][\da-fA-F]+|\d+)\b/dgmu;
const members = /\b(?<macro>DPID_\w+)\s*=\s*(?<number>0[xX][\da-fA-F]+|\d+)\b/dgu;
const macroUses = /\bDPID_\w+/gu;
const calls = new RegExp(
  String.raw`\bmcu_dp_(?<word>[a-z]+)_update\s*\(\s*(?:\([\w ]{1,40}\)\s{0,8})?${point}\s*(?:,\s*(?<value>\d+)\s*[,)])?`,
  'dgu',
);
const pairs = new RegExp(String.raw`\{\s*${point}\s*,\s*(?<word>DP_TYPE_[A-Z]+)\s*\}`, 'dgu');
const bodies = /\.\s*id\s*=/gu;
const idOfBody = new RegExp(String.raw`\.\s*id\s*=\s*${point}`, 'du');
const typeOfBody = /\.\s*type\s*=\s*(?<word>PROP_[A-Z]+)/du;
const enumOfBody = /\.\s*dp_enum\s*=\s*(?<value>\d+)/du;
const reported = /\\"(?<point>\d{1,3})\\"\s*:\s*(?<value>\\"(?:[^"\\]{0,200})\\"|true|false|-?\d{1,15})?/dgu;
const productMacros =
  /^[ \t]*#[ \t]*define[ \t]+(?:TUYA_PRODUCT_ID|TUYA_PRODUCT_KEY|PRODUCT_KEY|PID)[ \t]+"(?<id>[^"\n]*)"/dgmu;
const productArrays =
  /\b(?:char|uint8_t)\s+(?:pid|PID|product_id)\s*\[\s*\]\s*=\s{0,200}\{?\s{0,200}"(?<id>[^"\n]*)"/dgu;

/** Most of what one initializer has room for. */
const bodyAtMost = 600;

/**
 * The data points of C, C++ or Arduino source: `#define DPID_X 1`, uses of such macros, calls of the MCU SDK, tables of
 * types, `dp_obj_t` of TuyaOpen, and JSON in strings that is reported by hand.
 */
export function readC(text: string): FoundFacts {
  const code = blankedC(text, 'blank');
  const withStrings = blankedC(text, 'kept');
  const conditionals = new Conditionals(code);
  const sites = new Map<number, PointSite>();
  const add = (site: PointSite): void => {
    if (conditionals.isDead(site.start)) return;
    const known = sites.get(site.start);
    // A place that says more of the same data point completes what is known of it.
    if (sites.size < sitesAtMost || known)
      sites.set(site.start, { ...site, ...known, ...moreOf(known, site) });
  };
  for (const match of [...code.matchAll(definitions), ...code.matchAll(members)]) add(definitionOf(match));
  for (const { groups, indices } of code.matchAll(calls)) add(useOf(groups, indices, 'mcuCall'));
  let table = { start: 0, end: 0 };
  for (const { index, 0: pair, groups, indices } of code.matchAll(pairs)) {
    const isNext = /^[\s,]*$/u.test(code.slice(table.end, index));
    table = { start: isNext ? table.start : index, end: index + pair.length };
    add({ ...useOf(groups, indices, 'mcuType'), list: table.start });
  }
  for (const { index } of code.matchAll(bodies)) for (const site of objectAt(code, index)) add(site);
  for (const match of code.matchAll(macroUses))
    add({ role: 'use', start: match.index, end: match.index + match[0].length, macro: match[0] });
  if (/\btuya_iot_dp_report_json\b/u.test(code))
    for (const { groups, indices } of withStrings.matchAll(reported)) {
      const span = spanOf(indices?.groups?.['point']);
      const dpId = dpIdOf(groups?.['point'] ?? '');
      const value = jsonValue(groups?.['value'], indices?.groups?.['value']);
      if (span && dpId !== undefined)
        add({ role: 'use', ...span, dpId, number: span, ...(value && { value }) });
    }
  return {
    kind: 'c',
    sites: sorted(sites.values()),
    products: productsOf(withStrings).filter(({ start }) => !conditionals.isDead(start)),
    areApart: (one, other) => conditionals.areApart(one.start, other.start),
  };
}

/** The product ids that C source names; nothing else of such a file is read. */
function productsOf(text: string): readonly ProductMention[] {
  return [...text.matchAll(productMacros), ...text.matchAll(productArrays)].flatMap(({ groups, indices }) => {
    const span = spanOf(indices?.groups?.['id']);
    const productId = groups?.['id'] ?? '';
    return span && isProductId(productId) ? [{ productId, ...span }] : [];
  });
}

export function spanOf(pair: readonly [number, number] | undefined) {
  return pair && { start: pair[0], end: pair[1] };
}

export function sorted(sites: Iterable<PointSite>): readonly PointSite[] {
  return [...sites].toSorted((a, b) => a.start - b.start);
}

function moreOf(known: PointSite | undefined, { role, type, value, dpId, number, list }: PointSite) {
  if (!known) return {};
  return {
    role: known.role === 'definition' ? known.role : role,
    ...(!known.type && type && { type }),
    ...(!known.value && value && { value }),
    ...(known.dpId === undefined && dpId !== undefined && { dpId }),
    ...(!known.number && number && { number }),
    ...(known.list === undefined && list !== undefined && { list }),
  };
}

function definitionOf({ groups, indices }: RegExpExecArray): PointSite {
  const macro = groups?.['macro'] ?? '';
  const dpId = dpIdOf(groups?.['number'] ?? '');
  const span = spanOf(indices?.groups?.['macro']) ?? { start: 0, end: 0 };
  const number = spanOf(indices?.groups?.['number']);
  return {
    role: 'definition',
    ...span,
    macro,
    ...(dpId !== undefined && { dpId }),
    ...(number && { number }),
  };
}

type Groups = Readonly<Record<string, string>> | undefined;
type Indices = RegExpIndicesArray | undefined;

function useOf(groups: Groups, indices: Indices, family: TypeFamily): PointSite {
  const at = indices?.groups;
  const written = groups?.['value'];
  const value = spanOf(at?.['value']);
  const word = declaredType(family, groups?.['word'] ?? '', at?.['word']?.[0] ?? 0);
  return {
    role: 'use',
    ...named(groups?.['point'] ?? '', spanOf(at?.['point']) ?? { start: 0, end: 0 }),
    ...(word && { type: word }),
    ...(value && written !== undefined && { value: { ...value, value: Number(written) } }),
  };
}

function named(text: string, span: { readonly start: number; readonly end: number }) {
  const dpId = dpIdOf(text);
  return {
    ...span,
    ...(text.startsWith('DPID_') && { macro: text }),
    ...(dpId !== undefined && { dpId, number: span }),
  };
}

/** `{.id = DPID_X, .type = PROP_ENUM, .value.dp_enum = 1}`, in any order. */
function objectAt(code: string, index: number): readonly PointSite[] {
  const before = Math.max(0, index - bodyAtMost);
  const open = before + code.slice(before, index).lastIndexOf('{');
  if (open < before) return [];
  const room = code.slice(open, open + bodyAtMost);
  const close = room.indexOf('}', index - open);
  const body = close < 0 ? room : room.slice(0, close);
  const id = idOfBody.exec(body);
  const text = id?.groups?.['point'];
  const place = id?.indices?.groups?.['point'];
  if (text === undefined || !place) return [];
  const word = typeOfBody.exec(body);
  const type =
    word?.groups &&
    declaredType('property', word.groups['word'] ?? '', open + (word.indices?.groups?.['word']?.[0] ?? 0));
  const written = enumOfBody.exec(body);
  const value = written && enumValue(written, open);
  return [
    {
      role: 'use',
      ...named(text, { start: open + place[0], end: open + place[1] }),
      ...(type && { type }),
      ...(value && { value }),
    },
  ];
}

function enumValue({ groups, indices }: RegExpExecArray, offset: number): WrittenValue | undefined {
  const span = spanOf(indices?.groups?.['value']);
  return span && { start: span.start + offset, end: span.end + offset, value: Number(groups?.['value']) };
}

function jsonValue(
  text: string | undefined,
  place: readonly [number, number] | undefined,
): WrittenValue | undefined {
  const span = spanOf(place);
  if (text === undefined || !span) return undefined;
  if (text.startsWith('\\"')) return { ...span, value: text.slice(2, -2) };
  if (text === 'true' || text === 'false') return { ...span, value: text === 'true' };
  return { ...span, value: Number(text) };
}
