import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { aWorkbench } from '../../../support/commandSetup.js';
import { byPerson } from '../../../support/asking.js';
import { aDevice } from '../../../support/fakeFleetCloud.js';
import { workbench, type FakeInput } from '../../../support/vscodeShim.js';

let bench: Awaited<ReturnType<typeof aWorkbench>>;
beforeEach(async () => {
  bench = await aWorkbench();
  const { id } = await bench.core.setup.addDemo('Demo');
  const fleet = bench.core.fleet.of(id);
  await fleet.load({ kind: 'users', projectId: id }, byPerson());
  await fleet.readRest(byPerson());
});
afterEach(() => bench.end());

/** Acts as the person, one step for each input that comes up. */
function person(...steps: ((input: FakeInput) => void)[]): void {
  workbench.onInput = (input) => {
    const step = steps.shift();
    if (step) step(input);
    else input.hide();
  };
}

const on = (input: FakeInput): string[] =>
  input.items.flatMap((item) =>
    (item as { description?: string }).description === 'on' ? [item.label] : [],
  );

it('the list of options changes them at once, says which are on, and stays', async () => {
  const { viewOptions } = bench.core;
  person((input) => {
    expect(on(input)).toEqual(['User', 'Order of the Cloud']);
    input.choose('Product');
    input.choose('Last Update');
    input.choose('Offline Only');
    expect(on(input)).toEqual(['Offline Only', 'Product', 'Last Update']);
    expect((input.activeItems[0] as { label: string }).label).toBe('Offline Only');
    input.choose('Offline Only');
    expect(viewOptions.current).toMatchObject({ state: undefined, groupBy: 'product', sortBy: 'updated' });
    input.choose('Reset All');
    expect(on(input)).toEqual(['User', 'Order of the Cloud']);
    input.hide();
  });
  await bench.run('tuya.viewOptions');
  expect(workbench.inputs).toHaveLength(1);
});

it('products are chosen of those that are known, with how many there are of each, and back one is in the list', async () => {
  const { viewOptions } = bench.core;
  person(
    (input) => input.choose('Categories…'),
    (input) => {
      const socket = input.items.find(({ label }) => label === 'Socket') as { description?: string };
      expect(socket.description).toMatch(/^cz · \d+$/);
      input.selectedItems = [socket];
      input.accept();
    },
    (input) => {
      expect(input.items.find(({ label }) => label === 'Categories…')).toMatchObject({
        description: 'Socket',
      });
      input.hide();
    },
  );
  await bench.run('tuya.viewOptions');
  expect(viewOptions.current.categories).toEqual([{ key: 'cz', name: 'cz' }]);
  viewOptions.set({ groupBy: 'home' });
  await bench.run('tuya.clearFilter');
  expect([viewOptions.isFiltered, viewOptions.current.groupBy]).toEqual([false, 'home']);
  await bench.run('tuya.resetViewOptions');
  expect(viewOptions.current.groupBy).toBe('user');
});

it('a text filters while it is typed; Escape brings back what was there', async () => {
  const { viewOptions } = bench.core;
  person((input) => {
    input.change('lam');
    expect(viewOptions.current.text).toBe('lam');
    input.type('lamp ');
  });
  await bench.run('tuya.filterDevices');
  expect(viewOptions.current.text).toBe('lamp');
  person((input) => {
    input.change('x'.repeat(500));
    expect(viewOptions.current.text).toHaveLength(200);
    input.hide();
  });
  await bench.run('tuya.filterDevices');
  expect(viewOptions.current.text).toBe('lamp');
});

it('products are chosen of those that an earlier window kept, too', async () => {
  const { fleet, devices } = bench.core;
  vi.spyOn(fleet, 'restored').mockImplementation((id) => {
    devices.put(id, [aDevice('kept', { productId: 'K', productName: 'Kept Lamp' })], 1);
    return Promise.resolve();
  });
  let offered: string[] = [];
  person(
    (input) => input.choose('Products…'),
    (input) => {
      offered = input.items.map(({ label }) => label);
      input.hide();
    },
  );
  await bench.run('tuya.viewOptions');
  expect(offered).toContain('Kept Lamp');
});
