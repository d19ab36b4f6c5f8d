import * as z from 'zod';
import { lastOf, rangeThrough } from '../../base/timeRange.js';
import { checkListQuery, type DeviceListQuery } from './deviceListQuery.js';

/** A list a person keeps under a project. */
export interface NamedList {
  readonly id: string;
  readonly name: string;
  readonly query: DeviceListQuery;
}

const nonEmpty = z.string().trim().min(1);
const time = z.number().int().nonnegative();

const storedQuery = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('user'), uid: nonEmpty, from: z.enum(['home', 'sharing']).optional() }),
  z.object({
    kind: z.literal('project'),
    schema: nonEmpty.optional(),
    productId: nonEmpty.optional(),
    deviceIds: z.array(z.string()).optional(),
    // Its last moment is what is stored as its end.
    activated: z
      .object({ from: time.optional(), to: time.optional() })
      .transform(({ from, to }) => ({
        from,
        to: to === undefined ? undefined : rangeThrough(from ?? 0, to).to,
      }))
      .optional(),
  }),
]);

const storedList = z.object({ id: nonEmpty, name: nonEmpty, query: storedQuery });

/** A list as it is stored. */
export function storedEntryOf(list: NamedList): unknown {
  const { query } = list;
  if (query.kind === 'user' || query.activated?.to === undefined) return list;
  const { from, to } = query.activated;
  const last = lastOf({ from: from ?? 0, to });
  return { ...list, query: { ...query, activated: { ...query.activated, to: last } } };
}

/** Reads one stored entry; undefined where it is damaged, as is a list that no form would have let through. */
export function readStoredList(entry: unknown): NamedList | undefined {
  const read = storedList.safeParse(entry);
  if (!read.success) return undefined;
  const { id, name, query } = read.data;
  const list: NamedList = { id, name, query: withoutUndefined(query) };
  // Whether a date is still to come is for whoever asks the cloud: a clock that was wrong damages nothing.
  const [problem] = checkListQuery(list.query, Number.MAX_SAFE_INTEGER);
  return problem && problem[1] !== 'tooLong' ? undefined : list;
}

function withoutUndefined(query: z.infer<typeof storedQuery>): DeviceListQuery {
  const plain: unknown = JSON.parse(JSON.stringify(query));
  return plain as DeviceListQuery;
}
