import type { TuyaClient } from '../../tuya/client.js';
import type { BadRecord, Device, IncompleteReason, Page } from '../../tuya/results.js';
import { activatedBefore, partsOf, type DeviceListQuery, type ListPart } from './deviceListQuery.js';

/** One answer of the cloud on the way through a list. */
export interface ListStep {
  /** Devices that no step before had. */
  readonly devices: readonly Device[];
  /** Devices that came, and that the list doesn't ask for. */
  readonly passedOver: number;
  readonly badRecords: readonly BadRecord[];
  /** Which part this belongs to, counted from 1, and of how many. */
  readonly part: number;
  readonly parts: number;
  /** Set where devices of this part may be missing. */
  readonly incomplete?: IncompleteReason;
  /** Ids that were asked for and not answered. */
  readonly missing?: readonly string[];
}

const pageSize = 100;

/**
 * Reads a list part by part, page by page, each device once, however many windows, batches and pages name it.
 * @throws TuyaError, or an abort error; what came before stands
 */
export async function* readDeviceList(
  client: TuyaClient,
  query: DeviceListQuery,
  now: number,
  signal?: AbortSignal,
): AsyncGenerator<ListStep, void> {
  const parts = partsOf(query, now);
  const before = activatedBefore(query);
  const seen = new Set<string>();
  for (const [index, part] of parts.entries()) {
    for await (const page of pagesOf(client, part, signal)) {
      const asked = page.items.filter((device) => isActivatedBefore(device, before));
      const devices = asked.filter(({ id }) => !seen.has(id) && seen.add(id));
      const { badRecords, incomplete, missing } = page;
      yield {
        devices,
        passedOver: page.items.length - asked.length,
        badRecords,
        part: index + 1,
        parts: parts.length,
        ...(incomplete && { incomplete }),
        ...(missing && missing.length > 0 && { missing }),
      };
    }
  }
}

/** A device that doesn't say when it was activated is none to leave out. */
function isActivatedBefore({ activeTime, createTime }: Device, time: number | undefined): boolean {
  return time === undefined || (activeTime ?? createTime ?? 0) < time;
}

async function* pagesOf(
  client: TuyaClient,
  part: ListPart,
  signal: AbortSignal | undefined,
): AsyncGenerator<Page<Device> & { readonly missing?: readonly string[] }> {
  if (part.kind === 'user') {
    const from = part.from === undefined ? {} : { from: part.from };
    yield* client.devices.iterateOfUser(part.uid, { ...from, pageSize }, signal);
    return;
  }
  const { kind: _, window, ...rest } = part;
  const filter = { ...rest, ...window };
  const { deviceIds } = filter;
  if (!deviceIds) {
    // What the page recommends where the total is large: nothing narrows this list.
    const isWhole = Object.keys(filter).length === 0;
    const paging = isWhole ? 'lastId' : 'pageNo';
    return yield* client.devices.iterate({ ...filter, pageSize, paging }, signal);
  }
  // At most twenty: they fit into one page, whatever a cloud says about more.
  const page = await client.devices.list({ ...filter, pageNo: 1, pageSize }, signal);
  const answered = new Set([...page.items.map(({ id }) => id), ...page.badRecords.map(({ id }) => id)]);
  // With a window, an id that isn't answered is simply not in it.
  yield window ? page : { ...page, missing: deviceIds.filter((id) => !answered.has(id)) };
}
