import { typeOf, type KnownPointType, type PointModel } from '../values/pointModel.js';
import { codeOfMacro } from './macroCode.js';
import type { PointSite, SourceFacts } from './pointSite.js';
import type { MacroNumbers, SourcePoints } from './sourcePoints.js';
import type { Span } from './span.js';
import { fits, wordFor, type DeclaredType } from './typeWords.js';

/** Text that mends a problem, put where `span` is. */
export interface Fix extends Span {
  readonly text: string;
}

/** What doesn't fit in source, and where. */
export type SourceProblem = Span & { readonly fix?: Fix } & (
    | { readonly kind: 'unknownId'; readonly dpId: number }
    /** The macro is named after a data point that has another number. */
    | { readonly kind: 'otherId'; readonly dpId: number; readonly code: string; readonly right: number }
    | { readonly kind: 'twice'; readonly which: number | string; readonly first: PointSite }
    | {
        readonly kind: 'otherType';
        readonly declared: DeclaredType;
        readonly point: PointModel;
        readonly type: KnownPointType;
      }
    | { readonly kind: 'notAMember'; readonly value: string; readonly point: PointModel }
  );

/**
 * Compares a file with the model of its product. Without one, only what the file itself contradicts is found.
 * @param macros of the whole project
 */
export function sourceProblems(
  { sites, kind, areApart }: SourceFacts,
  macros: MacroNumbers,
  points: SourcePoints | undefined,
): readonly SourceProblem[] {
  const problems = twice(sites, macros, areApart ?? (() => false));
  // What only describes a product for another tool is no firmware: its numbers are the product's own.
  if (!points || kind === 'tuyaOpenModel' || kind === 'tinytuya') return problems;
  for (const site of sites)
    problems.push(...idProblems(site, points), ...valueProblems(site, macros, points));
  return problems;
}

/** Branches of one number that are told apart; nobody writes more. */
const branchesAtMost = 20;

/** A number that two macros have, or that stands twice in one table. */
function twice(
  sites: readonly PointSite[],
  macros: MacroNumbers,
  areApart: (one: Span, other: Span) => boolean,
): SourceProblem[] {
  /** Of one key those that no build has side by side. */
  const seen = new Map<string, PointSite[]>();
  const problems: SourceProblem[] = [];
  for (const site of sites) {
    const { role, macro, dpId, list } = site;
    const which = dpId ?? macros.get(macro ?? '') ?? macro ?? 0;
    const keys = [
      ...(role === 'definition' && macro !== undefined && dpId !== undefined ? [`macro ${dpId}`] : []),
      ...(list === undefined ? [] : [`${list} ${which}`]),
    ];
    for (const key of keys) {
      const others = seen.get(key) ?? [];
      const first = others.find((other) => !areApart(other, site));
      if (!first) {
        if (others.length < branchesAtMost) seen.set(key, [...others, site]);
      } else if (key.startsWith('macro') && first.macro === macro) continue;
      else problems.push({ kind: 'twice', ...spanOf(site.number ?? site), which, first });
    }
  }
  return problems;
}

function idProblems(site: PointSite, points: SourcePoints): readonly SourceProblem[] {
  const { dpId, number, macro, role } = site;
  if (dpId === undefined || !number) return [];
  const named = macro === undefined ? undefined : points.withCode(codeOfMacro(macro));
  if (role === 'definition' && named?.dpId !== undefined && named.dpId !== dpId) {
    const { code, dpId: right } = named;
    const fix = { ...number, text: String(right) };
    return [{ kind: 'otherId', ...number, dpId, code, right, fix }];
  }
  if (!points.isComplete || points.withId(dpId)) return [];
  return [{ kind: 'unknownId', ...number, dpId }];
}

function valueProblems(
  site: PointSite,
  macros: MacroNumbers,
  points: SourcePoints,
): readonly SourceProblem[] {
  const point = points.of(site, macros);
  const type = typeOf(point);
  if (!point || type === undefined) return [];
  const problems: SourceProblem[] = [];
  const { type: declared, value } = site;
  if (declared && !fits(declared, type)) {
    const word = wordFor(declared, type);
    const fix = word === undefined ? undefined : { ...spanOf(declared), text: word };
    problems.push({ kind: 'otherType', ...spanOf(declared), declared, point, type, ...(fix && { fix }) });
  } else if (value && type === 'enum' && isNoMember(value.value, point))
    problems.push({ kind: 'notAMember', ...spanOf(value), value: String(value.value), point });
  return problems;
}

/** Firmware has an enum by its place in the range, JSON by its name. */
function isNoMember(value: number | string | boolean, { range, mayBeOthers }: PointModel): boolean {
  if (!range || mayBeOthers) return false;
  if (typeof value === 'number') return value >= range.length && !range.includes(String(value));
  return !range.includes(String(value));
}

function spanOf({ start, end }: Span): Span {
  return { start, end };
}
