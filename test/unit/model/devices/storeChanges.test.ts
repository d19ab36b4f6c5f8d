import { expect, it } from 'vitest';
import { DeviceStore } from '../../../../src/model/fleet/deviceStore.js';
import type { Device } from '../../../../src/tuya/results.js';

const aDevice = (id: string, fields: Partial<Device> = {}): Device => ({
  id,
  status: [],
  extra: {},
  ...fields,
});
const ref = (deviceId: string) => ({ projectId: 'p', deviceId });

it('amending keeps age, problem and slimness, and does nothing to a device that is not known', () => {
  const store = new DeviceStore();
  store.put(
    'p',
    Array.from({ length: 2_001 }, (_, index) => aDevice(`d${index}`, { name: 'old' })),
    5,
  );
  store.fail(ref('d2000'), 'why');
  store.amend(ref('d2000'), (device) => ({ ...device, name: 'new' }));
  expect(store.device(ref('d2000'))).toMatchObject({
    at: 5,
    slim: true,
    problem: 'why',
    value: { name: 'new' },
  });
  store.amend(ref('nobody'), (device) => ({ ...device, name: 'new' }));
  expect(store.device(ref('nobody'))).toBeUndefined();
});

it('a removed gateway leaves its sub-devices without one, a removed sub-device leaves its gateway', () => {
  const store = new DeviceStore();
  store.put('p', [aDevice('g'), aDevice('s1', { gatewayId: 'g' }), aDevice('s2')], 0);
  store.putSubDevices(ref('g'), ['s1', 's2']);
  const fired: string[] = [];
  store.onDidChange((refs) => fired.push(...refs.map(({ deviceId }) => deviceId)));
  store.remove(ref('s2'));
  expect(store.subDevicesOf(ref('g'))).toEqual(['s1']);
  expect(fired.sort()).toEqual(['g', 's2']);
  store.remove(ref('g'));
  expect([store.gatewayOf(ref('s1')), store.subDevicesOf(ref('g')), store.device(ref('g'))]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect([...store.knownOf('p').keys()]).toEqual(['s1']);
});
