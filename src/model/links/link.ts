import * as z from 'zod';

/** The range of a log as a link can say it: up to now, or between two times (epoch ms). */
export type LinkedRange =
  | { readonly kind: 'last'; readonly ms: number }
  | { readonly kind: 'between'; readonly from: number; readonly to: number };

/** What a link asks to open. */
export type Link =
  | { readonly kind: 'device'; readonly projectId: string; readonly deviceId: string }
  | {
      readonly kind: 'log';
      readonly projectId: string;
      readonly deviceIds: readonly string[];
      readonly range?: LinkedRange;
    };

/** The parts of an address behind `vscode://<extension>`. */
export interface LinkAddress {
  /** `/device` or `/log` */
  readonly path: string;
  /** `project=…&device=…` */
  readonly query: string;
}

/** As many devices as a log shows, with room for their ids. */
const longestQuery = 5_000;
const mostDevices = 50;
const longestRangeMs = 366 * 86_400_000;
/** The latest time that a date can be. */
const latest = 8_640_000_000_000_000;

/** Ids of Tuya and our own: nothing in them that an address would read as something else. */
const id = z.string().regex(/^[A-Za-z0-9_-]{1,100}$/u);
const time = z
  .string()
  .regex(/^\d{1,16}$/u)
  .transform(Number)
  .pipe(z.int().max(latest));

const deviceSchema = z.strictObject({ project: z.tuple([id]), device: z.tuple([id]) });
const logSchema = z.strictObject({
  project: z.tuple([id]),
  device: z.array(id).min(1).max(mostDevices),
  last: z.tuple([time.pipe(z.int().positive().max(longestRangeMs))]).optional(),
  from: z.tuple([time]).optional(),
  to: z.tuple([time]).optional(),
});

/** What an address asks for. Anybody can make one: what isn't exactly a link of ours is none. */
export function readLink({ path, query }: LinkAddress): Link | undefined {
  if (query.length > longestQuery) return undefined;
  const fields = fieldsOf(query);
  if (path === '/device') {
    const { data } = deviceSchema.safeParse(fields);
    return data && { kind: 'device', projectId: data.project[0], deviceId: data.device[0] };
  }
  const { data } = logSchema.safeParse(path === '/log' ? fields : undefined);
  if (!data) return undefined;
  const { project, device, last, from, to } = data;
  const log = { kind: 'log', projectId: project[0], deviceIds: [...new Set(device)] } as const;
  if (last && (from || to)) return undefined;
  if (last) return { ...log, range: { kind: 'last', ms: last[0] } };
  if (!from && !to) return log;
  if (!from || !to || !(from[0] < to[0])) return undefined;
  return { ...log, range: { kind: 'between', from: from[0], to: to[0] } };
}

/** The address of a link; undefined where an id can't stand in one. */
export function writeLink(link: Link): LinkAddress | undefined {
  const devices = link.kind === 'log' ? link.deviceIds : [link.deviceId];
  const query = [`project=${link.projectId}`, ...devices.map((device) => `device=${device}`)];
  const range = link.kind === 'log' ? link.range : undefined;
  if (range?.kind === 'last') query.push(`last=${range.ms}`);
  if (range?.kind === 'between') query.push(`from=${range.from}`, `to=${range.to}`);
  const address = { path: `/${link.kind}`, query: query.join('&') };
  return readLink(address) ? address : undefined;
}

function fieldsOf(query: string): Record<string, string[]> {
  const fields = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(query)) {
    const values = fields.get(name);
    if (values) values.push(value);
    else fields.set(name, [value]);
  }
  return Object.fromEntries(fields);
}
