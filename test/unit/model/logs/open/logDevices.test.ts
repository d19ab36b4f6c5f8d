import { describe, expect, it } from 'vitest';
import { PointNames } from '../../../../../src/model/details/pointNames.js';
import { DeviceStore } from '../../../../../src/model/fleet/deviceStore.js';
import { LogDevices } from '../../../../../src/model/logs/open/logDevices.js';
import type {
  KnownModel,
  ProductModelReader,
  ProductRef,
} from '../../../../../src/model/products/productModel.js';
import type { LogRow } from '../../../../../src/model/logs/rows/logTypes.js';
import type { PointModel } from '../../../../../src/model/values/pointModel.js';
import { Emitter } from '../../../../../src/base/event.js';
import { NotAdmittedError, type Asker, type Asking } from '../../../../../src/base/asking.js';
import type { Device } from '../../../../../src/tuya/results.js';
import { modelOf, unreadModel } from '../../../../support/productModels.js';

const device = (id: string, more: Partial<Device> = {}): Device => ({ id, status: [], extra: {}, ...more });
const row = (index: number, code: string, value: string): LogRow => ({
  id: 1,
  device: index,
  time: 1,
  type: 7,
  code,
  value,
});

/** Models that a test gives; what was asked for is kept. */
class GivenModels implements ProductModelReader {
  readonly changed = new Emitter<ProductRef>();
  readonly onDidChange = this.changed.event;
  readonly asked: {
    readonly productId: string;
    readonly deviceId: string;
    readonly codes: readonly string[];
    readonly asker: Asker;
  }[] = [];
  private readonly models = new Map<string, KnownModel>();

  give(productId: string, model: KnownModel): void {
    this.models.set(productId, model);
    this.changed.fire({ projectId: 'p', productId });
  }

  known({ productId }: ProductRef): KnownModel {
    return this.models.get(productId) ?? unreadModel;
  }

  load(
    { productId, deviceId }: Parameters<ProductModelReader['load']>[0],
    codes: Iterable<string>,
    { asker }: Asking,
  ): Promise<void> {
    this.asked.push({ productId, deviceId, codes: [...codes], asker });
    return Promise.resolve();
  }

  renew(): Promise<void> {
    return Promise.resolve();
  }
}

function setUp(answer: (id: string) => Device | Error = (id) => device(id, { name: `Read ${id}` })) {
  const store = new DeviceStore();
  const names = new PointNames();
  const models = new GivenModels();
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
      models,
      connections: { client: () => Promise.resolve(client as never) },
      clock: { now: () => 1 },
    },
  );
  let fired = 0;
  devices.onDidChange(() => fired++);
  return { store, names, models, devices, asked, fired: () => fired };
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

  it('stay known while the log is open, though no list names them any more', () => {
    const { store, devices } = setUp();
    store.put('p', [device('a', { name: 'Lamp' }), device('other', { name: 'Other' })], 1);
    store.forget('p', ['a', 'other']);
    expect([...store.knownOf('p').keys()]).toEqual(['a']);
    devices.dispose();
    expect(store.knownOf('p').size).toBe(0);
  });

  it('are asked for only where they aren’t known whole, one after the other, whatever fails', async () => {
    const { store, devices, asked } = setUp((id) =>
      id === 'a' ? new Error('no') : device(id, { name: 'B' }),
    );
    expect(await devices.read('person')).toBe(true);
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

describe('the products of a log’s devices', () => {
  const power: PointModel = {
    code: 'cur_power',
    dpId: 19,
    name: ' Power ',
    type: 'integer',
    scale: 1,
    unit: 'W',
  };
  const mode: PointModel = { code: 'mode', type: 'enum', range: ['auto', 'manual'], name: 'mode' };

  it('say what a data point is, beside what its device shows of it', () => {
    const { store, devices, models, names, fired } = setUp();
    store.put(
      'p',
      [device('a', { productId: 'x', status: [{ code: 'cur_power', value: 5 }] }), device('b')],
      1,
    );
    expect(devices.point(0, 'cur_power')).toEqual({ jsType: 'number' });
    const before = fired();
    models.give('x', modelOf([power, mode]));
    models.give('other', modelOf([power]));
    expect(fired()).toBe(before + 1);
    expect(devices.point(0, 'cur_power')).toEqual({ jsType: 'number', model: power });
    expect(devices.point(0, 'mode')).toEqual({ model: mode });
    // The same object: whoever remembers something by it needs to look no further.
    expect(devices.point(0, 'mode')).toBe(devices.point(0, 'mode'));
    expect(devices.point(1, 'cur_power')).toEqual({});
    expect([devices.codeName(0, 'cur_power'), devices.codeName(0, 'mode')]).toEqual(['Power', undefined]);
    names.set({ projectId: 'p', deviceId: 'a' }, 'cur_power', { name: 'Boiler', state: 'known' });
    expect(devices.codeName(0, 'cur_power')).toBe('Boiler');
    models.give('x', modelOf([{ ...power, scale: 0 }]));
    expect(devices.point(0, 'cur_power').model?.scale).toBe(0);
    expect(devices.point(0, 'mode')).toEqual({});
  });

  it('make an enum one that can be drawn', () => {
    const { store, devices, models } = setUp();
    store.put('p', [device('a', { productId: 'x', status: [{ code: 'mode', value: 'auto' }] })], 1);
    expect(devices.codes(0)).toEqual([{ code: 'mode', chart: false }]);
    models.give('x', modelOf([mode]));
    expect(devices.codes(0)).toEqual([{ code: 'mode', chart: true }]);
  });

  it('are read once each, with all codes that were met, and never in the background', async () => {
    const { store, devices, models } = setUp();
    store.put(
      'p',
      [
        device('a', { productId: 'x', status: [{ code: 'mode', value: 'auto' }] }),
        device('b', { productId: 'x' }),
      ],
      1,
    );
    devices.meet([row(1, 'custom_101', '1')]);
    await devices.readModels('background');
    expect(models.asked).toEqual([]);
    await devices.readModels('person');
    expect(models.asked).toEqual([
      { productId: 'x', deviceId: 'a', codes: ['mode', 'custom_101'], asker: 'person' },
    ]);
  });

  it('aren’t asked for where there is none, or where the first one was refused for the month’s budget', async () => {
    const { store, devices, models } = setUp();
    store.put('p', [device('a', { productId: '' }), device('b')], 1);
    await devices.readModels('person');
    expect(models.asked).toEqual([]);
    class NotNow extends NotAdmittedError {}
    store.put('p', [device('a', { productId: 'x' }), device('b', { productId: 'y' })], 2);
    const problem = new NotNow('Nothing was sent.', 'person');
    models.give('x', modelOf([], { reading: { state: 'failed', problem } }));
    await devices.readModels('person');
    expect(models.asked.map(({ productId }) => productId)).toEqual(['x']);
  });

  it('aren’t asked for after the devices were refused', async () => {
    class NotNow extends NotAdmittedError {}
    const { devices } = setUp(() => new NotNow('Nothing was sent.', 'person'));
    expect(await devices.read('person')).toBe(false);
  });

  it('are left alone once the log is closed', async () => {
    const { store, devices, models } = setUp();
    store.put('p', [device('a', { productId: 'x' })], 1);
    devices.dispose();
    await devices.readModels('person');
    expect(models.asked).toEqual([]);
  });
});
