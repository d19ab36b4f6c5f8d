import { existsSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Clock } from '../../../../src/base/clock.js';
import { BudgetError } from '../../../../src/model/meter/budgetError.js';
import type { ProductModel, ProductRef } from '../../../../src/model/products/productModel.js';
import { sweepOldest } from '../../../../src/model/products/sweepOldest.js';
import type { Project } from '../../../../src/model/projects/project.js';
import type { PointModel } from '../../../../src/model/values/pointModel.js';
import { TuyaError, type TuyaErrorReason } from '../../../../src/tuya/errors/errors.js';
import { byPerson } from '../../../support/asking.js';
import { fastClock } from '../../../support/fastClock.js';
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

  it('is asked for in three ways at most, once a day, where the project may not read it', async () => {
    const folder = tempFolder();
    const clock = new ShiftedClock();
    const products = new ScriptedProducts().answer('*', refusal(28841101));
    const { models } = productWindow({ folder, products, clock });
    await models.load(device, [], person);
    await models.load(device, [], person);
    await models.load({ ...device, productId: 'lamp' }, [], person);
    const other = productWindow({ folder, products, clock });
    await other.models.load({ ...device, productId: 'sensor' }, [], person);
    expect(products.asked).toEqual(['thingModel d1', 'v1.1 d1', 'iot-03 d1']);
    expect(other.models.known({ ...ref, productId: 'sensor' }).reading).toMatchObject({
      state: 'refused',
      problem: { reason: 'subscription', code: 28841101, remedy: 'subscribeApi' },
    });
    clock.shift(86_500_000);
    const nextDay = productWindow({ folder, products, clock });
    await nextDay.models.load({ ...device, productId: 'sensor' }, [], person);
    expect(products.asked).toHaveLength(6);
    products.answer('thingModel', definition(['switch_1']));
    await models.renew(device, person);
    expect(models.known(ref).reading.state).toBe('read');
  });

  it('that may not be read asks nobody for a word on the month’s calls', async () => {
    const folder = tempFolder();
    const products = new ScriptedProducts().answer('*', refusal(28841105));
    let admitted = 0;
    const client = () => {
      admitted++;
      return Promise.resolve({ products });
    };
    const { models } = productWindow({ folder, products, client });
    await models.load(device, [], person);
    await models.load({ ...device, productId: 'lamp' }, [], person);
    expect(admitted).toBe(1);
    const told: ProductRef[] = [];
    models.onDidChange((each) => void told.push(each));
    await models.load(device, [], person);
    expect(told).toEqual([]);
  });

  it('that lacks a reported code is completed from the specification, with one call more', async () => {
    const folder = tempFolder();
    const products = new ScriptedProducts()
      .answer(
        'thingModel',
        definition([{ code: 'bright_value', dpId: 22, name: 'Brightness', type: 'value' }]),
      )
      .answer(
        'v1.1',
        definition(
          [
            { code: 'bright_value_v2', dpId: 22, type: 'Integer', values: { min: 10, max: 1000 } },
            { code: 'switch_led', dpId: 20, type: 'Boolean' },
          ],
          'specification',
        ),
      );
    const { models } = productWindow({ folder, products });
    await models.load(device, ['bright_value_v2', 'nobody_knows'], person);
    expect([...models.known(ref).points.values()]).toEqual([
      { code: 'bright_value', dpId: 22, name: 'Brightness', type: 'integer' },
      { code: 'bright_value_v2', dpId: 22, name: 'Brightness', type: 'integer', min: 10, max: 1000 },
      { code: 'switch_led', dpId: 20, type: 'boolean' },
    ]);
    expect(models.known(ref).reading).toMatchObject({ model: { source: 'thingModel' } });
    // What nobody knows isn't asked for again, in no window.
    await models.load(device, ['nobody_knows', 'switch_led'], person);
    await productWindow({ folder, products }).models.load(device, ['nobody_knows'], person);
    expect(products.asked).toEqual(['thingModel d1', 'v1.1 d1']);
  });

  it('that was completed stays so, whoever renews it, and where the specification can’t be had any more', async () => {
    const folder = tempFolder();
    const products = new ScriptedProducts()
      .answer('thingModel', definition(['bright_value']))
      .answer('v1.1', definition(['bright_value_v2'], 'specification'));
    await productWindow({ folder, products }).models.load(device, ['bright_value_v2'], person);
    const codes = ['bright_value', 'bright_value_v2'];
    // From the product’s own page: nobody reported anything there.
    const { models } = productWindow({ folder, products });
    await models.renew(device, person);
    expect([...models.known(ref).points.keys()]).toEqual(codes);
    for (const problem of [refusal(28841105), refusal(500, 'server'), refusal(2009, 'unsupported')]) {
      products.answer('*', problem).answer('v1.1', problem);
      await productWindow({ folder, products }).models.renew(device, person);
      const other = productWindow({ folder, products });
      await other.models.load(device, [...codes, `odd_${problem.code}`], person);
      expect([...other.models.known(ref).points.keys()]).toEqual(codes);
    }
  });

  it('has the facts of the firmware’s code where the standard one says none', async () => {
    const products = new ScriptedProducts()
      .answer(
        'thingModel',
        definition([
          { code: 'temp', dpId: 3, type: 'value', values: { min: 0, max: 500, scale: 1, unit: '℃' } },
          { code: 'mode', dpId: 4, type: 'enum', values: { range: ['a', 'b'] } },
        ]),
      )
      .answer(
        'v1.1',
        definition(
          [
            { code: 'va_temp', dpId: 3, type: 'Integer', values: '{"min":' },
            { code: 'va_mode', dpId: 4, type: 'String', values: { maxlen: 9 } },
          ],
          'specification',
        ),
      );
    const { models } = productWindow({ folder: tempFolder(), products });
    await models.load(device, ['va_temp', 'va_mode'], person);
    const { points } = models.known(ref);
    expect(points.get('va_temp')).toEqual({ ...points.get('temp'), code: 'va_temp' });
    expect(points.get('va_mode')).toEqual({ code: 'va_mode', dpId: 4, type: 'string', maxLength: 9 });
  });

  it.each([
    ['is refused', refusal(28841105), ['v1.1 d1']],
    ['is unknown there', refusal(1108, 'unsupported'), ['v1.1 d1', 'v1.0 d1']],
  ] as const)('stands as it is where the specification %s', async (_, problem, asked) => {
    const products = new ScriptedProducts()
      .answer('*', problem)
      .answer('thingModel', definition(['bright_value']));
    const { models } = productWindow({ folder: tempFolder(), products });
    await models.load(device, ['bright_value_v2'], person);
    await models.load(device, ['bright_value_v2'], person);
    expect(products.asked).toEqual(['thingModel d1', ...asked]);
    expect([...models.known(ref).points.keys()]).toEqual(['bright_value']);
  });

  it('is completed the next time where the specification could not be reached', async () => {
    const clock = new ShiftedClock();
    const products = new ScriptedProducts()
      .answer('v1.1', new Error('no network'))
      .answer('thingModel', definition(['bright_value']));
    const { models } = productWindow({ folder: tempFolder(), products, clock });
    await models.load(device, ['bright_value_v2'], person);
    expect([...models.known(ref).points.keys()]).toEqual(['bright_value']);
    products.answer('v1.1', definition(['bright_value_v2'], 'specification'));
    await models.load(device, ['bright_value_v2'], person);
    expect([...models.known(ref).points.keys()]).toEqual(['bright_value', 'bright_value_v2']);
  });

  it('of another product still costs one call where only the richest way is refused', async () => {
    const products = new ScriptedProducts()
      .answer('thingModel', refusal(1106, 'permission'))
      .answer('v1.1', definition(['switch_1'], 'specification'));
    const { models } = productWindow({ folder: tempFolder(), products });
    for (const productId of ['a', 'b', 'c']) await models.load({ ...device, productId }, [], person);
    expect(products.asked).toEqual(['thingModel d1', 'v1.1 d1', 'v1.1 d1', 'v1.1 d1']);
  });

  it('is refused and not missing where what would know it is closed', async () => {
    const products = new ScriptedProducts().answer('*', refusal(28841105)).answer(
      'iot-03',
      new TuyaError('unsupported', {
        operation: 'devices.get',
        message: '',
        remedy: 'notSupported',
        code: 1108,
      }),
    );
    const { models } = productWindow({ folder: tempFolder(), products });
    for (const productId of ['a', 'b']) {
      await models.load({ ...device, productId }, [], person);
      expect(models.known({ ...ref, productId }).reading).toMatchObject({ problem: { code: 28841105 } });
    }
    expect(products.asked).toHaveLength(4);
  });

  it('may be refused alone: others are still asked for, until a second one shows that none may be', async () => {
    const products = new ScriptedProducts().answer('*', refusal(1106, 'permission'));
    const folder = tempFolder();
    const { models } = productWindow({ folder, products });
    await models.load(device, [], person);
    await models.load(device, [], person);
    expect(products.asked).toHaveLength(3);
    await models.load({ ...device, productId: 'b' }, [], person);
    expect(products.asked).toHaveLength(6);
    await models.load({ ...device, productId: 'c' }, [], person);
    expect(products.asked).toHaveLength(6);
    const alone = new ScriptedProducts().answer('thingModel', definition(['switch_1']));
    const other = productWindow({ folder: tempFolder(), products: alone });
    await other.models.load({ ...device, productId: 'good' }, [], person);
    alone.answer('*', refusal(1106, 'permission')).answer('thingModel', refusal(1106, 'permission'));
    for (const productId of ['bad', 'worse']) await other.models.load({ ...device, productId }, [], person);
    alone.answer('thingModel', definition(['switch_1']));
    await other.models.load({ ...device, productId: 'better' }, [], person);
    expect(other.models.known({ ...ref, productId: 'better' }).reading.state).toBe('read');
    expect(other.models.known({ ...ref, productId: 'bad' }).reading.state).toBe('refused');
  });

  it('is asked for one product after the other until it is known what the project may ask', async () => {
    const products = new ScriptedProducts().answer(
      '*',
      () => new Promise((_, reject) => void setTimeout(() => reject(refusal(28841105)), 5)),
    );
    const { models } = productWindow({ folder: tempFolder(), products });
    const many = Array.from({ length: 20 }, (_, at) => ({ ...device, productId: `p${at}` }));
    await Promise.all(many.map((each) => models.load(each, [], person)));
    expect(products.asked).toHaveLength(3);
  });

  it('is read once more for a code that it doesn’t know, by one of all windows', async () => {
    const folder = tempFolder();
    const products = new ScriptedProducts().answer('*', definition(['switch_1']));
    const windows = [productWindow({ folder, products }), productWindow({ folder, products })];
    for (const { models } of windows) await models.load(device, ['switch_1'], person);
    expect(products.asked).toHaveLength(1);
    await Promise.all(windows.map(({ models }) => models.load(device, ['switch_1', 'odd'], person)));
    // The thing model, and the specification, where it might bear another code.
    expect(products.asked).toHaveLength(3);
    for (const { models } of windows) await models.load(device, ['odd'], person);
    expect(products.asked).toHaveLength(3);
    products.answer('*', definition(['switch_1', 'odd', 'new']));
    for (const { models } of windows) await models.load(device, ['new'], person);
    expect(products.asked).toHaveLength(4);
    for (const { models } of windows) expect(models.known(ref).points.has('new')).toBe(true);
  });

  it('stays the rich one where a code more brings a poorer answer', async () => {
    const products = new ScriptedProducts().answer('*', definition(['switch_1', 'custom_101']));
    const { models } = productWindow({ folder: tempFolder(), products });
    await models.load(device, [], person);
    products
      .answer(
        'thingModel',
        new TuyaError('malformed', { operation: 'devices.get', message: '', remedy: 'reportProblem' }),
      )
      .answer('v1.1', definition(['switch_1'], 'specification'));
    await models.load(device, ['odd'], person);
    expect(models.known(ref).reading).toMatchObject({ model: { source: 'thingModel' } });
    expect(models.known(ref).points.has('custom_101')).toBe(true);
  });

  it('that the cloud has not is asked for again after a week', async () => {
    const folder = tempFolder();
    const clock = new ShiftedClock();
    const none = new TuyaError('unsupported', {
      operation: 'devices.get',
      message: '',
      remedy: 'notSupported',
      code: 2009,
    });
    const products = new ScriptedProducts().answer('*', none).answer('thingModel', definition([]));
    for (let times = 0; times < 2; times++) {
      const { models } = productWindow({ folder, products, clock });
      await models.load(device, ['switch_1'], person);
      expect(models.known(ref).reading).toEqual({ state: 'none' });
    }
    expect(products.asked).toHaveLength(3);
    clock.shift(8 * 86_400_000);
    await productWindow({ folder, products, clock }).models.load(device, [], person);
    expect(products.asked).toHaveLength(6);
  });

  it('fails without a word more than its problem; only a person tries again at once', async () => {
    const down = new TuyaError('network', { operation: 'devices.get', message: '', remedy: 'checkNetwork' });
    const products = new ScriptedProducts().answer('*', down);
    const { models } = productWindow({ folder: tempFolder(), products });
    await models.load(device, [], person);
    expect(models.known(ref).reading).toEqual({ state: 'failed', problem: down });
    expect(products.asked).toHaveLength(1);
    await models.load(device, [], { asker: 'background' });
    expect(products.asked).toHaveLength(1);
    products.answer('*', definition(['switch_1']));
    await models.load(device, [], person);
    expect(models.known(ref).reading.state).toBe('read');
    products.answer('*', down);
    await models.renew(device, person);
    expect(models.known(ref).reading).toMatchObject({ state: 'read', problem: down });
    expect(models.known(ref).points.has('switch_1')).toBe(true);
  });

  it('is read once for two projects of a data center, and for windows that wait for a slow cloud', async () => {
    const folder = tempFolder();
    const clock = new ShiftedClock();
    const projects = ['p', 'q'].map((id) => ({ id, endpoint: 'https://cloud.invalid' }));
    const products = new ScriptedProducts().answer('*', async () => {
      await clock.sleep(25_000);
      return definition(['switch_1']);
    });
    const windows = [1, 2, 3].map(() => productWindow({ folder, products, clock, projects }));
    await Promise.all(
      windows.flatMap(({ models }) =>
        projects.map(({ id }) => models.load({ ...device, projectId: id }, ['switch_1'], person)),
      ),
    );
    expect(products.asked).toHaveLength(1);
    for (const { models } of windows) expect(models.known(ref).points.has('switch_1')).toBe(true);
  });

  it.each([
    ['by a code longer than any model’s', 'socket', 'x'.repeat(400), definition(['switch_1']), 1],
    ['by the very long id of a product', 'x'.repeat(300), 'switch_1', refusal(1106, 'permission'), 3],
  ])('isn’t asked for with every window %s', async (_, productId, code, answer, calls) => {
    const folder = tempFolder();
    const products = new ScriptedProducts().answer('*', answer);
    for (let times = 0; times < 3; times++)
      await productWindow({ folder, products }).models.load(
        { ...device, productId },
        ['switch_1', code],
        person,
      );
    expect(products.asked).toHaveLength(calls);
  });

  it('that is refused alone is remembered where others are refused at the same time', async () => {
    const folder = tempFolder();
    const products = new ScriptedProducts().answer('*', definition(['switch_1']));
    const [one, other] = [productWindow({ folder, products }), productWindow({ folder, products })];
    await one.models.load(device, [], person);
    products.answer(
      '*',
      () => new Promise((_, reject) => void setTimeout(() => reject(refusal(1106, 'permission')), 5)),
    );
    const many = Array.from({ length: 10 }, (_, at) => ({ ...device, productId: `p${at}` }));
    const loadAll = () =>
      Promise.all(many.map((each, at) => (at % 2 === 0 ? one : other).models.load(each, ['a'], person)));
    await loadAll();
    const { length } = products.asked;
    await loadAll();
    expect(products.asked).toHaveLength(length);
  });

  it('is renewed though it was read while the clock was ahead, and other windows take the new one', async () => {
    const folder = tempFolder();
    const clock = new ShiftedClock();
    const products = new ScriptedProducts().answer('*', definition(['switch_1']));
    const [one, other] = [
      productWindow({ folder, products, clock }),
      productWindow({ folder, products, clock }),
    ];
    clock.shift(400 * 86_400_000);
    for (const { models } of [one, other]) await models.load(device, [], person);
    clock.shift(-400 * 86_400_000);
    products.answer('*', definition(['switch_1', 'new']));
    await one.models.renew(device, person);
    await other.models.refresh();
    for (const { models } of [one, other]) expect(models.known(ref).points.has('new')).toBe(true);
  });

  it('whose answer is broken is asked for once, whatever devices are opened, until somebody renews it', async () => {
    const clock = new ShiftedClock();
    const broken = new TuyaError('malformed', {
      operation: 'products.thingModel',
      message: '',
      remedy: 'reportProblem',
      field: 'result.model',
    });
    const products = new ScriptedProducts().answer('*', broken);
    const { models } = productWindow({ folder: tempFolder(), products, clock });
    for (let at = 0; at < 10; at++) await models.load({ ...device, deviceId: `d${at}` }, ['a'], person);
    expect(products.asked).toHaveLength(4);
    expect(models.known(ref).reading).toEqual({ state: 'failed', problem: broken });
    products.answer('*', definition(['switch_1']));
    await models.renew(device, person);
    expect(models.known(ref).reading.state).toBe('read');
  });

  it.each([
    ['a space that isn’t the project’s', 40001900, 'permission', 3],
    ['the calls of its group that are used up', 28841104, 'quota', 1],
  ] as const)('costs nothing more after a refusal for %s', async (_, code, reason, calls) => {
    const products = new ScriptedProducts().answer(
      '*',
      new TuyaError(reason, { operation: 'products.thingModel', message: '', remedy: 'linkAccount', code }),
    );
    const { models } = productWindow({ folder: tempFolder(), products });
    for (let at = 0; at < 5; at++) await models.load({ ...device, deviceId: `d${at}` }, ['a'], person);
    expect(products.asked).toHaveLength(calls);
  });

  it('that stays incomplete isn’t read again for whoever doesn’t ask for it', async () => {
    const products = new ScriptedProducts()
      .answer('*', refusal(500, 'server'))
      .answer('thingModel', definition(['switch_1']));
    const { models } = productWindow({ folder: tempFolder(), products });
    for (let times = 0; times < 5; times++) await models.load(device, ['odd'], { asker: 'quiet' });
    expect(products.asked).toEqual(['thingModel d1', 'v1.1 d1']);
  });

  it('is left as it was by who gave up, and read by who goes on', async () => {
    const products = new ScriptedProducts().answer('*', () => new Promise(() => undefined));
    const { models } = productWindow({ folder: tempFolder(), products });
    const controller = new AbortController();
    const given = models.load(device, [], byPerson(controller.signal));
    await expect.poll(() => products.asked.length).toBe(1);
    expect(models.known(ref).reading).toEqual({ state: 'loading' });
    controller.abort();
    await given;
    await expect.poll(() => models.known(ref).reading).toEqual({ state: 'unread' });
  });

  it('costs nothing where the project may not call now', async () => {
    const products = new ScriptedProducts().answer('*', definition(['switch_1']));
    const { models } = productWindow({
      folder: tempFolder(),
      products,
      client: (_, asking) =>
        asking.asker === 'person'
          ? Promise.resolve({ products })
          : Promise.reject(new BudgetError(asking.asker)),
    });
    await models.load(device, [], { asker: 'quiet' });
    expect(models.known(ref).reading).toMatchObject({ state: 'failed', problem: { reason: 'usedUp' } });
    await models.load(device, [], person);
    expect(models.known(ref).reading.state).toBe('read');
  });
});

describe('what is kept of models', () => {
  it('is nothing where a file can’t be read, and is written anew', async () => {
    const folder = tempFolder();
    const products = new ScriptedProducts().answer('*', definition(['switch_1']));
    await productWindow({ folder, products }).models.load(device, [], person);
    const [file = ''] = filesOf(folder, 'models');
    for (const text of ['{', '[]', readFileSync(file, 'utf8').replace('"socket"', '"lamp"')]) {
      writeFileSync(file, text);
      const before = products.asked.length;
      await productWindow({ folder, products }).models.load(device, [], person);
      expect(products.asked).toHaveLength(before + 1);
    }
  });

  it('holds a model of two megabytes within its bounds', async () => {
    const folder = tempFolder();
    const range = Array.from({ length: 100 }, (_, at) => `${at}`.padEnd(100, 'x'));
    const points = Array.from({ length: 300 }, (_, at) => ({
      code: `c${at}`,
      name: '<b onclick="x">\u202e',
      type: 'enum',
      values: { range },
    }));
    const products = new ScriptedProducts().answer('*', definition(points));
    const { models } = productWindow({ folder, products });
    await models.load(device, ['c299'], person);
    const { reading } = models.known(ref);
    expect(reading).toMatchObject({ state: 'read', model: { unread: expect.any(Number) as number } });
    for (const file of filesOf(folder, 'models')) expect(statSync(file).size).toBeLessThan(1_500_000);
    await models.load(device, ['c299'], person);
    // One for what was left out, and then no more.
    expect(products.asked).toHaveLength(2);
  });

  it('goes with the last project of its data center; what a project may ask goes with its keys', async () => {
    const folder = tempFolder();
    const products = new ScriptedProducts()
      .answer('thingModel', refusal(28841105))
      .answer('*', definition(['switch_1']));
    const all = ['p', 'q'].map((id) => ({ id, endpoint: 'https://cloud.invalid' })) as Project[];
    const { models, setProjects } = productWindow({ folder, products, projects: all });
    await models.load(device, [], person);
    expect(filesOf(folder, 'models')).toHaveLength(1);
    expect(filesOf(folder, 'access')).toHaveLength(1);
    setProjects(all.slice(1), { removed: ['p'] });
    await expect.poll(() => filesOf(folder, 'access')).toEqual([]);
    expect(filesOf(folder, 'models')).toHaveLength(1);
    setProjects([], { removed: ['q'] });
    await expect.poll(() => filesOf(folder, 'models')).toEqual([]);
  });

  it('holds nothing that the keys of before are told after there are others', async () => {
    const folder = tempFolder();
    const all = [{ id: 'p', endpoint: 'https://cloud.invalid' }] as Project[];
    let answer = (): void => undefined;
    const products = new ScriptedProducts().answer(
      '*',
      () => new Promise((_, reject) => void (answer = () => reject(refusal(28841105)))),
    );
    const { models, setProjects } = productWindow({ folder, products, projects: all });
    const loaded = models.load(device, [], person);
    await expect.poll(() => products.asked.length).toBe(1);
    setProjects(all, { rekeyed: ['p'] });
    answer();
    await loaded;
    products.answer('*', definition(['switch_1']));
    await models.load(device, [], person);
    expect(models.known(ref).reading.state).toBe('read');
    expect(products.asked).toHaveLength(2);
  });

  it('takes no more of the disk than it may: the oldest goes', async () => {
    const folder = tempFolder();
    for (let at = 0; at < 5; at++) {
      const file = join(folder, `${at}.json`);
      writeFileSync(file, 'x'.repeat(10));
      utimesSync(file, at + 1, at + 1);
    }
    await sweepOldest(folder, { files: 4, bytes: 30 });
    expect(readdirSync(folder).sort()).toEqual(['2.json', '3.json', '4.json']);
  });
});

describe('what is laid over a model', () => {
  const imported = (points: readonly PointModel[], productId = 'socket'): ProductModel => ({
    productId,
    source: 'import',
    readAt: 1,
    file: 'devices.json',
    points,
  });

  it('stands for it where the cloud could not be asked, with why', async () => {
    const products = new ScriptedProducts().answer('*', new Error('no network'));
    const { models } = productWindow({ folder: tempFolder(), products });
    await models.importModel([imported([{ code: 'switch_1', type: 'boolean' }])]);
    await models.load(device, [], person);
    expect(models.known(ref).reading).toMatchObject({
      state: 'read',
      model: { source: 'import' },
      problem: { message: 'no network' },
    });
  });

  it('stands for it where the cloud has none, and fills its gaps where it has one', async () => {
    const products = new ScriptedProducts().answer('*', refusal(28841105));
    const folder = tempFolder();
    const { models } = productWindow({ folder, products });
    await models.importModel([
      imported([
        { code: 'switch_1', dpId: 1, name: 'Switch', type: 'boolean' },
        { code: 'power', dpId: 19, type: 'integer', scale: 2, unit: 'kW' },
      ]),
    ]);
    await models.load(device, [], person);
    expect(models.known(ref).reading).toMatchObject({ state: 'read', model: { source: 'import' } });
    products.answer(
      'thingModel',
      definition([
        { code: 'switch_1', type: 'bool' },
        { code: 'power', type: 'value', values: { scale: 1 } },
      ]),
    );
    await models.renew(device, person);
    expect(models.known(ref).reading).toMatchObject({ model: { source: 'thingModel' } });
    expect(models.known(ref).points.get('switch_1')).toMatchObject({ dpId: 1, name: 'Switch' });
    // A scale of one and a unit of the other would be nobody's.
    expect(models.known(ref).points.get('power')).toEqual({
      code: 'power',
      dpId: 19,
      type: 'integer',
      scale: 1,
    });
    await models.removeImport('socket');
    expect(models.known(ref).points.get('switch_1')?.name).toBeUndefined();
  });

  it('is told to whoever listens, and to other windows when they look', async () => {
    const folder = tempFolder();
    const products = new ScriptedProducts().answer('*', definition(['power']));
    const [one, other] = [productWindow({ folder, products }), productWindow({ folder, products })];
    await one.models.load(device, [], person);
    await other.models.kept(ref);
    const told: ProductRef[] = [];
    one.models.onDidChange((each) => void told.push(each));
    const before = one.models.known(ref);
    await one.models.override('socket', 'power', { name: 'Power', unit: 'W', scale: 1 });
    expect(told).toEqual([ref]);
    expect(one.models.known(ref)).not.toBe(before);
    expect([...one.models.known(ref).changedByHand]).toEqual(['power']);
    expect(other.models.known(ref).changedByHand.size).toBe(0);
    await other.models.refresh();
    expect(other.models.known(ref).points.get('power')).toMatchObject({ name: 'Power', unit: 'W', scale: 1 });
  });

  it('is all kept where two windows change it at once', async () => {
    const folder = tempFolder();
    const products = new ScriptedProducts();
    const [one, other] = [productWindow({ folder, products }), productWindow({ folder, products })];
    const codes = Array.from({ length: 10 }, (_, at) => `c${at}`);
    await Promise.all(
      codes.map((code, at) =>
        (at % 2 === 0 ? one : other).models.override('socket', code, { name: code.toUpperCase() }),
      ),
    );
    const third = productWindow({ folder, products });
    expect((await third.models.kept(ref)).changedByHand.size).toBe(10);
  });

  it('never replaces a file that a person broke by hand', async () => {
    const folder = tempFolder();
    const { models } = productWindow({ folder, products: new ScriptedProducts() });
    const file = join(folder, 'tuya-products.json');
    writeFileSync(file, '{ "version": 1, "products": ');
    await expect(models.override('socket', 'power', { name: 'x' })).rejects.toMatchObject({
      reason: 'notJson',
    });
    expect(readFileSync(file, 'utf8')).toBe('{ "version": 1, "products": ');
  });
});

/** Real time, so much later. */
class ShiftedClock implements Clock {
  private later = 0;
  private readonly fast = fastClock();

  now(): number {
    return this.fast.now() + this.later;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return this.fast.sleep(ms, signal);
  }

  shift(ms: number): void {
    this.later += ms;
  }
}

function filesOf(folder: string, kind: 'models' | 'access'): string[] {
  const root = join(folder, 'products', kind);
  const names = existsSync(root) ? readdirSync(root, { recursive: true }) : [];
  return names.map((name) => join(root, String(name))).filter((path) => path.endsWith('.json'));
}
