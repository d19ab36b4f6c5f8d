import { describe, expect, it } from 'vitest';
import { Emitter } from '../../../../src/base/event.js';
import { DeviceStore } from '../../../../src/model/fleet/deviceStore.js';
import type { ProjectsChange } from '../../../../src/model/projects/projectStore.js';
import { DeviceSearch, mostHits } from '../../../../src/model/search/deviceSearch.js';
import { fold } from '../../../../src/model/search/fold.js';
import type { Device } from '../../../../src/tuya/results.js';
import { seeded } from '../../../support/seeded.js';
import { soaked } from '../../../support/soak.js';
import { strangeDevices, strangeNames } from '../../../support/strangeDevices.js';

/** The rules of the search, once more: one device after the other, field by field, with nothing kept. */
function plainScore(device: Device, mac: string | undefined, word: string): number {
  const [id, name] = [device.id.toLowerCase(), fold(device.name ?? '')];
  const bare = mac?.replace(/[:-]/g, '');
  const { productName, productId, category, model, ip, uuid, nodeId, uid } = device;
  const fields = [productName, productId, category, model, ip, mac, bare, uuid, nodeId, uid]
    .filter((field) => field !== undefined)
    // A field of several lines is one for each.
    .flatMap((field) => fold(field).split('\n'));
  const starts = [...name.matchAll(/(?<![\p{L}\p{N}])./gsu)].map(({ index }) => index);
  if (id === word) return 100;
  if (name === word) return 90;
  if (id.startsWith(word)) return 80;
  if (name.startsWith(word)) return 70;
  if (name.includes(word)) return starts.some((at) => name.startsWith(word, at)) ? 60 : 50;
  if (fields.includes(word)) return 45;
  if (fields.some((field) => field.startsWith(word))) return 40;
  if (id.includes(word)) return 30;
  const dashed = /^[0-9a-f]*-[0-9a-f-]*$/.test(word) ? word.replaceAll('-', ':') : word;
  return fields.some((field) => field.includes(word) || field.includes(dashed)) ? 20 : 0;
}

function plainFind(devices: Iterable<Device>, macs: ReadonlyMap<string, string>, query: string) {
  const words = fold(query.trim()).split(/\s+/u).filter(Boolean);
  const found: { id: string; score: number }[] = [];
  for (const device of devices) {
    const scores = words.map((word) => plainScore(device, macs.get(device.id), word));
    if (words.length === 0 || scores.includes(0)) continue;
    found.push({
      id: device.id,
      score: Math.round(scores.reduce((sum, score) => sum + score, 0) / words.length),
    });
  }
  const ranked = found.toSorted((one, other) => other.score - one.score);
  return { total: found.length, ids: ranked.slice(0, mostHits).map(({ id }) => id) };
}

describe('what is found is what a plain scan finds', () => {
  it.each(Array.from({ length: soaked(40, 3) }, (_, seed) => seed))('seed %i', async (seed) => {
    const random = seeded(seed + 1_000);
    const one = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T;
    const devices = new Map([...strangeDevices(seed, 600)].map((device) => [device.id, device]));
    const macs = new Map(
      [...devices.keys()].filter(() => random() < 0.1).map((id) => [id, '60:01:94:fe:ee:58']),
    );
    const store = new DeviceStore();
    store.put('p', [...devices.values()], 1);
    const search = new DeviceSearch({
      devices: store,
      projects: {
        list: () => [{ id: 'p' }] as never,
        onDidChange: new Emitter<ProjectsChange>().event,
      },
      factory: ({ deviceId }) => {
        const mac = macs.get(deviceId);
        return mac === undefined ? undefined : { id: deviceId, mac, extra: {} };
      },
      pause: () => new Promise((resolve) => setImmediate(resolve)),
    });
    const texts = [
      ...strangeNames,
      'bf',
      'bf1',
      'bf17',
      'BF3XY',
      'eu',
      'eu1',
      'dj',
      'pid',
      'ts02',
      'uuid-77',
      '10.0',
      'a4c1',
      '1',
      '60-01',
      '600194',
      'fe:ee',
      'x',
      'y',
    ];
    for (let turn = 0; turn < 60; turn++) {
      const text = one(texts);
      const from = Math.floor(random() * text.length);
      const part = random() < 0.5 ? text : text.slice(from, from + 1 + Math.floor(random() * 4));
      const query = random() < 0.3 ? `${part} ${one(texts)}` : part;
      const { hits, total } = await search.find(query);
      expect({ query, total, ids: hits.map(({ ref }) => ref.deviceId) }).toEqual({
        query,
        ...plainFind(devices.values(), macs, query),
      });
      if (turn % 3 > 0) continue;
      // Some change, some go, and some come.
      const id = one([...devices.keys()]);
      if (random() < 0.3) {
        store.remove({ projectId: 'p', deviceId: id });
        devices.delete(id);
        macs.delete(id);
      } else {
        const fresh = { ...one([...devices.values()]), id: random() < 0.3 ? `new${turn}` : id };
        store.put('p', [fresh], 2);
        devices.set(fresh.id, fresh);
      }
    }
  });
});
