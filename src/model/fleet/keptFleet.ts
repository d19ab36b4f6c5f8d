import * as z from 'zod';
import { areNumbers, isKeptDevices, keptIdLength, latestTime, type KeptDevices } from './keptDevices.js';

/**
 * What of a project's fleet outlives its window is JSON whose lines are its parts: large fleets are written and read line
 * by line, with breaks. The first is the head, devices come next, then the lists that name them by their numbers, and a
 * last one that says that it is whole.
 */

const id = z.string().min(1).max(keptIdLength);
/** Epoch ms. */
const at = z.number().nonnegative().max(latestTime);
const pageNo = z.number().int().positive().optional();
const list = z.object({
  at,
  total: z.number().optional(),
  /** So many keys were read. */
  size: z.number(),
  /** Pages that nobody has read; absent where it isn't known. */
  unread: z.object({ from: pageNo, until: pageNo }).optional(),
});
/** Numbers of devices: the first of some that follow each other, how many they are, and so on. */
const runs = z.custom<readonly number[]>((value) => areNumbers(value) && value.length % 2 === 0);

const head = z.object({
  version: z.literal(2),
  /** Whose it is (see `accountOf`): where the project has other keys now, none of this is shown. */
  account: z.string(),
  deviceList: list.optional(),
  users: list.extend({ schema: z.string() }).optional(),
});

const lists = z.object({
  /** What the project's own list names, or the next part of it. */
  listed: runs.optional(),
  /** Of the app, with their names; '' where there is none. */
  users: z.array(z.tuple([id, z.string()])).optional(),
  /** Long lists come in parts. */
  owners: z.array(list.extend({ uid: id, keys: runs })).optional(),
  /** Owners that were looked at; '' stands for nobody. */
  lookedAt: z.array(z.string().max(keptIdLength)).optional(),
  gateways: z.array(z.object({ id, at, subDevices: runs })).optional(),
});

export type KeptHead = z.infer<typeof head>;
export type KeptLists = z.infer<typeof lists>;

/** A line after the head. */
export type KeptPart =
  | { readonly kind: 'devices'; readonly devices: KeptDevices }
  | { readonly kind: 'lists'; readonly lists: KeptLists };

export const keptEnd = '{"end":true}\n]\n';

/** A fleet as it was kept. */
export class KeptFleet {
  private constructor(
    readonly head: KeptHead,
    private readonly text: string,
    private readonly from: number,
  ) {}

  /** Undefined for what isn't a kept fleet of this version, or not a whole one. */
  static of(text: string): KeptFleet | undefined {
    const end = text.indexOf('\n');
    if (!text.startsWith('[') || !text.endsWith(`,\n${keptEnd}`)) return undefined;
    const read = head.safeParse(parsed(text.slice(1, end - 1)));
    return read.success ? new KeptFleet(read.data, text, end + 1) : undefined;
  }

  /** Line by line, each read when it is asked for. Undefined for one that can't be read. */
  *parts(): Iterable<KeptPart | undefined> {
    const last = this.text.length - keptEnd.length;
    for (let start = this.from; start < last;) {
      const end = this.text.indexOf('\n', start);
      yield readPart(parsed(this.text.slice(start, end - 1)));
      start = end + 1;
    }
  }
}

function readPart(part: unknown): KeptPart | undefined {
  if (typeof part !== 'object' || part === null) return undefined;
  if ('devices' in part) {
    const { devices } = part;
    return isKeptDevices(devices) ? { kind: 'devices', devices } : undefined;
  }
  const read = lists.safeParse(part);
  return read.success ? { kind: 'lists', lists: read.data } : undefined;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
