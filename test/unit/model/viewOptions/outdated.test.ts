import { getEventListeners } from 'node:events';
import { expect, it } from 'vitest';
import { ArrangedFleet } from '../../../../src/model/viewOptions/arrangedFleet.js';
import { aDevice } from '../../../support/fakeFleetCloud.js';
import { aFleet } from '../../../support/fleetSetup.js';

it('waits once for a project, however often it is arranged and outdated meanwhile', async () => {
  const { devices, projects, fleet, viewOptions } = aFleet();
  const pauses: (() => void)[] = [];
  let most = 0;
  const sleep = (_ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      signal?.addEventListener('abort', reject, { once: true });
      most = Math.max(most, signal ? getEventListeners(signal, 'abort').length : 0);
      pauses.push(() => {
        signal?.removeEventListener('abort', reject);
        resolve();
      });
    });
  const clock = { now: () => 0, sleep: sleep as never };
  const arranged = new ArrangedFleet({ options: viewOptions, devices, projects, fleet, clock });
  const told: string[] = [];
  arranged.onDidChange((projectId) => told.push(projectId));
  for (let at = 0; at < 20; at++) {
    await arranged.of('p');
    devices.put('p', [aDevice(`d${at}`)], at);
  }
  expect(most).toBe(1);
  pauses.shift()?.();
  await Promise.resolve();
  expect(told).toEqual(['p']);
  await arranged.of('p');
  devices.put('p', [aDevice('one more')], 99);
  expect(pauses).toHaveLength(1);
  // Arranged anew since: nobody has to be told.
  await arranged.of('p');
  pauses.shift()?.();
  await Promise.resolve();
  expect(told).toEqual(['p']);
  arranged.dispose();
});
