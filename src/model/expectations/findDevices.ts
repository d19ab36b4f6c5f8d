import type { TuyaClient } from '../../tuya/client.js';
import type { Device } from '../../tuya/results.js';
import type { DeviceRef } from '../projects/project.js';
import type { DeviceChoice } from './expectationFile.js';

/** Why a file's device isn't one that steps can be run on. Nothing was sent to any. */
export class DeviceChoiceError extends Error {
  override readonly name = 'DeviceChoiceError';

  constructor(
    readonly reason: 'notFound' | 'ambiguous' | 'tooMany',
    readonly choice: DeviceChoice,
    /** How many there are. */
    readonly count: number,
  ) {
    super(`The device ${choice.key}: ${reason}.`);
  }
}

interface FinderDeps {
  client(signal: AbortSignal | undefined): Promise<Pick<TuyaClient, 'devices'>>;
  /** Devices that are known without a call. */
  known(): Iterable<Device>;
}

/** Five thousand devices; whoever has more names them by id. */
const pagesAtMost = 50;

/**
 * Finds what each device of a file is. An id costs no call; a name none where exactly one known device has it, else up
 * to a call for each hundred devices; a product a call for each hundred of its devices.
 * @throws DeviceChoiceError, or whatever the calls fail with
 */
export async function findDevices(
  deps: FinderDeps,
  projectId: string,
  choices: readonly DeviceChoice[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, readonly DeviceRef[]>> {
  const found = new Map<string, readonly DeviceRef[]>();
  for (const choice of choices) {
    const ids = await idsOf(deps, choice, signal);
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

async function idsOf(
  deps: FinderDeps,
  choice: DeviceChoice,
  signal: AbortSignal | undefined,
): Promise<readonly string[]> {
  const { by, text } = choice;
  if (by === 'id') return [text];
  if (by === 'name') {
    const known = [...deps.known()].filter(({ name }) => name === text);
    if (known.length > 0) return known.map(({ id }) => id);
  }
  const { devices } = await deps.client(signal);
  const ids = new Set<string>();
  let pages = 0;
  for await (const page of devices.iterate(by === 'product' ? { productId: text } : {}, signal)) {
    for (const { id, name, productId } of page.items)
      // A cloud that doesn't filter answers with every device.
      if (by === 'product' ? productId === text : name === text) ids.add(id);
    if (++pages === pagesAtMost) break;
  }
  return [...ids];
}
