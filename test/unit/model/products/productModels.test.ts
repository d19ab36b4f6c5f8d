import { describe, expect, it } from 'vitest';
import { TuyaError, type TuyaErrorReason } from '../../../../src/tuya/errors/errors.js';
import { byPerson } from '../../../support/asking.js';
import { definition, productWindow, ScriptedProducts } from '../../../support/productSetup.js';
import { tempFolder } from '../../../support/tempFolder.js';

const ref = { projectId: 'p', productId: 'socket' };
const device = { ...ref, deviceId: 'd1' };
const person = byPerson();

function refusal(code: number, reason: TuyaErrorReason = 'subscription'): TuyaError {
  return new TuyaError(reason, { operation: 'devices.get', message: '', remedy: 'subscribeApi', code });
}

describe('the model of a product', () => {
  it('costs one call for all its devices, and none for one that nobody opened', async () => {
    const products = new ScriptedProducts().answer('thingModel', definition(['switch_1', 'cur_power']));
    const { models } = productWindow({ folder: tempFolder(), products });
    expect(models.known({ projectId: 'p', productId: 'other' }).reading).toEqual({ state: 'unread' });
    const devices = Array.from({ length: 50 }, (_, at) => ({ ...ref, deviceId: `d${at}` }));
    await Promise.all(devices.map((each) => models.load(each, ['switch_1'], person)));
    for (const each of devices) await models.load(each, ['cur_power'], person);
    expect(products.asked).toHaveLength(1);
    expect(models.known(ref).reading).toMatchObject({ state: 'read', model: { source: 'thingModel' } });
    expect([...models.known(ref).points.keys()]).toEqual(['switch_1', 'cur_power']);
    expect(models.known(ref)).toBe(models.known(ref));
  });

  it('costs one call for two windows that are opened at once, and none for a third', async () => {
    const folder = tempFolder();
    const products = new ScriptedProducts().answer(
      '*',
      () => new Promise((resolve) => void setTimeout(() => resolve(definition(['switch_1'])), 20)),
    );
    const windows = [productWindow({ folder, products }), productWindow({ folder, products })];
    await Promise.all(windows.map(({ models }) => models.load(device, [], person)));
    const third = productWindow({ folder, products });
    expect((await third.models.kept(ref)).points.has('switch_1')).toBe(true);
    await third.models.load(device, ['switch_1'], person);
    for (const { models } of windows) expect(models.known(ref).points.has('switch_1')).toBe(true);
    expect(products.asked).toEqual(['thingModel d1']);
  });

  it('is asked for in four ways at most, once a day, where the project may not read it', async () => {
    const folder = tempFolder();
    const products = new ScriptedProducts().answer('*', refusal(28841101));
    const { models } = productWindow({ folder, products });
    await models.load(device, [], person);
    await models.load(device, [], person);
    await models.load({ ...device, productId: 'lamp' }, [], person);
    const other = productWindow({ folder, products });
    await other.models.load({ ...device, productId: 'sensor' }, [], person);
    expect(products.asked).toEqual(['thingModel d1', 'v1.1 d1', 'iot-03 d1']);
    expect(other.models.known({ ...ref, productId: 'sensor' }).reading).toMatchObject({
      state: 'refused',
      problem: { reason: 'subscription', code: 28841101 },
    });
    products.answer('thingModel', definition(['switch_1']));
    await models.renew(device, person);
    expect(models.known(ref).reading.state).toBe('read');
  });
});
