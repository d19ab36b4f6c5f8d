import * as z from 'zod';

/**
 * What of a project's fleet outlives its window: enough to draw the tree, and nothing to sign in or to reach a device
 * with. No local key, no address, no place, no status.
 */

/** Beyond so many devices the rest is read again instead of kept. */
export const snapshotDevicesAtMost = 5_000;

/** Longer ids aren't kept, and longer texts are cut: a file with one that can't be read is none. */
export const keptIdLength = 256;
export const keptTextLength = 10_000;

const id = z.string().min(1).max(keptIdLength);
/** Epoch ms; beyond this there are no dates. */
const at = z.number().nonnegative().max(8.64e15);
const text = z.string().max(keptTextLength).optional();
const pageNo = z.number().int().positive().optional();
const list = z.object({
  keys: z.array(id).readonly(),
  at,
  total: z.number().optional(),
  /** Pages that nobody has read; absent where it isn't known. */
  unread: z.object({ from: pageNo, until: pageNo }).optional(),
});

const device = z.object({
  id,
  /** When it was read, epoch ms. */
  at,
  name: text,
  uid: text,
  category: text,
  productId: text,
  productName: text,
  sub: z.boolean().optional(),
  online: z.boolean().optional(),
  /** Epoch ms. */
  updateTime: z.number().optional(),
  gatewayId: text,
});

const fleetSnapshot = z.object({
  version: z.literal(1),
  /** Whose it is (see `accountOf`): where the project has other keys now, none of this is shown. */
  account: z.string(),
  deviceList: list.optional(),
  users: list
    .extend({ schema: z.string(), names: z.array(z.tuple([id, z.string()]).readonly()).readonly() })
    .optional(),
  owners: z.array(list.extend({ uid: id })),
  /** Owners that were looked at; '' stands for nobody. */
  lookedAt: z.array(z.string().max(keptIdLength)).optional(),
  gateways: z.array(z.object({ id, at, subDevices: z.array(id) })),
  devices: z.array(device).max(snapshotDevicesAtMost),
});

export type FleetSnapshot = z.infer<typeof fleetSnapshot>;
export type SnapshotDevice = z.infer<typeof device>;

/** Undefined for what isn't a kept fleet of this version. */
export function readFleetSnapshot(json: string): FleetSnapshot | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch {
    return undefined;
  }
  const read = fleetSnapshot.safeParse(parsed);
  return read.success ? read.data : undefined;
}
