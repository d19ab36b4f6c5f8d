import { describe, expect, it } from 'vitest';
import { simulatorSetup } from '../../../support/simulatorSetup.js';

interface Entry {
  readonly code: string;
  readonly type: string;
  readonly values: string;
  readonly dp_id?: number;
  readonly name?: string;
}

interface Specification {
  readonly category: string;
  readonly functions: readonly Entry[];
  readonly status: readonly Entry[];
}

interface Property {
  readonly abilityId: number;
  readonly accessMode: string;
  readonly code: string;
  readonly name: string;
  readonly typeSpec: Readonly<Record<string, unknown>>;
}

interface Shadow {
  readonly properties: readonly {
    readonly code: string;
    readonly custom_name: string;
    readonly dp_id?: number;
    readonly time: number;
    readonly type?: string;
    readonly value: unknown;
  }[];
}

const setup = simulatorSetup();
const { caller, cloud, clock, idOf } = setup;

const specification = (product: string): Promise<Specification> =>
  caller.result('GET', `/v1.1/devices/${idOf(product)}/specifications`);
const shadow = (product: string, query = {}): Promise<Shadow> =>
  caller.result('GET', `/v2.0/cloud/thing/${idOf(product)}/shadow/properties`, { query });
const properties = async (product: string): Promise<readonly Property[]> => {
  const path = `/v2.0/cloud/thing/${idOf(product)}/model`;
  const { model } = await caller.result<{ model: string }>('GET', path);
  const { services } = JSON.parse(model) as { services: { properties: Property[] }[] };
  return services.flatMap((service) => service.properties);
};

describe('a specification', () => {
  it('tells numbers, types and values; what is set and what is reported', async () => {
    const { category, functions, status } = await specification('socket');
    expect(category).toBe('cz');
    expect(functions.map(({ code, dp_id: id }) => [code, id])).toEqual([
      ['switch_1', 1],
      ['countdown_1', 9],
      ['relay_status', 38],
      ['overcharge_switch', 39],
    ]);
    expect(status.find(({ code }) => code === 'cur_voltage')).toEqual({
      code: 'cur_voltage',
      type: 'Integer',
      values: '{"unit":"V","min":0,"max":5000,"scale":1,"step":1}',
      dp_id: 20,
    });
    // Not in the standard set.
    expect(status.map(({ code }) => code)).not.toContain('mcu_temp');
  });

  it('of what can only be written stands among the functions alone', async () => {
    const { functions, status } = await specification('bulb');
    expect(functions.map(({ code }) => code)).toContain('control_data');
    expect(status.map(({ code }) => code)).not.toContain('control_data');
  });

  it('has numbers in one of its forms and names in another', async () => {
    const device = idOf('thermostat');
    const plain = await caller.result<Specification>('GET', `/v1.0/devices/${device}/specifications`);
    expect(plain.status[0]).toEqual({ code: 'switch', type: 'Boolean', values: '{}' });
    const named = await caller.result<Specification>('GET', `/v1.0/iot-03/devices/${device}/specification`);
    expect(named.status[0]).toEqual({ ...plain.status[0], name: 'Switch', desc: '{}' });
    for (const path of ['devices', 'iot-03/devices']) {
      const half = await caller.result('GET', `/v1.0/${path}/${device}/functions`);
      expect(half).toEqual({ category: 'wk', functions: named.functions });
    }
  });

  it('tells the functions of several devices at once', async () => {
    const query = { device_ids: `${idOf('socket')},bf0,${idOf('bulb')}` };
    const several = await caller.result<{ devices: string[]; functions: Entry[] }[]>(
      'GET',
      '/v1.0/devices/functions',
      { query },
    );
    expect(several.map(({ devices }) => devices)).toEqual([[idOf('socket')], [idOf('bulb')]]);
    expect(several[1]?.functions.map(({ code }) => code)).toContain('control_data');
  });

  it('lies of one product, in all the ways that are known', async () => {
    const { status, functions } = await specification('vacuum');
    const values = Object.fromEntries(status.map((entry) => [entry.code, entry.values]));
    expect(values).toMatchObject({
      electricity_left: expect.stringContaining('"scale":1') as string,
      mode: '{"range":[]}',
      suction: '{"range":"gentle"}',
    });
    expect(() => JSON.parse(values['status'] ?? '') as unknown).toThrow(SyntaxError);
    expect(functions.map(({ code }) => code)).not.toContain('suction');
    const device = await caller.result<{ status: { code: string; value: unknown }[] }>(
      'GET',
      `/v1.0/devices/${idOf('vacuum')}`,
    );
    const raw = device.status.find(({ code }) => code === 'command_trans')?.value;
    expect(JSON.parse(String(raw))).toMatchObject({ cmd: 21 });
    expect(await properties('vacuum')).toEqual([]);
  });

  it('is empty for a product that the cloud has no model of, and refused for one that is not ours', async () => {
    expect(await specification('scale')).toEqual({ category: 'qt', functions: [], status: [] });
    expect(await properties('scale')).toEqual([]);
    const speaker = idOf('speaker');
    for (const path of [
      `/v1.1/devices/${speaker}/specifications`,
      `/v1.0/devices/${speaker}/specifications`,
      `/v1.0/iot-03/devices/${speaker}/specification`,
      `/v1.0/devices/${speaker}/functions`,
      `/v2.0/cloud/thing/${speaker}/model`,
      `/v2.0/cloud/thing/${speaker}/shadow/properties`,
    ])
      expect([path, await caller.code('GET', path)]).toEqual([path, 1106]);
    expect(await caller.code('GET', `/v1.0/devices/${speaker}`)).toBe(0);
    expect(await caller.code('GET', `/v1.1/devices/${idOf('gateway')}/specifications`)).toBe(2009);
  });
});

describe('a thing model', () => {
  it('tells the product’s own data points and codes, with names', async () => {
    const bench = await properties('bench');
    expect(bench.map(({ code, abilityId }) => [code, abilityId])).toEqual([
      ['led', 1],
      ['adc_raw', 101],
      ['loop_us', 102],
      ['free_heap', 103],
      ['rssi', 104],
      ['build', 105],
    ]);
    expect((await specification('bench')).status.map(({ code }) => code)).toEqual(['led']);
    expect((await properties('bulb')).find(({ abilityId }) => abilityId === 22)).toMatchObject({
      code: 'bright_value',
      accessMode: 'rw',
      name: 'Brightness',
      typeSpec: { type: 'value', min: 10, max: 1000, scale: 0, step: 1 },
    });
    expect((await properties('thermostat')).find(({ code }) => code === 'fault')?.typeSpec).toEqual({
      type: 'bitmap',
      label: ['e1', 'e2', 'e3', 'low_battery'],
      maxlen: 4,
    });
  });
});

describe('a shadow', () => {
  it('has every data point with its number, hidden ones too', async () => {
    const found = (await shadow('socket')).properties;
    expect(found.find(({ code }) => code === 'mcu_temp')).toMatchObject({ dp_id: 101, type: 'value' });
    expect(found.find(({ code }) => code === 'cur_voltage')).toMatchObject({ dp_id: 20, custom_name: '' });
    const some = await shadow('socket', { codes: 'switch_1,mcu_temp,nothing' });
    expect(some.properties.map(({ code }) => code)).toEqual(['switch_1', 'mcu_temp']);
    expect((await shadow('gateway')).properties).toEqual([]);
  });

  it('has times that move with reports', async () => {
    const id = idOf('socket');
    const of = async (code: string): Promise<Shadow['properties'][number] | undefined> =>
      (await shadow('socket')).properties.find((property) => property.code === code);
    const logged = cloud.truth.log(id, { types: [7] }).find(({ code }) => code === 'cur_power');
    expect((await of('cur_power'))?.time).toBe(logged?.time);
    cloud.truth.addLogEvent(id, { time: clock.now(), type: 7, code: 'cur_power', value: 1234 });
    expect(await of('cur_power')).toMatchObject({ time: clock.now(), value: 1234 });
    cloud.truth.addLogEvent(id, { time: clock.now(), type: 7, code: 'fault', value: 5 });
    expect(await of('fault')).toMatchObject({ time: clock.now(), value: 5 });
  });

  it('has the name that a data point was given, by either of its codes', async () => {
    const path = `/v1.0/devices/${idOf('climate')}/functions`;
    await caller.result('PUT', `${path}/va_temperature`, { body: { name: 'Zulauf' } });
    await caller.result('PUT', `${path}/humidity_value`, { body: { name: 'Raumluft' } });
    expect((await shadow('climate')).properties).toMatchObject([
      { code: 'temp_current', custom_name: 'Zulauf', dp_id: 1 },
      { code: 'humidity_value', custom_name: 'Raumluft', dp_id: 2 },
      { code: 'battery_percentage', custom_name: '', dp_id: 4 },
    ]);
  });
});

describe('a project without IoT Core', () => {
  it.each([28841101, 1106])('is refused its calls with %i, and no others', async (iotCore) => {
    const poor = simulatorSetup({ iotCore });
    const id = poor.idOf('socket');
    for (const path of [
      `/v2.0/cloud/thing/${id}/model`,
      `/v2.0/cloud/thing/${id}/shadow/properties`,
      `/v1.1/devices/${id}/specifications`,
      `/v1.0/devices/${id}/specifications`,
      `/v1.0/iot-03/devices/${id}/specification`,
      `/v1.0/iot-03/devices/${id}/status`,
    ])
      expect([path, await poor.caller.code('GET', path)]).toEqual([path, iotCore]);
    for (const path of [`/v1.0/devices/${id}`, `/v1.0/devices/${id}/status`])
      expect([path, await poor.caller.code('GET', path)]).toEqual([path, 0]);
  });
});
