import { expect, it } from 'vitest';
import {
  comparedDevice,
  comparedProduct,
  productDocument,
} from '../../../../src/commands/products/productDocument.js';
import type { Device } from '../../../../src/tuya/results.js';

const points = new Map([
  ['level', { code: 'level', dpId: 101, type: 'integer', scale: 1, unit: '%' } as const],
  ['plain', { code: 'plain' } as const],
  ['switch_1', { code: 'switch_1', dpId: 1, type: 'boolean', name: 'On\u202eoff\n"' } as const],
]);
const device = (id: string, more: Partial<Device> = {}): Device => ({ id, status: [], extra: {}, ...more });
const facts = {
  productId: 'abc',
  name: 'Socket',
  category: 'cz',
  known: {
    reading: {
      state: 'read',
      model: { productId: 'abc', source: 'thingModel', readAt: 0, points: [...points.values()] },
    },
    points,
    changedByHand: new Set(['level']),
  },
  changes: new Map([['level', { unit: '%' }]]),
  devices: [device('d1', { name: 'One', online: true, localKey: 'SECRET' })],
} as const;

it('a product reads in the order of the firmware’s numbers, with what doesn’t show written out', () => {
  const text = productDocument(facts);
  expect(JSON.parse(text)).toEqual({
    productId: 'abc',
    name: 'Socket',
    category: 'cz',
    model: { source: 'thingModel', readAt: '1970-01-01T00:00:00.000Z' },
    dataPoints: [
      { dpId: 1, code: 'switch_1', type: 'boolean', name: 'On\\u202eoff\\u000a"' },
      { dpId: 101, code: 'level', type: 'integer', scale: 1, unit: '%' },
      { code: 'plain' },
    ],
    changedByHand: [{ code: 'level', unit: '%' }],
    devices: [{ id: 'd1', name: 'One', online: true }],
  });
  expect(text).not.toContain('\u202e');
  expect(text).not.toContain('SECRET');
});

it('a product of thousands of devices names some and counts the rest', () => {
  const devices = Array.from({ length: 1_000 }, (_, at) => device(`d${at}`));
  const read = JSON.parse(productDocument({ ...facts, devices })) as {
    devices: unknown[];
    moreDevices: number;
  };
  expect([read.devices.length, read.moreDevices]).toEqual([500, 500]);
});

it('products are compared by what they say, not by when it was read or who has them', () => {
  const text = comparedProduct(facts);
  expect(text).not.toMatch(/readAt|d1|changedByHand/);
  expect(text).toContain('"dpId": 101');
});

it('devices are compared by what they report, in one order, with what it means', () => {
  const status = [
    { code: 'plain', value: { a: [1] } },
    { code: 'level', value: 423 },
    { code: 'switch_1', value: true },
  ];
  const text = comparedDevice(device('d1', { status, localKey: 'SECRET', ip: '203.0.113.9' }), points);
  expect((JSON.parse(text) as { dataPoints: unknown }).dataPoints).toEqual([
    { dpId: 1, code: 'switch_1', name: 'On\\u202eoff\\u000a"', value: true, shown: 'true' },
    { dpId: 101, code: 'level', value: 423, shown: '42.3 %' },
    { code: 'plain', value: '{"a":[1]}', shown: '{"a":[1]}' },
  ]);
  expect(text).not.toMatch(/SECRET|203\.0/);
});
