import type { TuyaClient } from '../../tuya/client.js';
import type { Device } from '../../tuya/results.js';
import type { DeviceRef } from '../projects/project.js';
import type { DeviceChoice } from './expectationFile.js';

/** Why a file's device isn't one that steps can be run on. Nothing was sent to any. */
export class DeviceChoiceError extends Error {
  override readonly name = 'DeviceChoiceError';

  constructor(
    readonly reason: 'notFound' | 'ambiguous' | 'tooMany' | 'notAllRead',
    readonly choice: DeviceChoice,
    /** How many there are; of a list that wasn't read to its end, how many were read. */
    readonly count: number,
  ) {
    super(`The device ${choice.key}: ${reason}.`);
  }
}

interface FinderDeps {
  client(signal: AbortSignal | undefined): Promise<Pick<TuyaClient, 'devices'>>;
  /** Devices that are known without a call, by id. */
  known(): ReadonlyMap<string, { readonly value: Device }>;
  /** Of all lists together; each has 50 at most all the same. */
  readonly callsAtMost?: number;
}

/** Five thousand devices; whoever has more names them by id. */
const usualCalls = 50;
const pageSize = 100;

/**
 * Finds what each device of a file is. An id costs no call; names none where known devices have them, else up to a call
 * for each hundred devices, however many names; a product a call for each hundred of its devices. Of a list that isn't read to
 * its end nobody knows whether a name stands there once more: then none is taken.
 * @throws DeviceChoiceError, or whatever the calls fail with
 */
export async function findDevices(
  deps: FinderDeps,
  projectId: string,
  choices: readonly DeviceChoice[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, readonly DeviceRef[]>> {
  const found = new Map<string, readonly DeviceRef[]>();
  const left: Left = { calls: deps.callsAtMost ?? Infinity };
  const named = await idsByName(deps, left, choices, signal);
  for (const choice of choices) {
    const ids =
      choice.by === 'name' ? (named.get(choice.text) ?? []) : await idsOf(deps, left, choice, signal);
    if (ids.length === 0) throw new DeviceChoiceError('notFound', choice, 0);
    if (choice.by === 'name' && ids.length > 1) throw new DeviceChoiceError('ambiguous', choice, ids.length);
    if (choice.by === 'product' && ids.length > choice.atMost)
      throw new DeviceChoiceError('tooMany', choice, ids.length);
    found.set(
      choice.key,
      ids.map((deviceId) => ({ projectId, deviceId })),
    );
  }
  return found;
}

/** What lists may still cost. */
interface Left {
  calls: number;
}

async function idsOf(
  deps: FinderDeps,
  left: Left,
  choice: DeviceChoice,
  signal: AbortSignal | undefined,
): Promise<readonly string[]> {
  const { by, text } = choice;
  if (by === 'id') return [text];
  const ids = new Set<string>();
  // A cloud that doesn't filter answers with every device.
  const take = ({ id, productId }: Device): void => void (productId === text && ids.add(id));
  await eachDevice(deps, left, choice, { productId: text }, take, signal);
  return [...ids];
}

/** The devices of each name that is asked for; the list is read once for all that nobody knows. */
async function idsByName(
  deps: FinderDeps,
  left: Left,
  choices: readonly DeviceChoice[],
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const ids = new Map<string, string[]>();
  for (const { by, text } of choices) if (by === 'name') ids.set(text, []);
  if (ids.size === 0) return ids;
  for (const { value } of deps.known().values()) ids.get(value.name ?? '')?.push(value.id);
  const unknown = new Map([...ids].filter(([, known]) => known.length === 0));
  if (unknown.size === 0) return ids;
  const [first] = choices.filter(({ by, text }) => by === 'name' && unknown.has(text));
  const take = ({ id, name }: Device): void => {
    const its = unknown.get(name ?? '');
    if (its && !its.includes(id)) its.push(id);
  };
  if (first) await eachDevice(deps, left, first, {}, take, signal);
  return ids;
}

/** @throws DeviceChoiceError for `choice` where the list goes on after the last call allowed, or isn't given whole */
async function eachDevice(
  { client }: FinderDeps,
  left: Left,
  choice: DeviceChoice,
  filter: { readonly productId?: string },
  take: (device: Device) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  let read = 0;
  const notAll = (): DeviceChoiceError => new DeviceChoiceError('notAllRead', choice, read);
  let calls = Math.min(left.calls, usualCalls);
  if (calls === 0) throw notAll();
  const { devices } = await client(signal);
  for await (const page of devices.iterate({ ...filter, pageSize }, signal)) {
    const { items, badRecords, total } = page;
    for (const device of items) take(device);
    const rows = items.length + badRecords.length;
    read += rows;
    left.calls--;
    if (page.incomplete !== undefined) throw notAll();
    if (--calls > 0) continue;
    // A total that is too small by now isn't true, and nobody knows what else stands there.
    if (rows < pageSize && (total === undefined || read >= total)) return;
    if (read === total) return;
    throw notAll();
  }
}
