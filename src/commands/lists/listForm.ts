import { readPastedIds } from '../../model/lists/deviceIds.js';
import type { DeviceListQuery } from '../../model/lists/deviceListQuery.js';
import { countStep, type StepFrame } from '../../platform/prompts/quickSteps.js';

/** What a list goes by. */
export type ListKind = 'user' | 'all' | 'schema' | 'product' | 'ids';

/** What was chosen and typed so far, kept while a person goes back and forth. */
export interface ListForm {
  kind: ListKind | undefined;
  /** '' for another than the known ones, which is typed. */
  knownUser: string | undefined;
  uid: string;
  whose: 'both' | 'home' | 'sharing' | undefined;
  schema: string;
  knownProduct: string | undefined;
  productId: string;
  ids: string;
  from: string;
  to: string;
  name: string;
  /** The name that was offered: it follows the list while nobody typed another. */
  offeredName: string;
}

export type ListStep =
  | 'kind'
  | 'knownUser'
  | 'uid'
  | 'whose'
  | 'schema'
  | 'knownProduct'
  | 'productId'
  | 'ids'
  | 'from'
  | 'to'
  | 'name';

export function emptyListForm(schema: string | undefined): ListForm {
  return {
    kind: undefined,
    knownUser: undefined,
    uid: '',
    whose: undefined,
    schema: schema ?? '',
    knownProduct: undefined,
    productId: '',
    ids: '',
    from: '',
    to: '',
    name: '',
    offeredName: '',
  };
}

/** The steps that these values lead through. */
export function listStepsOf({ kind, knownUser, knownProduct }: ListForm): readonly ListStep[] {
  const when: readonly ListStep[] = ['from', 'to'];
  switch (kind) {
    case undefined:
      return ['kind', 'name'];
    case 'user':
      return ['kind', 'knownUser', ...(knownUser === '' ? (['uid'] as const) : []), 'whose', 'name'];
    case 'all':
      return ['kind', ...when, 'name'];
    case 'schema':
      return ['kind', 'schema', ...when, 'name'];
    case 'product':
      return [
        'kind',
        'knownProduct',
        ...(knownProduct === '' ? (['productId'] as const) : []),
        ...when,
        'name',
      ];
    case 'ids':
      return ['kind', 'ids', ...when, 'name'];
  }
}

/** Every kind of list takes so many parts: what kind, which, when or whose, and the name. */
const partsOfList = 4;

/** Where a person is on the way to the list: what is typed for ‘another’ belongs to the choice before it. */
export function placeOf(form: ListForm, step: ListStep): Omit<StepFrame, 'title'> {
  const place = countStep(listStepsOf(form), step, (each) => partOf(form, each));
  return { ...place, totalSteps: partsOfList };
}

function partOf({ kind }: ListForm, step: ListStep): ListStep {
  if (step === 'uid') return 'knownUser';
  if (step === 'productId') return 'knownProduct';
  // A list of all devices has nothing else to ask for.
  return step === 'to' && kind !== 'all' ? 'from' : step;
}

/** The list that the values ask for. */
export function queryOf(form: ListForm): DeviceListQuery {
  const { kind, knownUser, uid, whose, knownProduct, productId, from, to } = form;
  if (kind === 'user') {
    const of = { kind: 'user', uid: knownUser || uid.trim() } as const;
    return whose === 'home' || whose === 'sharing' ? { ...of, from: whose } : of;
  }
  const start = dayStart(from);
  const end = dayEnd(to);
  const range = { ...(start !== undefined && { from: start }), ...(end !== undefined && { to: end }) };
  const activated = start === undefined && end === undefined ? {} : { activated: range };
  const by =
    kind === 'schema'
      ? { schema: form.schema.trim() }
      : kind === 'product'
        ? { productId: knownProduct || productId.trim() }
        : kind === 'ids'
          ? { deviceIds: readPastedIds(form.ids).ids }
          : {};
  return { kind: 'project', ...by, ...activated };
}

/** `2026-03-31` at its first moment here; undefined where it is no date. */
export function dayStart(text: string): number | undefined {
  const match = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text.trim());
  if (!match) return undefined;
  const [, year, month, day] = match.map(Number);
  const date = new Date(year ?? 0, (month ?? 0) - 1, day ?? 0);
  return date.getMonth() === (month ?? 0) - 1 && date.getDate() === day ? date.getTime() : undefined;
}

/** Where that day ends and the next one begins. */
export function dayEnd(text: string): number | undefined {
  const start = dayStart(text);
  if (start === undefined) return undefined;
  const next = new Date(start);
  next.setDate(next.getDate() + 1);
  return next.getTime();
}
