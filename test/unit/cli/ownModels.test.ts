import { expect, it } from 'vitest';
import { OwnModels } from '../../../src/cli/ownModels.js';
import type { TuyaClient } from '../../../src/tuya/client.js';
import { TuyaError } from '../../../src/tuya/errors/errors.js';
import { clientOf, simulatorSetup } from '../../support/simulatorSetup.js';

const { cloud, clock, idOf } = simulatorSetup({ isCalm: true });
const deviceId = idOf('socket');
const device = { projectId: 'p', deviceId, productId: String(cloud.truth.device(deviceId)?.['product_id']) };
const asking = { asker: 'background', signal: new AbortController().signal } as const;

function setUp(reason: 'network' | 'permission') {
  const failure = new TuyaError(reason, {
    operation: 'products.thingModel',
    message: '',
    remedy: 'tryAgain',
  });
  const { products } = clientOf(cloud, clock);
  const state = { isFailing: true, calls: 0 };
  const answer = <T>(real: () => Promise<T>): Promise<T> => {
    state.calls++;
    return state.isFailing ? Promise.reject(failure) : real();
  };
  const client = {
    products: {
      thingModel: (...asked: Parameters<typeof products.thingModel>) =>
        answer(() => products.thingModel(...asked)),
      specification: (...asked: Parameters<typeof products.specification>) =>
        answer(() => products.specification(...asked)),
    },
  } as unknown as Pick<TuyaClient, 'products'>;
  return { state, failure, models: new OwnModels(client, clock) };
}

it('a model that the network kept from being read is read a minute later, and not before', async () => {
  const { state, failure, models } = setUp('network');
  await models.load(device, [], asking);
  expect(models.known(device).reading).toEqual({ state: 'failed', problem: failure });
  state.isFailing = false;
  const { calls } = state;
  await models.load(device, [], asking);
  expect(state.calls).toBe(calls);
  clock.advance(60_000);
  await models.load(device, [], asking);
  expect(models.known(device).points.size).toBeGreaterThan(0);
  clock.advance(3_600_000);
  const spent = state.calls;
  await models.load(device, [], asking);
  expect(state.calls).toBe(spent);
});

it('a model that is refused is asked for once', async () => {
  const { state, models } = setUp('permission');
  await models.load(device, [], asking);
  const { calls } = state;
  clock.advance(3_600_000);
  await models.load(device, [], asking);
  expect(state.calls).toBe(calls);
});
