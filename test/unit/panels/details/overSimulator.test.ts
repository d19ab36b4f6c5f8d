import { afterEach, expect, it } from 'vitest';
import type { DeviceRef } from '../../../../src/model/projects/project.js';
import { detailsSnapshot } from '../../../../src/panels/details/detailsSnapshot.js';
import type { DetailsSnapshot } from '../../../../src/protocol/details.js';
import { byPerson } from '../../../support/asking.js';
import { aWorkbench } from '../../../support/commandSetup.js';

const context = {
  device: () => undefined,
  iconUrl: () => undefined,
  weightUnit: 'kg',
  liveIntervals: [],
} as const;

let bench: Awaited<ReturnType<typeof aWorkbench>> | undefined;
afterEach(() => bench?.end());

/** Every device of a simulated home, of which none was opened. */
async function aHome(cloud: Parameters<typeof aWorkbench>[0] = {}) {
  const made = (bench = await aWorkbench(cloud));
  const { core, cloud: simulated } = made;
  const projectId = String(await made.run('tuya.addProject', { name: 'Bench', ...made.keys }));
  const fleet = core.fleet.of(projectId);
  await fleet.load({ kind: 'users', projectId }, byPerson());
  for (const uid of made.uids) await fleet.load({ kind: 'owner', projectId, uid }, byPerson());
  const calls = () => ({
    device: simulated.ledger.count('getDevice').calls,
    model: simulated.ledger.count('getThingModel').calls,
    shadow: simulated.ledger.count('getShadowProperties').calls,
  });
  /** The devices that report this, as they can be opened. */
  const reporting = (code: string): readonly DeviceRef[] =>
    [...core.devices.knownOf(projectId).values()].flatMap(({ value }) =>
      value.status.some((point) => point.code === code) ? { projectId, deviceId: value.id } : [],
    );
  /** What the page is sent after a person opened the device, once all that belongs to it has been read. */
  async function opened(ref: DeviceRef): Promise<DetailsSnapshot> {
    const details = core.details.open(ref);
    await details.refresh('person');
    const isComing = (): boolean => {
      const { model, shadow } = details.state();
      // The shadow is asked for after the model, where that is the cloud's.
      return /unread|loading/.test(
        model?.reading.state === 'read' ? shadow.state : (model?.reading.state ?? ''),
      );
    };
    await expect.poll(isComing).toBe(false);
    const snapshot = detailsSnapshot(details.state(), context);
    details.dispose();
    return snapshot;
  }
  return { core, calls, reporting, opened };
}

it('a socket’s data points have ids, names, ranges and ages; what only its shadow knows is a row, too', async () => {
  const { calls, reporting, opened } = await aHome();
  expect(calls()).toEqual({ device: 0, model: 0, shadow: 0 });
  const [socket] = reporting('cur_power');
  if (!socket) throw new Error('The simulated home has no socket that meters.');
  const { dataPoints, model, shadow } = await opened(socket);
  expect([model?.state, shadow.state]).toEqual(['read', 'read']);
  const row = (code: string) => dataPoints.find((point) => point.code === code);
  expect(row('cur_power')).toMatchObject({
    dpId: 19,
    name: { text: 'Power', of: 'product' },
    type: 'Integer',
    access: 'ro',
    range: '0.0 to 5000.0 W',
    at: expect.any(Number) as number,
  });
  expect(row('cur_power')?.value.shown?.text).toMatch(/^\d+\.\d W$/);
  expect(row('mcu_temp')).toMatchObject({ dpId: 101, isCustom: true, name: { text: 'Relay temperature' } });
  const ids = dataPoints.flatMap(({ dpId }) => dpId ?? []);
  expect(ids).toEqual([...ids].sort((a, b) => a - b));
  expect(calls()).toEqual({ device: 1, model: 1, shadow: 1 });
});

it('a model is read once for all devices of its product, the shadow once for each', async () => {
  const { calls, reporting, opened } = await aHome();
  const sensors = reporting('doorcontact_state');
  expect(sensors.length).toBeGreaterThan(0);
  for (const sensor of [...sensors, ...sensors]) await opened(sensor);
  expect(calls()).toEqual({ device: sensors.length * 2, model: 1, shadow: sensors.length * 2 });
});

it('where the API group is refused everything else is as it was, and the page says which group it takes', async () => {
  const { calls, reporting, opened } = await aHome({ iotCore: 28841105 });
  const [socket] = reporting('cur_power');
  if (!socket) throw new Error('The simulated home has no socket that meters.');
  const { dataPoints, model, shadow, situation, problem } = await opened(socket);
  expect([situation, problem]).toEqual(['known', undefined]);
  expect(model).toMatchObject({
    state: 'refused',
    problem: { code: 28841105, remedy: expect.stringContaining('IoT Core') as string },
  });
  expect(shadow.state).toBe('none');
  expect(dataPoints.find(({ code }) => code === 'cur_power')?.value.shown?.text).toMatch(/^≈ /);
  expect(calls().shadow).toBe(0);
});

it('a specification that lies hides no value: what it doesn’t allow is marked', async () => {
  const { reporting, opened } = await aHome();
  const [robot] = reporting('electricity_left');
  if (!robot) throw new Error('The simulated home has no vacuum.');
  const { dataPoints } = await opened(robot);
  const row = (code: string) => dataPoints.find((point) => point.code === code);
  expect(row('fault')?.outside).toBe('has bits that the product’s model doesn’t name');
  for (const { value } of dataPoints) expect(value.text).not.toBe('');
});
