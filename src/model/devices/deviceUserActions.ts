import type { TuyaClient } from '../../tuya/client.js';
import type { DeviceUserFields, NewDeviceUser } from '../../tuya/api/deviceUsers.js';
import type { DeviceUser, Page } from '../../tuya/results.js';
import type { DeviceRef } from '../projects/project.js';
import { hasFields } from './deviceUserMatch.js';
import { observation, type Observation, type WriteResult } from './writeResult.js';
import type { Writer } from './writer.js';

/** Adding, modifying and deleting the users of a device. Rejects as `DeviceActions` does. */
export class DeviceUserActions {
  constructor(private readonly writer: Writer) {}

  /**
   * Answers the new user's id; undefined where the user was found by looking and the cloud gives no id. The users are
   * read once before, so that a new one can be told from one who was there already; what can't be read then counts
   * as not known.
   */
  add(ref: DeviceRef, user: NewDeviceUser, signal?: AbortSignal): Promise<WriteResult<string | undefined>> {
    return this.writer.run(
      {
        ref,
        operation: 'deviceUsers.add',
        about: [JSON.stringify(user)],
        isAdditive: true,
        prepare: (client, preparing) => usersBefore(client, ref, preparing),
        send: (client): Promise<string | undefined> => client.deviceUsers.add(ref.deviceId, user),
        look: async (client, { prepared }, looking) =>
          addedUser(prepared, await client.deviceUsers.list(ref.deviceId, looking), user),
      },
      signal,
    );
  }

  modify(ref: DeviceRef, userId: string, user: DeviceUserFields, signal?: AbortSignal): Promise<WriteResult> {
    return this.writer.run(
      {
        ref,
        operation: 'deviceUsers.modify',
        about: [userId, JSON.stringify(user)],
        send: (client) => client.deviceUsers.modify(ref.deviceId, userId, user),
        look: async (client, _, looking) =>
          observation(hasFields(await client.deviceUsers.get(ref.deviceId, userId, looking), user)),
      },
      signal,
    );
  }

  remove(ref: DeviceRef, userId: string, signal?: AbortSignal): Promise<WriteResult> {
    return this.writer.run(
      {
        ref,
        operation: 'deviceUsers.remove',
        about: [userId],
        send: (client) => client.deviceUsers.remove(ref.deviceId, userId),
        look: async (client, _, looking) => {
          const { items, badRecords, isMissing } = await client.deviceUsers.list(ref.deviceId, looking);
          if (isMissing) return { seen: 'unclear' };
          if (items.some((user) => user.userId === userId)) return observation(false);
          const mayHideIt = badRecords.length > 0 || items.some((user) => user.userId === undefined);
          return mayHideIt ? { seen: 'unclear' } : observation(true);
        },
      },
      signal,
    );
  }
}

/** Undefined where the list can't be read: that's no reason not to add somebody. */
async function usersBefore(
  client: TuyaClient,
  ref: DeviceRef,
  signal: AbortSignal | undefined,
): Promise<Page<DeviceUser> | undefined> {
  try {
    const page = await client.deviceUsers.list(ref.deviceId, signal);
    return page.isMissing ? undefined : page;
  } catch {
    return undefined;
  }
}

function addedUser(
  before: Page<DeviceUser> | undefined,
  after: Page<DeviceUser>,
  user: NewDeviceUser,
): Observation<string | undefined> {
  if (after.isMissing) return { seen: 'unclear' };
  const alike = (users: readonly DeviceUser[]): DeviceUser[] => users.filter((one) => hasFields(one, user));
  const found = alike(after.items);
  if (found.length === 0) return after.badRecords.length > 0 ? { seen: 'unclear' } : { seen: 'notYet' };
  if (before === undefined) return { seen: 'unclear' };
  const idsBefore = new Set(before.items.map(({ userId }) => userId));
  const fresh = found.filter(({ userId }) => userId === undefined || !idsBefore.has(userId));
  // Without ids it is only seen that there are more of them than before.
  const hasIds = found.every(({ userId }) => userId !== undefined);
  const isMore = hasIds ? fresh.length > 0 : found.length > alike(before.items).length;
  if (isMore) return { seen: 'done', value: fresh.length === 1 ? fresh[0]?.userId : undefined };
  return before.badRecords.length + after.badRecords.length > 0 ? { seen: 'unclear' } : { seen: 'notYet' };
}
