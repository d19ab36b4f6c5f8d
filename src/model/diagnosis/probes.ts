import type { TuyaClient } from '../../tuya/client.js';
import { TuyaError } from '../../tuya/errors/errors.js';
import type { Device, DeviceListPage, LogPage, Page } from '../../tuya/results.js';
import { isGatewayCategory, mayBeGateway } from '../fleet/gatewayCategories.js';
import { noDevicesCode } from '../projects/projectCheck.js';
import { fail, pass, unknown, type StepName, type StepResult } from './steps.js';

const mostDevices = 100;
const dayMs = 86_400_000;
/** How long the cloud keeps logs for everybody. */
const logDays = 7;
/** Online, offline, activated, reset, commanded, upgraded, reported, semaphore, restarted, timed. */
const allLogTypes = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

export interface ProbeContext {
  readonly client: TuyaClient;
  readonly uids: readonly string[];
  readonly schema: string | undefined;
  readonly now: number;
  readonly signal: AbortSignal;
}

/** What the reads make known for one another. */
interface Known {
  list?: DeviceListPage;
  devices: readonly Device[];
  logs?: LogPage;
  appUsers?: number;
}

/** Reads that change nothing, one for each operation that has one, then what they showed. One call at most each. */
export async function* probeApi(context: ProbeContext): AsyncGenerator<StepResult> {
  const { client, signal, uids, schema } = context;
  const known: Known = { devices: [] };
  yield await reading('deviceList', async () => {
    known.list = await client.devices.list({ pageSize: mostDevices }, signal);
    known.devices = known.list.items;
  });
  const uid = uids[0] ?? known.devices.find((device) => device.uid)?.uid;
  yield uid === undefined
    ? unknown('userDevices', { kind: 'notTried', why: 'noUser' })
    : await reading('userDevices', async () => {
        const page = await client.devices.listOfUser(uid, { pageNo: 1, pageSize: 20 }, signal);
        if (known.devices.length === 0) known.devices = page.items;
      });
  yield* probeDevice(context, known);
  yield schema === undefined
    ? unknown('appUsers', { kind: 'notTried', why: 'noSchema' })
    : await reading('appUsers', async () => {
        const page = await client.appUsers.list(schema, { pageNo: 1, pageSize: 1 }, signal);
        known.appUsers = page.total ?? page.items.length;
      });
  yield unknown('writes', { kind: 'notTried', why: 'writes' });
  yield devicesSeen(known);
  yield usersSeen(known, uids);
  yield logsEnabled(known);
}

/** What can be read of one device; of a gateway where that makes more sense. */
async function* probeDevice({ client, signal, now }: ProbeContext, known: Known): AsyncGenerator<StepResult> {
  const device =
    known.devices.find(isTelling) ?? known.devices.find(({ sub }) => sub !== true) ?? known.devices[0];
  const hub = known.devices.find(mayBeGateway);
  const reads: readonly (readonly [StepName, (id: string) => Promise<unknown>])[] = [
    ['device', (id) => client.devices.get(id, signal)],
    ['subDevices', (id) => client.devices.subDevices(hub?.id ?? id, signal)],
    ['factoryInfos', (id) => client.devices.factoryInfos([id], signal)],
    ['outlets', (id) => client.outlets.names(id, signal)],
    ['deviceUsers', (id) => client.deviceUsers.list(id, signal)],
    [
      'logs',
      async (id) => {
        const query = { types: allLogTypes, startTime: now - logDays * dayMs, endTime: now, size: 1 };
        known.logs = await client.logs.page(id, query, signal);
      },
    ],
  ];
  for (const [step, read] of reads) {
    yield device
      ? await reading(step, () => read(device.id))
      : unknown(step, { kind: 'notTried', why: 'noDevice' });
  }
}

/** A device with a life of its own, which is likely to have logs. */
function isTelling({ sub, online, category, status }: Device): boolean {
  return sub !== true && online === true && !isGatewayCategory(category) && status.length > 0;
}

/** The most calls that {@link probeApi} makes. */
export function probeCost(hasSchema: boolean): number {
  const lists = 2;
  const deviceReads = 6;
  return lists + deviceReads + (hasSchema ? 1 : 0);
}

async function reading(step: StepName, read: () => Promise<unknown>): Promise<StepResult> {
  try {
    await read();
    return pass(step);
  } catch (error) {
    if (!TuyaError.is(error)) throw error;
    // The API let it through; it is this device, or this user, that has none of it.
    if (isAboutTheDevice(error)) return pass(step, { kind: 'notThisDevice', error });
    return fail(step, { kind: 'failed', error });
  }
}

/** "Not known at this data center" is the exception: that one is about the API. */
const unknownPathCode = 1108;

function isAboutTheDevice({ reason, code }: TuyaError): boolean {
  if (code === noDevicesCode) return true;
  return (reason === 'unsupported' && code !== unknownPathCode) || reason === 'offline';
}

function devicesSeen({ list, devices }: Known): StepResult {
  if (!list && devices.length === 0) return unknown('devicesSeen', { kind: 'skipped', after: 'deviceList' });
  const seen = list ? list.items.length + list.badRecords.length : devices.length;
  const count = Math.max(list?.total ?? 0, seen);
  if (count === 0) return fail('devicesSeen', { kind: 'none', of: 'devices' });
  const orMore = list?.total === undefined && seen >= mostDevices;
  return pass('devicesSeen', { kind: 'count', of: 'devices', count, orMore });
}

function usersSeen({ list, devices, appUsers }: Known, pinned: readonly string[]): StepResult {
  const uids = new Set([...devices.flatMap(({ uid }) => uid ?? []), ...pinned]);
  const count = Math.max(uids.size, appUsers ?? 0);
  if (count === 0 && !list && appUsers === undefined) {
    return unknown('usersSeen', { kind: 'skipped', after: 'deviceList' });
  }
  if (count === 0) return fail('usersSeen', { kind: 'none', of: 'users' });
  return pass('usersSeen', { kind: 'count', of: 'users', count, orMore: isCut(list) });
}

function logsEnabled({ logs }: Known): StepResult {
  if (!logs) return unknown('logsEnabled', { kind: 'skipped', after: 'logs' });
  const some = logs.items.length + logs.badRecords.length > 0;
  // A device that was silent for a week has none either.
  return some ? pass('logsEnabled', { kind: 'logs' }) : unknown('logsEnabled', { kind: 'none', of: 'logs' });
}

function isCut(list: Page<Device> | undefined): boolean {
  return list?.next !== undefined;
}
