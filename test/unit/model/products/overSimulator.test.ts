import { afterEach, expect, it } from 'vitest';
import { aWorkbench } from '../../../support/commandSetup.js';
import { byPerson } from '../../../support/asking.js';

type Bench = Awaited<ReturnType<typeof aWorkbench>>;
const benches: Bench[] = [];
afterEach(() => Promise.all(benches.splice(0).map((bench) => bench.end())));

const modelCalls = [
  'getThingModel',
  'getSpecificationWithIds',
  'getSpecification',
  'getNamedSpecification',
] as const;

/** All devices of a simulated home, read; and the calls that models cost. */
async function aHome(cloud: Parameters<typeof aWorkbench>[0] = {}) {
  const bench = await aWorkbench(cloud);
  benches.push(bench);
  const { core } = bench;
  const projectId = String(await bench.run('tuya.addProject', { name: 'Bench', ...bench.keys }));
  const fleet = core.fleet.of(projectId);
  await fleet.load({ kind: 'users', projectId }, byPerson());
  for (const uid of bench.uids) await fleet.load({ kind: 'owner', projectId, uid }, byPerson());
  const devices = [...core.devices.knownOf(projectId).values()].flatMap(({ value }) =>
    value.productId ? [{ projectId, deviceId: value.id, productId: value.productId, device: value }] : [],
  );
  const calls = () =>
    Object.fromEntries(modelCalls.map((name) => [name, bench.cloud.ledger.count(name).calls]));
  const total = () => Object.values(calls()).reduce((sum, count) => sum + count, 0);
  return { bench, core, projectId, devices, calls, total };
}

it('every product of a home is read once, and none that nobody opened', async () => {
  const { core, devices, total, calls } = await aHome();
  expect(total()).toBe(0);
  const products = new Set(devices.map(({ productId }) => productId));
  expect(products.size).toBeGreaterThan(10);
  const codesOf = ({ device }: (typeof devices)[number]) => device.status.map(({ code }) => code);
  for (let times = 0; times < 2; times++)
    await Promise.all(devices.map((each) => core.productModels.load(each, codesOf(each), byPerson())));
  const states = [...products].map(
    (productId) =>
      core.productModels.known({ projectId: devices[0]?.projectId ?? '', productId }).reading.state,
  );
  expect(new Set(states)).toEqual(new Set(['read', 'none', 'refused']));
  expect(calls()['getThingModel']).toBe(products.size);
  const read = devices.find(({ device }) => device.status.some(({ code }) => code === 'cur_power'));
  const known = read && core.productModels.known(read);
  expect(known?.points.get('cur_power')).toMatchObject({
    dpId: expect.any(Number) as number,
    unit: 'W',
    scale: 1,
  });
});

it('a home that may not ask for models costs the calls of one product, and says why', async () => {
  const { core, devices, total } = await aHome({ iotCore: 28841105 });
  for (const each of devices) await core.productModels.load(each, [], byPerson());
  const [one] = devices;
  const reading = one && core.productModels.known(one).reading;
  expect(reading).toMatchObject({ state: 'refused', problem: { code: 28841105, remedy: 'authorizeApi' } });
  expect(total()).toBeLessThanOrEqual(3);
});
