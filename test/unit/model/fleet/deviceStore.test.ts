import { describe, expect, it } from 'vitest';
import { DeviceStore } from '../../../../src/model/fleet/deviceStore.js';
import type { Device } from '../../../../src/tuya/results.js';
import { aDevice } from '../../../support/fakeFleetCloud.js';

const ref = (deviceId: string) => ({ projectId: 'p', deviceId });

describe('the device store', () => {
  it('keeps what a shorter list leaves out', () => {
    const store = new DeviceStore();
    store.put('p', [aDevice('d', { ip: '10.0.0.1', extra: { a: 1 } })], 1);
    store.merge('p', [{ id: 'd', name: 'New', status: [], extra: {} }], 2);
    expect(store.device(ref('d'))).toMatchObject({
      at: 2,
      value: { name: 'New', ip: '10.0.0.1', status: [{ code: 'switch' }], extra: { a: 1 } },
    });
  });

  it('forgets the value of a field that can’t be read any more, and its raw value once it can', () => {
    const store = new DeviceStore();
    const merged = (device: Device): Device | undefined => {
      store.merge('p', [device], 2);
      return store.device(ref('d'))?.value;
    };
    store.put('p', [aDevice('d', { online: true, updateTime: 5, extra: { a: 1 } })], 1);
    const unread = [
      { field: 'online', problem: "can't be this text" },
      { field: 'update_time', problem: "can't be this text" },
    ];
    const extra = { online: 'maybe', update_time: 'today' };
    expect(merged(aDevice('d', { extra, unread }))).toEqual(
      aDevice('d', { extra: { a: 1, ...extra }, unread }),
    );
    const whole = aDevice('d', { online: false, updateTime: 7 });
    expect(merged(whole)).toEqual({ ...whole, extra: { a: 1 } });
  });

  it('keeps the last good value when reading it again fails', () => {
    const store = new DeviceStore();
    store.put('p', [aDevice('d')], 1);
    store.fail(ref('d'), 'why');
    expect(store.device(ref('d'))).toMatchObject({ at: 1, problem: 'why', value: { id: 'd' } });
    store.put('p', [aDevice('d')], 3);
    expect(store.device(ref('d'))?.problem).toBeUndefined();
  });

  it('takes a list in which very many devices name their gateway', () => {
    const store = new DeviceStore();
    const ids = Array.from({ length: 20_000 }, (_, index) => `d${index}`);
    const devices = ids.map((id): Device => ({ id, gatewayId: 'hub', status: [], extra: {} }));
    store.put('p', [...devices, { id: 'd0', gatewayId: 'other', status: [], extra: {} }], 1);
    expect(store.subDevicesOf(ref('hub'))?.join(' ')).toBe(ids.slice(1).join(' '));
    expect(store.subDevicesOf(ref('other'))).toEqual(['d0']);
  });

  it('moves a sub-device to the gateway that names it last', () => {
    const store = new DeviceStore();
    store.putSubDevices(ref('g1'), ['s', 't']);
    store.putSubDevices(ref('g2'), ['s']);
    expect(store.gatewayOf(ref('s'))).toBe('g2');
    expect(store.subDevicesOf(ref('g1'))).toEqual(['t']);
    store.putSubDevices(ref('g2'), []);
    expect(store.gatewayOf(ref('s'))).toBeUndefined();
  });

  it('keeps only what a row needs of devices in very long lists', () => {
    const store = new DeviceStore();
    const list = Array.from({ length: 2_100 }, (_, index) =>
      aDevice(`d${index}`, { lat: '1', localKey: 'k', nodeId: 'n' }),
    );
    store.put('p', list, 1);
    expect(store.device(ref('d0'))?.value.lat).toBe('1');
    const last = store.device(ref('d2099'));
    expect(last).toMatchObject({
      slim: true,
      value: { name: 'Name d2099', localKey: 'k', nodeId: 'n', status: [] },
    });
    expect(last?.value.lat).toBeUndefined();
    store.put('p', [aDevice('d2099', { lat: '2' })], 2);
    expect(store.device(ref('d2099'))).toMatchObject({ value: { lat: '2' } });
    expect(store.device(ref('d2099'))?.slim).toBeUndefined();
  });

  it('knows which devices only a gateway’s list has named', () => {
    const store = new DeviceStore();
    store.put('p', [aDevice('whole')], 1);
    store.merge('p', [aDevice('whole'), aDevice('part')], 2);
    store.merge('p', [aDevice('part')], 3);
    expect(store.device(ref('whole'))?.slim).toBeUndefined();
    expect(store.device(ref('part'))?.slim).toBe(true);
    store.put('p', [aDevice('part')], 4);
    expect(store.device(ref('part'))?.slim).toBeUndefined();
  });

  it('tells exactly what changed, and forgets a project whole', () => {
    const store = new DeviceStore();
    const told: string[] = [];
    store.onDidChange((refs) => told.push(...refs.map(({ deviceId }) => deviceId)));
    store.put('p', [aDevice('a'), aDevice('b')], 1);
    expect(told).toEqual(['a', 'b']);
    store.drop('p');
    expect(store.device(ref('a'))).toBeUndefined();
  });
});
