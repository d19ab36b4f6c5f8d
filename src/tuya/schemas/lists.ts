import * as z from 'zod';
import { count, flag, optionalId, respelled } from './fields.js';
import { FieldProblem, problemOf } from './record.js';

const devicesSchema = z.object({ devices: z.unknown().optional(), total: count, last_id: optionalId });
const usersSchema = z.object({
  list: z.unknown().optional(),
  records: z.unknown().optional(),
  total: count,
  has_more: flag,
});
const logsSchema = z.object({
  logs: z.unknown().optional(),
  device_id: optionalId,
  has_next: flag,
  current_row_key: optionalId,
  next_row_key: optionalId,
  count: count,
});

/** What stands around the list of GET devices. */
export function readDevicesResult(raw: unknown): { list: unknown; total?: number; lastId?: string } {
  const { devices, total, last_id } = parse(devicesSchema, raw);
  mustBeThere(devices, 'result.devices', Number(total ?? 0) > 0);
  return { list: devices, ...counted('total', total), ...keyed('lastId', last_id) };
}

/** What stands around the list of GET apps/{schema}/users, which is called `list` or `records`. */
export function readUsersResult(raw: unknown): {
  list: unknown;
  listName: string;
  total?: number;
  hasMore?: boolean;
} {
  const { list, records, total, has_more } = parse(usersSchema, raw);
  mustBeThere(list ?? records, 'result.list', has_more === true || Number(total ?? 0) > 0);
  const listName = list === undefined && records !== undefined ? 'records' : 'list';
  return {
    list: list ?? records,
    listName,
    ...counted('total', total),
    ...(typeof has_more === 'boolean' ? { hasMore: has_more } : {}),
  };
}

/** What stands around the list of GET devices/{id}/logs, in both editions. */
export function readLogsResult(raw: unknown): {
  list: unknown;
  hasNext?: boolean;
  deviceId?: string;
  currentRowKey?: string;
  nextRowKey?: string;
  count?: number;
} {
  const { logs, has_next, device_id, current_row_key, next_row_key, count } = parse(logsSchema, raw);
  mustBeThere(logs, 'result.logs', has_next === true);
  return {
    list: logs,
    ...(typeof has_next === 'boolean' ? { hasNext: has_next } : {}),
    ...keyed('deviceId', device_id),
    ...keyed('currentRowKey', current_row_key),
    ...keyed('nextRowKey', next_row_key),
    ...counted('count', count),
  };
}

/** The id of a user that was added: a string by the page, a number perhaps. */
export function readNewId(raw: unknown): string {
  const parsed = z.union([z.string().min(1), z.number()]).safeParse(raw);
  if (!parsed.success) throw problemOf(parsed.error, raw, 'result');
  return String(parsed.data);
}

/** A write's answer is `true` by most tables, an object or nothing by others; only false says that it wasn't done. */
export function readDone(raw: unknown): void {
  if (raw === false) throw new FieldProblem('result', 'is false');
}

/** An empty list may be left out or null, but not where the rest of the answer says that there are rows. */
function mustBeThere(list: unknown, at: string, hasRows: boolean): void {
  if (hasRows && (list === undefined || list === null)) throw new FieldProblem(at, 'is missing');
}

/** What stands around a list. A field that can't be read says nothing: the list counts. */
function parse<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  raw: unknown,
): z.infer<typeof schema> {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
    throw problemOf(parsed.error, raw, 'result');
  const readable: Record<string, unknown> = { ...raw };
  for (const { path } of parsed.error.issues) {
    const name = String(path[0]);
    readable[name] = respelled(schema.shape[name], readable[name]);
  }
  return schema.parse(readable);
}

function counted<Name extends string>(
  name: Name,
  value: number | string | null | undefined,
): { [K in Name]?: number } {
  return value === null || value === undefined ? {} : ({ [name]: Number(value) } as { [K in Name]: number });
}

function keyed<Name extends string>(
  name: Name,
  value: number | string | null | undefined,
): { [K in Name]?: string } {
  return value === null || value === undefined || value === ''
    ? {}
    : ({ [name]: String(value) } as { [K in Name]: string });
}
