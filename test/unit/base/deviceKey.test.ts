import { describe, expect, it } from 'vitest';
import { deviceKey, splitDeviceKey, uniqueDevices } from '../../../src/base/deviceKey.js';

const projectIds = ['', 'p', 'p1', '1p', 'a/b', 'a b', '6f0c1f5e-8d0c-4c0e-9a57-0d6f5b3f0a11'];
const deviceIds = ['', 'd', 'p', 'p1', '1', '\n', 'p\nd', 'p1\n', '\nd', 'vdevo167', '设备'];
const refs = projectIds.flatMap((projectId) => deviceIds.map((deviceId) => ({ projectId, deviceId })));

describe('the key of a device', () => {
  it('gives the device back, whatever the cloud calls it', () => {
    for (const ref of refs) expect(splitDeviceKey(deviceKey(ref))).toEqual(ref);
  });

  it('is another one for every device of every project', () => {
    expect(new Set(refs.map(deviceKey)).size).toBe(refs.length);
  });

  it('takes nothing but the ids from what it is given', () => {
    expect(deviceKey({ ...{ deviceId: 'd', name: 'Lamp' }, projectId: 'p' })).toBe('p\nd');
  });
});

describe('devices, each once', () => {
  it('stand in the order in which they come first', () => {
    const [a, b] = [
      { projectId: 'p', deviceId: 'a' },
      { projectId: 'p', deviceId: 'b' },
    ];
    expect(uniqueDevices([b, a, { ...b }, { ...a }])).toEqual([b, a]);
    expect(uniqueDevices(refs)).toEqual(refs);
  });
});
