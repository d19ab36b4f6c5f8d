import { describe, expect, it } from 'vitest';
import { keepsUsers } from '../../../../src/model/details/kindsOfDevices.js';
import type { Device } from '../../../../src/tuya/results.js';

describe('devices that can be scales', () => {
  const device = (fields: Partial<Device>, ...codes: string[]): Device => ({
    id: 'd',
    extra: {},
    ...fields,
    status: codes.map((code) => ({ code, value: 0 })),
  });

  it.each<[string, Device]>([
    ['a body fat scale', device({ category: 'tzc1' })],
    ['one behind a gateway', device({ category: 'tzc1', sub: true, nodeId: 'a4c138' })],
    [
      'the scale of Tuya’s page',
      device({ category: 'qt', sub: false }, 'weight', 'left_hand_r', 'battery_low'),
    ],
    ['one that measures fat', device({ category: 'qt' }, 'unit', 'body_fat')],
    ['one that has reported nothing yet', device({ category: 'qt' })],
  ])('are such as %s', (_, scale) => {
    expect(keepsUsers(scale)).toBe(true);
  });

  it.each<[string, Device]>([
    ['an infrared remote', device({ category: 'qt', sub: true })],
    ['a remote with buttons', device({ category: 'qt', sub: true }, 'power', 'volume')],
    ['a bench board', device({ category: 'qt' }, 'adc_raw', 'free_heap')],
    ['a socket', device({ category: 'cz' }, 'switch_1')],
    ['a device of no category', device({}, 'weight')],
  ])('are not such as %s', (_, other) => {
    expect(keepsUsers(other)).toBe(false);
  });
});
