import type { TuyaClient } from '../../tuya/client.js';
import { TuyaError } from '../../tuya/errors/errors.js';
import type { Place } from '../fleet/fleetViews.js';
import { isGatewayCategory } from '../fleet/gatewayCategories.js';
import { noDevicesCode } from '../projects/projectCheck.js';

/** Why a list may have nothing in it. */
export type EmptyCause =
  | 'refused' // the cloud says no now
  | 'filled' // it isn't empty any more
  | 'noLinkedAccount'
  | 'otherDataCenter'
  | 'userNotLinked'
  | 'noPairedDevice'
  | 'onlyShared'
  | 'gatewayOffline'
  | 'notAGateway'
  | 'nothingPaired'
  | 'narrowFilter'
  | 'goneDevices';

export interface CauseFound {
  readonly cause: EmptyCause;
  /** `yes` where the cloud's answer says so, `likely` where nothing speaks against it, `maybe` for the rest. */
  readonly so: 'yes' | 'likely' | 'maybe';
  /** For `refused`, and for `userNotLinked` where the cloud said it. */
  readonly error?: TuyaError;
}

/** A kept list: what it asks for is the person's own. */
export type EmptyPlace = Place | { readonly kind: 'list'; readonly projectId: string };

/** A token, and once more where this computer's clock is wrong. */
const firstCalls = 2;
/** Of each way below. */
const readsAtMost = 2;

/** How many calls {@link emptinessCauses} makes at most, with a client that repeats nothing and has a token of its own. */
export function emptinessCost({ kind }: Pick<EmptyPlace, 'kind'>): number {
  return kind === 'list' ? 0 : firstCalls + readsAtMost;
}

/**
 * The likely causes, in order, after one or two harmless reads where one can tell.
 * @param open opens a client that repeats nothing, which is closed again; not called where no call can tell
 */
export async function emptinessCauses(
  place: EmptyPlace,
  open: () => Promise<TuyaClient>,
  signal: AbortSignal,
): Promise<readonly CauseFound[]> {
  if (place.kind === 'list') {
    return [
      { cause: 'narrowFilter', so: 'likely' },
      { cause: 'goneDevices', so: 'maybe' },
    ];
  }
  const client = await open();
  try {
    switch (place.kind) {
      case 'users':
        return await emptyProject(client, signal);
      case 'owner':
        return await (place.uid === undefined
          ? emptyProject(client, signal)
          : emptyUser(client, place.uid, signal));
      case 'gateway':
      case 'device':
        return await emptyGateway(client, place.deviceId, signal);
    }
  } catch (error) {
    if (!TuyaError.is(error)) throw error;
    return [{ cause: 'refused', so: 'yes', error }];
  } finally {
    await client.close();
  }
}

async function emptyProject(client: TuyaClient, signal: AbortSignal): Promise<readonly CauseFound[]> {
  const { items, total = 0 } = await client.devices.list({ pageSize: 1 }, signal);
  if (items.length > 0 || total > 0) return [{ cause: 'filled', so: 'yes' }];
  return [
    { cause: 'noLinkedAccount', so: 'likely' },
    { cause: 'otherDataCenter', so: 'maybe' },
    { cause: 'noPairedDevice', so: 'maybe' },
  ];
}

async function emptyUser(
  client: TuyaClient,
  uid: string,
  signal: AbortSignal,
): Promise<readonly CauseFound[]> {
  const devicesOf = async (from: 'home' | 'sharing'): Promise<number> => {
    try {
      const page = await client.devices.listOfUser(uid, { from, pageNo: 1, pageSize: 1 }, signal);
      return page.items.length + page.badRecords.length;
    } catch (error) {
      if (TuyaError.is(error) && error.code === noDevicesCode) return 0;
      throw error;
    }
  };
  try {
    if ((await devicesOf('home')) > 0) return [{ cause: 'filled', so: 'yes' }];
    if ((await devicesOf('sharing')) > 0) return [{ cause: 'onlyShared', so: 'yes' }];
  } catch (error) {
    if (!TuyaError.is(error) || error.remedy !== 'checkUser') throw error;
    return [
      { cause: 'userNotLinked', so: 'yes', error },
      { cause: 'otherDataCenter', so: 'maybe' },
    ];
  }
  return [
    { cause: 'noPairedDevice', so: 'likely' },
    { cause: 'otherDataCenter', so: 'maybe' },
  ];
}

async function emptyGateway(
  client: TuyaClient,
  deviceId: string,
  signal: AbortSignal,
): Promise<readonly CauseFound[]> {
  const { items } = await client.devices.subDevices(deviceId, signal);
  if (items.length > 0) return [{ cause: 'filled', so: 'yes' }];
  const { online, category } = await client.devices.get(deviceId, signal);
  const offline = online === false ? [{ cause: 'gatewayOffline', so: 'yes' } as const] : [];
  const kind = isGatewayCategory(category)
    ? ({ cause: 'nothingPaired', so: 'likely' } as const)
    : ({ cause: 'notAGateway', so: 'likely' } as const);
  return [
    ...offline,
    kind,
    { cause: kind.cause === 'notAGateway' ? 'nothingPaired' : 'notAGateway', so: 'maybe' },
  ];
}
