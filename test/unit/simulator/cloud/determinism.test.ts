import { describe, expect, it } from 'vitest';
import { createCloud } from '../../../../src/simulator/cloud/cloud.js';
import { scramble, unscramble } from '../../../../src/simulator/requests/random.js';
import { simulatorSetup } from '../../../support/simulatorSetup.js';
import { ManualClock, SimulatorCaller } from '../../../support/simulatorSigner.js';

async function everything(seed: number): Promise<string> {
  const { caller, cloud, clock } = simulatorSetup({ seed, devices: 60 });
  const answers: string[] = [];
  const ask = async (path: string, query: Record<string, string | number> = {}): Promise<void> => {
    answers.push(Buffer.from((await caller.send('GET', path, { query })).body).toString());
  };
  await ask('/v1.0/devices', { page_no: 1, page_size: 60 });
  await ask(`/v1.0/apps/${cloud.credentials.schema}/users`, { page_no: 1, page_size: 60 });
  for (const id of cloud.truth.deviceIds()) {
    await ask(`/v1.0/devices/${id}/logs`, { type: '1,2,5,7', end_time: clock.now(), size: 5 });
  }
  return answers.join('\n');
}

describe('a cloud', () => {
  it('answers the same, byte by byte, for the same seed and clock', async () => {
    const [one, two, other] = await Promise.all([everything(7), everything(7), everything(8)]);
    expect(two).toBe(one);
    expect(other).not.toBe(one);
  });

  it('has the same first devices, whatever its size', () => {
    const small = createCloud({ seed: 3, devices: 22, clock: new ManualClock() });
    const large = createCloud({ seed: 3, devices: 20_000, clock: new ManualClock() });
    const records = small.truth.deviceIds().map((id) => small.truth.device(id));
    expect(small.truth.deviceIds().map((id) => large.truth.device(id))).toEqual(records);
  });

  it('keeps names, ids and keys when it is started another day', () => {
    const [first, later] = [0, 40 * 86_400_000].map((ms) => {
      const clock = new ManualClock();
      clock.advance(ms);
      const cloud = createCloud({ clock });
      return cloud.truth.deviceIds().map((id) => {
        const { name, local_key: key, active_time: time } = cloud.truth.device(id) ?? {};
        return { id, name, key, time };
      });
    });
    expect(later).toEqual(first);
  });

  it('holds exactly as many devices as asked for, all with different ids', () => {
    for (const devices of [1, 5, 22, 23, 1000]) {
      const ids = createCloud({ devices, clock: new ManualClock() }).truth.deviceIds();
      expect([devices, new Set(ids).size]).toEqual([devices, devices]);
    }
  });

  it('finds the last of a hundred thousand devices as fast as the first', async () => {
    const clock = new ManualClock();
    const cloud = createCloud({ devices: 100_000, clock });
    const caller = new SimulatorCaller(cloud, clock);
    const page = await caller.result<{ total: number; devices: { id: string }[] }>('GET', '/v1.0/devices', {
      query: { page_no: 1000, page_size: 100 },
    });
    expect(page.total).toBe(100_000);
    expect(await caller.code('GET', `/v1.0/devices/${page.devices[99]?.id}`)).toBe(0);
  });

  it('has names in several scripts and every interesting kind of device', () => {
    const { cloud } = simulatorSetup();
    const devices = cloud.truth.deviceIds().map((id) => cloud.truth.device(id) ?? {});
    const names = devices.map(({ name }) => String(name)).join();
    for (const script of [
      /[a-z]/i,
      /[äöüß]/,
      /\p{Script=Han}/u,
      /\p{Script=Arabic}/u,
      /\p{Emoji_Presentation}/u,
    ]) {
      expect(names).toMatch(script);
    }
    expect(devices.filter(({ online }) => online === false).length).toBeGreaterThanOrEqual(4);
    expect(devices.filter(({ sub }) => sub === true)).toHaveLength(5);
    const soil = devices.find(({ category }) => category === 'zwjcy');
    expect(soil).toMatchObject({ online: false });
    expect(Date.UTC(2026, 10, 23, 12) / 1000 - Number(soil?.['update_time'])).toBeLessThan(3000);
  });
});

describe('scramble', () => {
  it('is undone by unscramble', () => {
    for (const value of [0, 1, 2, 65_535, 65_536, 99_999, 4_294_967_295]) {
      expect(unscramble(5, scramble(5, value))).toBe(value);
    }
  });
});
