import { describe, expect, it } from 'vitest';
import { DeviceTable, type DeviceTexts } from '../../../../src/model/fleet/deviceTable.js';
import type { Known } from '../../../../src/model/projects/project.js';
import type { Device } from '../../../../src/tuya/results.js';
import { seeded } from '../../../support/seeded.js';
import { soaked } from '../../../support/soak.js';
import { strangeDevices } from '../../../support/strangeDevices.js';

const seeds = Array.from({ length: soaked(60, 4) }, (_, seed) => seed);

/** The same with a map of objects, as it would be written if fleets were small. */
class PlainTable {
  readonly known = new Map<string, Known<Device>>();

  ownedBy(uid: string): string[] {
    return [...this.known.values()].filter(({ value }) => value.uid === uid).map(({ value }) => value.id);
  }
}

const texts = [
  ...(['id', 'name', 'uid', 'category', 'productId', 'productName'] as const),
  ...(['model', 'ip', 'uuid', 'nodeId'] as const),
];

function textsOf(device: DeviceTexts): readonly string[] {
  return texts.map((name) => device[name] ?? '');
}

describe('devices in rows', () => {
  it.each(seeds)('are what was put in, whatever it is and whatever was there before (seed %i)', (seed) => {
    const random = seeded(seed);
    const table = new DeviceTable();
    const plain = new PlainTable();
    const devices = [...strangeDevices(seed, 400)];
    for (let step = 0; step < 1_500; step++) {
      const device = devices[Math.floor(random() * devices.length)];
      if (!device) continue;
      const known: Known<Device> = {
        value: device,
        at: step,
        ...(random() < 0.3 && { slim: true as const }),
        ...(random() < 0.05 && { problem: 'why' }),
      };
      // Another device may take the id, so that a row becomes an object and back.
      const other = devices[Math.floor(random() * devices.length)] ?? device;
      const value = random() < 0.5 ? known.value : { ...other, id: device.id };
      if (random() < 0.2) {
        expect(table.delete(device.id)).toBe(plain.known.delete(device.id));
      } else {
        table.set(device.id, { ...known, value });
        plain.known.set(device.id, { ...known, value });
      }
    }
    expect(table.size).toBe(plain.known.size);
    expect([...table]).toEqual([...plain.known]);
    expect([...table.values()]).toEqual([...plain.known.values()]);
    expect([...table.textsOfEach()].map(textsOf)).toEqual(
      [...plain.known.values()].map(({ value }) => textsOf(value)),
    );
    for (const uid of ['eu1', 'eu2', 'EU1 x', '__proto__', 'a\nb', 'nobody'])
      expect([...table.ownedBy(uid)].toSorted()).toEqual(plain.ownedBy(uid).toSorted());
  });

  it('keeps a user’s devices in the order in which they became theirs', () => {
    const table = new DeviceTable();
    const put = (id: string, uid?: string): void =>
      table.set(id, { value: { id, status: [], extra: {}, ...(uid && { uid }) }, at: 1 });
    for (const id of ['a', 'b', 'c', 'd']) put(id, 'u1');
    put('b', 'u2');
    put('c', 'u1');
    put('b', 'u1');
    table.delete('a');
    put('e', 'u1');
    put('d');
    expect([...table.ownedBy('u1')]).toEqual(['c', 'b', 'e']);
    expect([...table.ownedBy('u2')]).toEqual([]);
  });

  it('lets a device be removed while they are gone through', () => {
    const table = new DeviceTable();
    for (const id of ['a', 'b', 'c'])
      table.set(id, { value: { id, uid: 'u', status: [], extra: {} }, at: 1 });
    const seen: string[] = [];
    for (const id of table.ownedBy('u')) {
      seen.push(id);
      table.delete(id);
    }
    expect(seen).toEqual(['a', 'b', 'c']);
    expect([...table.ownedBy('u')]).toEqual([]);
  });
});
