import { afterEach, describe, expect, it } from 'vitest';
import type { CloudOptions } from '../../../../src/simulator/cloud/cloud.js';
import { createInProcessTransport } from '../../../../src/simulator/http/inProcessTransport.js';
import { createTuyaClient, type TuyaClient } from '../../../../src/tuya/client.js';
import { apiGroupOf } from '../../../../src/tuya/api/apiGroups.js';
import type { ProductDefinition } from '../../../../src/tuya/results.js';
import { TestTokenStore, VirtualClock } from '../../../support/faultServerClient.js';
import { simulatorSetup, type SimulatorSetup } from '../../../support/simulatorSetup.js';

const open: TuyaClient[] = [];

afterEach(async () => {
  for (const client of open.splice(0)) await client.close();
});

function connect(
  options: Omit<CloudOptions, 'clock'> = {},
): SimulatorSetup<VirtualClock> & { client: TuyaClient } {
  const setup = simulatorSetup(options, new VirtualClock(Date.UTC(2026, 10, 20, 10)));
  const { accessId, accessSecret } = setup.cloud.credentials;
  const client = createTuyaClient({
    endpoint: 'https://openapi.tuyaeu.com',
    accessId,
    accessSecret,
    transport: createInProcessTransport(setup.cloud),
    tokenStore: new TestTokenStore(),
    clock: setup.clock,
  });
  open.push(client);
  return { ...setup, client };
}

const codes = ({ points }: ProductDefinition): string[] => points.map(({ code }) => code);

describe('what a product says of its data points', () => {
  it('comes from the thing model with all that it has', async () => {
    const { client, idOf, cloud } = connect();
    const model = await client.products.thingModel(idOf('thermostat'));
    expect(model).toMatchObject({ source: 'thingModel', badRecords: [] });
    expect(model.points).toContainEqual({
      ...{ code: 'floor_temp', dpId: 101, name: 'Floor temperature', access: 'ro', type: 'value' },
      values: { unit: '℃', min: -200, max: 800, scale: 1, step: 1 },
    });
    expect(cloud.ledger.count('getThingModel').calls).toBe(1);
  });

  it('comes from each form of the specification with what that form has', async () => {
    const { client, idOf } = connect();
    const read = (form: 'v1.1' | 'v1.0' | 'iot-03'): Promise<ProductDefinition> =>
      client.products.specification(idOf('bulb'), form);
    const [ids, plain, named] = await Promise.all([read('v1.1'), read('v1.0'), read('iot-03')]);
    const brightness = { code: 'bright_value_v2', type: 'Integer', access: 'rw' } as const;
    const values = { unit: '', min: 10, max: 1000, scale: 0, step: 1 };
    expect(ids.points).toContainEqual({ ...brightness, values, dpId: 22 });
    expect(plain.points).toContainEqual({ ...brightness, values });
    expect(named.points).toContainEqual({ ...brightness, values, name: 'Brightness' });
    expect(ids.points.find(({ code }) => code === 'control_data')?.access).toBe('wr');
    expect(ids).toMatchObject({ source: 'specification', category: 'dj', badRecords: [] });
  });

  it('has the same numbers where thing model and specification have other codes', async () => {
    const { client, idOf } = connect();
    const model = await client.products.thingModel(idOf('bulb'));
    const specification = await client.products.specification(idOf('bulb'), 'v1.1');
    expect(codes(model)).toContain('bright_value');
    expect(codes(specification)).not.toContain('bright_value');
    const ids = ({ points }: ProductDefinition): unknown => points.map(({ dpId }) => dpId);
    expect(ids(specification)).toEqual(ids(model));
  });

  it('is as it was told where it lies', async () => {
    const { client, idOf } = connect();
    const { points, badRecords } = await client.products.specification(idOf('vacuum'), 'v1.1');
    const valuesOf = (code: string): unknown => points.find((point) => point.code === code)?.values;
    expect(badRecords).toEqual([]);
    expect(valuesOf('status')).toBe('{"range":["standby","charging",');
    expect(valuesOf('mode')).toEqual({ range: [] });
    expect(valuesOf('electricity_left')).toMatchObject({ scale: 1 });
    expect((await client.products.thingModel(idOf('vacuum'))).points).toEqual([]);
  });

  it('comes from a device’s shadow with ages and names', async () => {
    const { client, idOf, cloud, clock } = connect();
    const id = idOf('socket');
    cloud.truth.addLogEvent(id, { time: clock.now(), type: 7, code: 'cur_power', value: 640 });
    await client.dataPoints.rename(id, 'cur_power', 'Kühlschrank');
    expect(await client.products.shadow(id)).toContainEqual({
      ...{
        code: 'cur_power',
        dpId: 19,
        customName: 'Kühlschrank',
        at: clock.now(),
        type: 'value',
        value: 640,
      },
    });
  });

  it('is told as a device that has none where it has none', async () => {
    const { client, idOf } = connect();
    const gateway = client.products.specification(idOf('gateway'), 'v1.1');
    await expect(gateway).rejects.toMatchObject({ reason: 'unsupported', code: 2009 });
    expect((await client.products.specification(idOf('scale'), 'v1.1')).points).toEqual([]);
  });

  it.each([
    [1106, 'permission', 'authorizeApi'],
    [28841101, 'subscription', 'subscribeApi'],
    [28841105, 'subscription', 'authorizeApi'],
  ] as const)('is refused with %i in words that name the API group', async (iotCore, reason, remedy) => {
    const { client, idOf, cloud } = connect({ iotCore });
    const id = idOf('socket');
    for (const call of [
      client.products.thingModel(id),
      client.products.specification(id, 'v1.1'),
      client.products.specification(id, 'iot-03'),
      client.products.shadow(id),
    ])
      await expect(call).rejects.toMatchObject({ reason, remedy, code: iotCore });
    expect(apiGroupOf('products.thingModel')).toBe('IoT Core');
    // A clear no is asked for once.
    expect(cloud.ledger.count('getThingModel').calls).toBe(1);
    expect((await client.devices.get(id)).id).toBe(id);
  });

  it('is read again after a cloud that was busy, and not after one that makes no sense', async () => {
    const { client, idOf, cloud } = connect();
    cloud.faults.add({ fault: { kind: 'code', code: 1110 }, operation: 'getThingModel', times: 1 });
    expect((await client.products.thingModel(idOf('socket'))).points).not.toEqual([]);
    cloud.ledger.clear();
    const rewrite = (): unknown => ({ model: '{"services":' });
    cloud.faults.add({ fault: { kind: 'rewrite', rewrite }, operation: 'getThingModel' });
    await expect(client.products.thingModel(idOf('socket'))).rejects.toMatchObject({
      ...{ reason: 'malformed', field: 'result.model', problem: "isn't JSON" },
    });
    expect(cloud.ledger.count('getThingModel').calls).toBe(1);
  });

  it('is given up when nobody waits for it any more', async () => {
    const { client, idOf } = connect();
    const asking = new AbortController();
    asking.abort();
    for (const call of [
      client.products.thingModel(idOf('socket'), asking.signal),
      client.products.specification(idOf('socket'), 'v1.0', asking.signal),
      client.products.shadow(idOf('socket'), asking.signal),
    ])
      await expect(call).rejects.toMatchObject({ name: 'AbortError' });
  });
});
