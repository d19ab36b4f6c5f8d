import { describe, expect, it } from 'vitest';
import { PointNames } from '../../../../../src/model/details/pointNames.js';
import { DeviceStore } from '../../../../../src/model/fleet/deviceStore.js';
import { LogDevices } from '../../../../../src/model/logs/open/logDevices.js';
import type { LogRow } from '../../../../../src/model/logs/rows/logTypes.js';
import type { Device } from '../../../../../src/tuya/results.js';

const device = (id: string, more: Partial<Device> = {}): Device => ({ id, status: [], extra: {}, ...more });
const row = (index: number, code: string, value: string): LogRow => ({
  id: 1,
  device: index,
  time: 1,
  type: 7,
  code,
  value,
});

function setUp(answer: (id: string) => Device | Error = (id) => device(id, { name: `Read ${id}` })) {
  const store = new DeviceStore();
  const names = new PointNames();
  const asked: string[] = [];
  const client = {
    devices: {
      get: (id: string) => {
        asked.push(id);
        const result = answer(id);
        return result instanceof Error ? Promise.reject(result) : Promise.resolve(result);
      },
    },
  };
  const devices = new LogDevices(
    { projectId: 'p', deviceIds: ['a', 'b'] },
    {
      devices: store,
      names,
      connections: { client: () => Promise.resolve(client as never) },
      clock: { now: () => 1 },
    },
  );
  let fired = 0;
  devices.onDidChange(() => fired++);
  return { store, names, devices, asked, fired: () => fired };
}

describe('the devices of a log', () => {
  it('are called by their names, and by their ids until these are known', () => {
    const { store, devices, fired } = setUp();
    expect([devices.nameOf(0), devices.idOf(1)]).toEqual(['a', 'b']);
    store.put('p', [device('a', { name: 'Lamp' }), device('b', { name: '  ' })], 1);
    store.put('p', [device('other', { name: 'Other' })], 1);
    store.put('q', [device('a', { name: 'Not ours' })], 1);
    expect([devices.nameOf(0), devices.nameOf(1), devices.nameOf(7)]).toEqual(['Lamp', 'b', '']);
    expect(fired()).toBe(1);
  });

  it('are asked for only where they aren’t known whole, one after the other, whatever fails', async () => {
    const { store, devices, asked } = setUp((id) =>
      id === 'a' ? new Error('no') : device(id, { name: 'B' }),
    );
    await devices.read('person');
    expect(asked).toEqual(['a', 'b']);
    expect([devices.nameOf(0), devices.nameOf(1)]).toEqual(['a', 'B']);
    store.put('p', [device('a')], 1);
    await devices.read('person');
    expect(asked).toEqual(['a', 'b']);
  });

  it('know their data points from the status and from what came in the log', () => {
    const { store, devices, names, fired } = setUp();
    store.put(
      'p',
      [
        device('a', {
          status: [
            { code: 'switch', value: true },
            { code: 'mode', value: '12' },
          ],
        }),
      ],
      1,
    );
    const before = fired();
    devices.meet([row(0, 'temp', '-3'), row(0, 'mode', '12'), row(1, 'text', 'x'), row(9, 'nobody', '1')]);
    devices.meet([row(0, 'temp', 'not a number now')]);
    expect(fired()).toBe(before + 1);
    expect(devices.codes(0)).toEqual([
      // A text that looks like a number is one no more than its status.
      { code: 'mode', chart: false },
      { code: 'switch', chart: true },
      { code: 'temp', chart: true },
    ]);
    expect(devices.codes(1)).toEqual([{ code: 'text', chart: false }]);
    expect(devices.point(0, 'mode')).toEqual({ jsType: 'string' });
    expect(devices.point(0, 'temp')).toEqual({});
    names.set({ projectId: 'p', deviceId: 'a' }, 'switch', { name: 'Left', state: 'known' });
    expect(devices.codeName(0, 'switch')).toBe('Left');
    expect(devices.codeName(1, 'switch')).toBeUndefined();
  });
});
