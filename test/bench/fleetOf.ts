import { createHash } from 'node:crypto';
import type { Device } from '../../src/tuya/results.js';

/** A page of a large fleet as it comes from a call: nothing in it is shared with another page. */
export function fleetPage(from: number, count: number): Device[] {
  const devices = Array.from({ length: count }, (_, row) => fleetDevice(from + row));
  return JSON.parse(JSON.stringify(devices)) as Device[];
}

const names = ['Living room lamp', 'Steckdose Küche', 'Motion sensor', '客厅灯'];
const categories = ['dj', 'cz', 'pir', 'dj'];

function fleetDevice(index: number): Device {
  const digest = createHash('md5').update(String(index)).digest('hex');
  const product = index % 200;
  return {
    id: `bf${digest.slice(0, 20)}`,
    name: `${names[index % 4]} ${index}`,
    uid: `eu15${String(index % 1_000).padStart(16, '0')}`,
    localKey: digest.slice(16),
    category: categories[index % 4] ?? '',
    productId: `product${String(product).padStart(9, '0')}`,
    productName: `Smart device of series ${product}`,
    sub: index % 10 === 0,
    uuid: digest.slice(4, 20),
    ownerId: String(10_000_000 + (index % 1_000)),
    online: index % 3 > 0,
    status: Array.from({ length: 8 }, (_, at) => ({ code: `code_${at}`, value: at % 2 ? at * 100 : at > 3 })),
    activeTime: 1_700_000_000_000,
    createTime: 1_700_000_000_000,
    updateTime: 1_700_000_000_000 + index * 1_000,
    timeZone: '+01:00',
    ip: `203.0.${index % 113}.${index % 251}`,
    model: 'L1',
    bizType: 0,
    icon: 'smart/icon/lamp.png',
    ...(index % 10 === 0 && { nodeId: digest.slice(0, 16) }),
    extra: {},
  };
}
