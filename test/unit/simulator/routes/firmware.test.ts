import { describe, expect, it } from 'vitest';
import { simulatorSetup } from '../../../support/simulatorSetup.js';

interface Info {
  readonly module_type: number;
  readonly current_version: string;
}

describe('firmware', () => {
  const { caller, cloud, clock, idOf } = simulatorSetup({ isCalm: true });
  const infos = async (id: string, root = '/v1.0'): Promise<[number, string][]> => {
    const found = await caller.result<Info[]>('GET', `${root}/devices/${id}/upgrade-infos`);
    return found.map(({ module_type: module, current_version: version }) => [module, version]);
  };

  it('has a version for each module, the same by both paths', async () => {
    const modules = async (product: string): Promise<number[]> =>
      (await infos(idOf(product))).map(([module]) => module);
    expect(await modules('socket')).toEqual([0, 9]);
    expect(await modules('gateway')).toEqual([0, 3]);
    const id = idOf('socket');
    expect(await infos(id)).toEqual(await infos(id, '/v1.0/iot-03'));
    for (const [, version] of await infos(id)) expect(version).toMatch(/^1\.\d\.\d$/u);
  });

  it('is another after a flash, from which the device starts anew', async () => {
    const id = idOf('socket');
    const before = await infos(id);
    cloud.truth.flash(id, '2.0.0');
    expect(await infos(id)).toEqual([[0, '2.0.0'], before[1]]);
    cloud.truth.flash(id, '3.0.0', 9);
    expect(await infos(id)).toEqual([
      [0, '2.0.0'],
      [9, '3.0.0'],
    ]);
    expect(cloud.truth.log(id, { from: clock.now(), types: [9] })).toHaveLength(2);
  });

  it('is nobody else’s', async () => {
    await expect(infos('no-such-device')).rejects.toThrow(/1106/u);
  });
});
