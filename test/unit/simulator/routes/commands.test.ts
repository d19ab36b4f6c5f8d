import { describe, expect, it } from 'vitest';
import { simulatorSetup } from '../../../support/simulatorSetup.js';

const { caller, cloud, clock, idOf } = simulatorSetup();

const send = (product: string, ...commands: readonly unknown[]): Promise<number> =>
  caller.code('POST', `/v1.0/iot-03/devices/${idOf(product)}/commands`, {
    body: { commands },
    headers: { 'content-type': undefined },
  });
const valueOf = async (product: string, code: string): Promise<unknown> => {
  const path = `/v1.0/devices/${idOf(product)}/status`;
  const status = await caller.result<{ code: string; value: unknown }[]>('GET', path);
  return status.find((point) => point.code === code)?.value;
};

describe('a command', () => {
  it('is reported a moment later, and shows in the log', async () => {
    const target = (await valueOf('socket', 'switch_1')) !== true;
    expect(await send('socket', { code: 'switch_1', value: target })).toBe(0);
    expect(await valueOf('socket', 'switch_1')).toBe(!target);
    clock.advance(200);
    expect(await valueOf('socket', 'switch_1')).toBe(target);
    const log = cloud.truth.log(idOf('socket'), { from: clock.now() - 1000, types: [5, 7] });
    expect(log.map(({ type, code, value }) => [type, code, value])).toEqual([
      [7, 'switch_1', String(target)],
      [5, 'switch_1', String(target)],
    ]);
    // The same value once more is no news.
    expect(await send('socket', { code: 'switch_1', value: target })).toBe(0);
    clock.advance(200);
    expect(cloud.truth.log(idOf('socket'), { from: clock.now() - 200, types: [7] })).toEqual([]);
  });

  it.each([
    ['a code that is not of the device', 'socket', { code: 'switch_9', value: true }, 2008],
    ['what is only reported', 'socket', { code: 'cur_power', value: 1 }, 2008],
    ['a custom data point', 'thermostat', { code: 'hysteresis', value: 10 }, 2008],
    ['another type', 'socket', { code: 'switch_1', value: 'on' }, 1104],
    ['a number out of range', 'thermostat', { code: 'temp_set', value: 1000 }, 1104],
    ['a fraction', 'thermostat', { code: 'temp_set', value: 21.5 }, 1104],
    ['what is no member', 'thermostat', { code: 'mode', value: 'holiday' }, 1104],
    ['no code', 'socket', { value: true }, 1109],
    ['an offline device', 'airConditioner', { code: 'switch', value: true }, 2001],
  ] as const)('is refused for %s', async (_name, product, command, code) => {
    expect(await send(product, command)).toBe(code);
  });

  it('is refused for an empty list, and for a frozen device', async () => {
    expect(await send('socket')).toBe(1100);
    const path = `/v1.0/iot-03/devices/${idOf('bulb')}/freeze-state`;
    expect(await caller.result('PUT', path, { body: { state: 1 } })).toBe(true);
    expect(await caller.result('GET', path)).toEqual({ state: 1 });
    expect(await send('bulb', { code: 'switch_led', value: true })).toBe(2047);
  });
});

describe('the issue route', () => {
  const issue = (product: string, properties: unknown): Promise<number> =>
    caller.code('POST', `/v2.0/cloud/thing/${idOf(product)}/shadow/properties/issue`, {
      body: { properties },
    });

  it('takes custom data points, as JSON within JSON', async () => {
    expect(await issue('thermostat', '{"hysteresis":20}')).toBe(0);
    clock.advance(200);
    const rows = cloud.truth.log(idOf('thermostat'), { from: clock.now() - 1000, types: [5, 7] });
    expect(rows.map(({ type, from, code, value }) => [type, from, code, value])).toEqual([
      [7, 1, 'hysteresis', '20'],
      [5, 4, 'hysteresis', '20'],
    ]);
  });

  it.each([
    ['what is only reported', 'socket', '{"cur_power":1}', 2008],
    ['the standard set’s code of a point that is renamed', 'bulb', '{"bright_value_v2":500}', 2008],
    ['an object', 'socket', { switch_1: true }, 1109],
    ['no JSON', 'socket', 'switch_1', 1109],
    ['no property', 'socket', '{}', 1100],
    ['another type', 'socket', '{"switch_1":1}', 1104],
    ['an offline device', 'airConditioner', '{"switch":true}', 2001],
  ] as const)('refuses %s', async (_name, product, properties, code) => {
    expect(await issue(product, properties)).toBe(code);
  });
});

describe('what a device makes of a command', () => {
  const reports = (product: string): (readonly [number, string | undefined])[] =>
    cloud.truth
      .log(idOf(product), { from: clock.now() - 10_000, types: [7] })
      .filter(({ code }) => code === 'temp_set')
      .map(({ time, value }) => [clock.now() - time, value] as const);

  it.each([
    [{}, [[9850, '300']]],
    [{ afterMs: 3000 }, [[7000, '300']]],
    [{ does: 'clamp', atMost: 280 }, [[9850, '280']]],
    [{ does: 'nothing' }, []],
  ] as const)('%j', async (reaction, expected) => {
    cloud.truth.react(idOf('thermostat'), { does: 'echo' });
    expect(await send('thermostat', { code: 'temp_set', value: 250 })).toBe(0);
    clock.advance(60_000);
    cloud.truth.react(idOf('thermostat'), reaction);
    expect(await send('thermostat', { code: 'temp_set', value: 300 })).toBe(0);
    clock.advance(10_000);
    expect(reports('thermostat').filter(([age]) => age <= 9850)).toEqual(expected);
    clock.advance(60_000);
  });

  it('takes its time and is lost now and then by the seed', async () => {
    cloud.truth.react(idOf('thermostat'), { does: 'echo', afterMs: 300, spreadMs: 2000, lostPercent: 30 });
    const began = clock.now();
    for (let nth = 0; nth < 40; nth++) {
      await send('thermostat', { code: 'temp_set', value: 250 });
      clock.advance(5_000);
    }
    const delays = cloud.truth
      .log(idOf('thermostat'), { from: began, types: [7] })
      .filter(({ code }) => code === 'temp_set')
      .map(({ time }) => (time - began) % 5_000);
    expect(delays.length).toBeGreaterThan(20);
    expect(delays.length).toBeLessThan(36);
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(300);
    expect(Math.max(...delays)).toBeLessThanOrEqual(2300);
    expect(new Set(delays).size).toBeGreaterThan(15);
  });

  it('is nothing where the pool of controllable devices is full', async () => {
    cloud.truth.limitControl(0);
    expect(await send('strip', { code: 'switch_1', value: true })).toBe(60001001);
    // One that is in the pool already stays there.
    expect(await send('socket', { code: 'switch_1', value: true })).toBe(0);
    cloud.truth.limitControl(Infinity);
    expect(await send('strip', { code: 'switch_1', value: true })).toBe(0);
  });
});
