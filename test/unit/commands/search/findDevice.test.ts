import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Device } from '../../../../src/tuya/results.js';
import { aWorkbench } from '../../../support/commandSetup.js';
import { eventually } from '../../../support/eventually.js';
import { workbench, type FakeInput } from '../../../support/vscodeShim.js';

let bench: Awaited<ReturnType<typeof aWorkbench>>;
let projectId: string;
beforeEach(async () => {
  bench = await aWorkbench();
  projectId = (await bench.core.setup.addDemo('Demo')).id;
});
afterEach(() => bench.end());

const offer = 'Read all devices of Demo';
const aDevice = (id: string, name: string): Device => ({ id, name, status: [], extra: {} });

/** What the list says, and what stands in it. */
async function shown(act: (input: FakeInput) => Promise<void> = () => Promise.resolve()): Promise<string[]> {
  let labels: string[] = [];
  workbench.onInput = (input) => {
    void act(input).then(async () => {
      await eventually(() => expect(input.busy).toBe(false));
      labels = input.items.map((item) =>
        item.label === '…' ? String((item as { description?: string }).description) : item.label,
      );
      input.hide();
    });
  };
  await bench.run('tuya.findDevice');
  return labels;
}

it('all devices are there before anything is typed, those opened last first', async () => {
  const { core } = bench;
  core.devices.put(projectId, [aDevice('a', 'Lamp 10'), aDevice('b', 'Lamp 9'), aDevice('c', 'Attic')], 1);
  expect(await shown()).toEqual(['All Devices', 'Attic', 'Lamp 9', 'Lamp 10', offer]);
  core.recent.note({ projectId, deviceId: 'a' });
  core.recent.note({ projectId, deviceId: 'c' });
  core.recent.note({ projectId, deviceId: 'a' });
  core.recent.note({ projectId, deviceId: 'nobody knows it' });
  expect(await shown()).toEqual(['Opened Last', 'Lamp 10', 'Attic', 'All Devices', 'Lamp 9', offer]);
});

it('they come back where what was typed is taken away', async () => {
  bench.core.devices.put(projectId, [aDevice('a', 'Lamp'), aDevice('b', 'Plug')], 1);
  const labels = await shown(async (input) => {
    input.change('lam');
    await eventually(() => expect(input.items.map(({ label }) => label)).toEqual(['Lamp', '…']));
    input.change(' ');
  });
  expect(labels).toEqual(['All Devices', 'Lamp', 'Plug', offer]);
});

it('a large fleet is shown in part, and says how many more there are', async () => {
  const many = Array.from({ length: 3_000 }, (_, at) => aDevice(`d${at}`, `Lamp ${at}`));
  bench.core.devices.put(projectId, many, 1);
  bench.core.recent.note({ projectId, deviceId: 'd2999' });
  const labels = await shown();
  expect(labels.slice(0, 4)).toEqual(['Opened Last', 'Lamp 2999', 'All Devices', 'Lamp 0']);
  expect(labels.slice(-2)).toEqual(['2799 more: type to find them', offer]);
  expect(labels).toHaveLength(205);
});

it('where nothing is known, it says what helps', async () => {
  expect(await shown()).toEqual(['No device is known yet: type an ID to look it up', offer]);
});

it('reads the rest from the box, and goes on with what was typed', async () => {
  const boxes: FakeInput[] = [];
  workbench.onInput = (input) => {
    boxes.push(input);
    void (async () => {
      if (boxes.length === 1) input.change('kuhlschr');
      await eventually(() => expect(input.busy).toBe(false));
      const [first] = input.items;
      if (boxes.length === 1) {
        expect(input.items.map(({ label, description = '' }) => [label, description])).toEqual([
          ['No known device matches', ''],
          ['…', offer],
        ]);
        input.choose('…');
      } else input.choose(first?.label ?? '');
    })();
  };
  await bench.run('tuya.findDevice');
  expect(boxes.map(({ value }) => value)).toEqual(['kuhlschr', 'kuhlschr']);
  const [opened] = bench.opened;
  expect(opened && bench.core.devices.device(opened)?.value.name).toBe('Kühlschrank');
  expect(bench.core.fleet.of(projectId).allCost()?.calls).toBe(0);
  expect(await shown()).not.toContain(offer);
});

it('has a button for it, wherever the list ends', async () => {
  let tooltips: unknown[] = [];
  workbench.onInput = (input) => {
    void (async () => {
      await eventually(() => expect(input.busy).toBe(false));
      tooltips = input.buttons.map((button) => (button as { tooltip?: string }).tooltip);
      if (tooltips.length > 0) input.pressButton(/^Read all devices/);
      else input.hide();
    })();
  };
  await bench.run('tuya.findDevice');
  expect(workbench.inputs).toHaveLength(2);
  expect(tooltips).toEqual([]);
  expect(bench.core.fleet.of(projectId).allCost()?.calls).toBe(0);
});

it('doesn’t wait with the box for what an earlier window kept', async () => {
  const { core } = bench;
  let goOn = (): void => undefined;
  const gate = new Promise<void>((resolve) => (goOn = resolve));
  core.fleet.restored = () => gate;
  core.devices.put(projectId, [aDevice('a', 'Lamp')], 1);
  const seen: unknown[] = [];
  workbench.onInput = (input) => {
    input.change('lamp');
    seen.push(input.busy, input.items);
    goOn();
    void (async () => {
      await eventually(() => expect(input.busy).toBe(false));
      seen.push(input.items.map(({ label }) => label));
      input.hide();
    })();
  };
  await bench.run('tuya.findDevice');
  expect(seen).toEqual([true, [], ['Lamp', '…']]);
});
