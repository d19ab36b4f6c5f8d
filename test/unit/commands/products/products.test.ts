import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aProjectWithDevices, aWorkbench } from '../../../support/commandSetup.js';
import { byPerson } from '../../../support/asking.js';
import { act, choose, type } from '../../../support/person.js';
import { tempFolder } from '../../../support/tempFolder.js';
import { workbench } from '../../../support/vscodeShim.js';

let bench: Awaited<ReturnType<typeof aWorkbench>>;
let projectId: string;
beforeEach(async () => {
  bench = await aWorkbench();
  projectId = await aProjectWithDevices(bench);
});
afterEach(() => bench.end());

/** A device that reports this code, and its product. */
function reporting(code: string, nth = 0) {
  const found = [...bench.core.devices.knownOf(projectId).values()]
    .map(({ value }) => value)
    .filter(({ status }) => status.some((point) => point.code === code))[nth];
  if (!found?.productId) throw new Error(`Nothing reports ${code}.`);
  const { id: deviceId, productId } = found;
  return { ref: { projectId, deviceId }, productId, device: found };
}

const pointsOf = async (productId: string) =>
  (await bench.core.productModels.kept({ projectId, productId })).points;

describe('a data point that a person edits', () => {
  it('has another name, unit and scale for all devices of its product, and its own again when that is taken back', async () => {
    const { ref, productId } = reporting('cur_power');
    const seen = act(
      choose('Name'),
      type('Leistung'),
      choose('Unit'),
      type('kW'),
      choose('Digits after the point'),
      choose('3'),
    );
    await bench.run('tuya.editDataPoint', { ...ref, code: 'cur_power' });
    expect(seen[0]?.title).toContain('cur_power');
    const changed = (await pointsOf(productId)).get('cur_power');
    expect(changed).toMatchObject({ name: 'Leistung', unit: 'kW', scale: 3 });
    // A name of which nothing shows is none.
    act(choose('Name'), type('\u200B'));
    await bench.run('tuya.editDataPoint', { ...ref, code: 'cur_power' });
    expect(workbench.errors).toEqual([]);
    expect(bench.core.productChanges.ownOf(productId).get('cur_power')).toEqual({ unit: 'kW', scale: 3 });
    act(choose('Take back what you changed'));
    await bench.run('tuya.editDataPoint', { ...ref, code: 'cur_power' });
    expect(bench.core.productChanges.ownOf(productId).size).toBe(0);
  });

  it('has words for values that nobody knew', async () => {
    const { ref, productId } = reporting('switch_1');
    act(choose('Words for its values'), choose('Another value…'), type('7'), type('Far'));
    await bench.run('tuya.editDataPoint', { ...ref, code: 'mode_x' });
    expect((await pointsOf(productId)).get('mode_x')).toMatchObject({ range: ['7'], labels: ['Far'] });
  });

  it('has words for bits by their number, with the others as they were', async () => {
    const { ref, productId } = reporting('fault');
    await bench.core.productModels.load({ ...ref, productId }, [], byPerson());
    const before = (await pointsOf(productId)).get('fault')?.labels ?? [];
    expect(before.length).toBeGreaterThan(1);
    act(choose('Words for its values'), choose('0'), type('Zu heiß'));
    await bench.run('tuya.editDataPoint', { ...ref, code: 'fault' });
    expect((await pointsOf(productId)).get('fault')?.labels).toEqual(['Zu heiß', ...before.slice(1)]);
    for (const bit of ['99', '01']) {
      const seen = act(choose('Words for its values'), choose('Another value…'), type(bit));
      await bench.run('tuya.editDataPoint', { ...ref, code: 'fault' });
      expect(seen.at(-1)?.problem ?? seen.at(-2)?.problem).toContain('from 0 to 52');
    }
    // A word that is emptied is the product's own again.
    act(choose('Words for its values'), choose('0'), type(''));
    await bench.run('tuya.editDataPoint', { ...ref, code: 'fault' });
    expect((await pointsOf(productId)).get('fault')?.labels).toEqual(before);
  });

  it('does nothing without a data point, and says so where the product is unknown', async () => {
    await bench.run('tuya.editDataPoint', { projectId, deviceId: 'nobody' });
    expect(workbench.errors).toEqual([]);
    await bench.run('tuya.editDataPoint', { projectId, deviceId: 'nobody', code: 'x' });
    expect(workbench.errors[0]).toContain('which product');
  });
});

describe('files of models', () => {
  const open = async (name: string, content: unknown) => {
    const path = join(tempFolder(), name);
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
    workbench.openFiles = [path];
    await bench.run('tuya.importProductModel');
  };

  it('are taken from tinytuya, with no word of the keys beside them', async () => {
    const { productId } = reporting('cur_power');
    await open('devices.json', [
      {
        id: 'x',
        key: 'TOPSECRETKEY1234',
        product_id: productId,
        mapping: {
          '119': { code: 'my_power', type: 'Integer', values: { unit: 'W', scale: 1, min: 0, max: 9 } },
        },
      },
    ]);
    expect(workbench.messages.at(-1)).toContain('1 data point of 1 product');
    expect((await pointsOf(productId)).get('my_power')).toMatchObject({ dpId: 119, scale: 1, unit: 'W' });
    act((input) => input.choose(input.items[0]?.label ?? ''));
    await bench.run('tuya.removeProductImport');
    expect((await pointsOf(productId)).has('my_power')).toBe(false);
    await bench.run('tuya.removeProductImport', { projectId, productId });
    expect(workbench.errors.at(-1)).toContain('No model is imported');
    const all = JSON.stringify([workbench.messages, workbench.errors, bench.logged]);
    expect(all).not.toContain('TOPSECRET');
  });

  it.each([
    ['broken.json', '{"a":', 'broken'],
    ['other.json', { hello: 1 }, 'none that is known'],
    ['product-abc.json', { schemaVersion: 2, pid: 'abc', fetchError: 'x' }, 'no data points'],
    ['devices.json', [{ id: 'x', mapping: { '1': { code: 'a', type: 'Boolean' } } }], 'which product'],
  ])('that can’t be taken are told of in words: %s', async (name, content, word) => {
    await open(name, content);
    expect(workbench.errors.at(-1)).toContain(word);
    expect(workbench.messages).toEqual([]);
  });

  it('with changes go out for a team, and come in again', async () => {
    const { productId } = reporting('cur_power');
    await bench.run('tuya.exportProductChanges');
    expect(workbench.errors.at(-1)).toContain('No data point was changed');
    await bench.core.productModels.override(productId, 'cur_power', { name: 'Power', unit: '' });
    workbench.saveAs = '/somewhere/tuya-products.json';
    await bench.run('tuya.exportProductChanges');
    const text = workbench.saved.get('/somewhere/tuya-products.json') ?? '';
    expect(JSON.parse(text)).toEqual({
      version: 1,
      products: { [productId]: { points: { cur_power: { name: 'Power', unit: '' } } } },
    });
    await bench.core.productModels.override(productId, 'cur_power', undefined);
    await open('tuya-products.json', text);
    expect(workbench.messages.at(-1)).toMatch(/^1 change of a data point was imported\.$/);
    expect(bench.core.productChanges.ownOf(productId).get('cur_power')).toEqual({ name: 'Power', unit: '' });
  });

  it('with changes aren’t called broken where the person’s own file is', async () => {
    bench.files.files.set('tuya-products.json', '{');
    await open('team.json', { version: 1, products: { p: { points: { a: { name: 'A' } } } } });
    expect(workbench.errors.at(-1)).toMatch(
      /^‘team.json’ isn’t imported\..*the folder of the extension’s data\./u,
    );
    expect(bench.files.files.get('tuya-products.json')).toBe('{');
  });

  it('with changes say how many of them can’t be read', async () => {
    const points = { a: { name: 'A' }, b: { scale: 99 } };
    await open('tuya-products.json', { version: 1, products: { p: { points } } });
    expect(workbench.messages.at(-1)).toBe(
      '1 change of a data point was imported. 1 data point couldn’t be read.',
    );
  });
});

describe('a product', () => {
  it('is one document with its model, its changes and its devices, which follows', async () => {
    const { ref, productId } = reporting('cur_power');
    await bench.core.productModels.override(productId, 'cur_power', { name: 'Power' });
    await bench.run('tuya.openProduct', ref);
    const [document] = bench.documents;
    expect(document?.name).toContain(`(${productId}).json`);
    expect(JSON.parse(document?.texts.at(-1) ?? '')).toMatchObject({
      productId,
      changedByHand: [{ code: 'cur_power', name: 'Power' }],
    });
    expect(document?.texts.at(-1)).toContain(ref.deviceId);
    await bench.core.productModels.override(productId, 'cur_power', { name: 'Other' });
    await expect.poll(() => document?.texts.at(-1)).toContain('"name": "Other"');
  });

  it('and another one are compared by what their data points mean; devices by what they report', async () => {
    const one = reporting('cur_power');
    const other = [...bench.core.devices.knownOf(projectId).values()].find(
      ({ value }) => value.productId && value.productId !== one.productId,
    )?.value;
    act((input) => input.choose(input.items[0]?.label ?? ''));
    await bench.run('tuya.compareProducts', one.ref);
    expect(bench.comparisons[0]?.left.text).toContain(one.productId);
    await bench.run('tuya.compareDevices', undefined);
    expect(bench.comparisons).toHaveLength(1);
    await bench.run('tuya.compareDevices', [one.ref, { projectId, deviceId: other?.id }]);
    const { left, right } = bench.comparisons[1] ?? {};
    expect(left?.text).toContain('"code": "cur_power"');
    expect(right?.text).toContain(other?.id);
    for (const { value } of bench.core.devices.knownOf(projectId).values())
      if (value.localKey) expect(`${left?.text}${right?.text}`).not.toContain(value.localKey);
  });
});

describe('renewing a model', () => {
  it('asks again, whatever is kept, and says what came of it', async () => {
    const { ref } = reporting('cur_power');
    const calls = () => bench.cloud.ledger.count('getThingModel').calls;
    await bench.run('tuya.renewProductModel', ref);
    await bench.run('tuya.renewProductModel', ref);
    expect(calls()).toBe(2);
    expect(workbench.messages.at(-1)).toMatch(/the model has \d+ data points/);
    act((input) => input.choose(input.items[0]?.label ?? ''));
    await bench.run('tuya.renewProductModel');
    expect(calls()).toBe(3);
  });

  it('tells a failure once, in words', async () => {
    const { ref } = reporting('cur_power');
    bench.cloud.faults.add({ operation: 'getThingModel', fault: { kind: 'code', code: 500 } });
    await bench.run('tuya.renewProductModel', ref);
    expect(workbench.errors).toHaveLength(1);
    expect(workbench.messages).toEqual([]);
  });

  it('tells what the cloud answered, whatever was imported', async () => {
    const { ref, productId } = reporting('cur_power');
    const points = [{ code: 'my_power' }];
    await bench.core.productModels.importModel([{ productId, source: 'import', readAt: 1, points }]);
    bench.cloud.faults.add({ operation: 'getThingModel', fault: { kind: 'code', code: 500 } });
    await bench.run('tuya.renewProductModel', ref);
    expect(workbench.errors).toHaveLength(1);
    expect(workbench.messages).toEqual([]);
  });
});
