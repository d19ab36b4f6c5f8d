import { describe, expect, it } from 'vitest';
import { simulatorSetup } from '../../../support/simulatorSetup.js';

interface Member {
  user_id: string;
  device_id: string;
  nick_name: string;
}

const person = {
  nick_name: 'Jörg',
  sex: 1,
  birthday: 544_320_000_000,
  height: 180,
  weight: 79_500,
  contact: 'j@example.com',
};

describe('the people of a scale', () => {
  const setup = (): ReturnType<typeof simulatorSetup> & { id: string; path: string } => {
    const made = simulatorSetup();
    const id = made.idOf('scale');
    return { ...made, id, path: `/v1.0/devices/${id}` };
  };

  it('can be added, read, modified and deleted', async () => {
    const { caller, id, path } = setup();
    const before = await caller.result<Member[]>('GET', `${path}/users`);
    const userId = await caller.result<string>('POST', `${path}/user`, { body: person });
    expect(userId).toMatch(/^\d{7}$/);
    const added = { device_id: id, user_id: userId, ...person };
    expect(await caller.result('GET', `${path}/users/${userId}`)).toEqual(added);
    expect(await caller.result('GET', `${path}/users`)).toEqual([...before, added]);

    const body = { nick_name: 'Jörg', sex: 1, weight: 78_000 };
    expect(await caller.result('PUT', `${path}/users/${userId}`, { body })).toBe(true);
    expect(await caller.result('GET', `${path}/users/${userId}`)).toEqual({ ...added, weight: 78_000 });

    expect(await caller.result('DELETE', `${path}/users/${userId}`)).toBe(true);
    expect(await caller.result('GET', `${path}/users`)).toEqual(before);
    expect(await caller.code('GET', `${path}/users/${userId}`)).toBe(2006);
    expect(await caller.code('DELETE', `${path}/users/${userId}`)).toBe(2006);
    expect(await caller.code('PUT', `${path}/users/${userId}`, { body })).toBe(2006);
  });

  it('are there from the start', async () => {
    const { caller, path } = setup();
    const members = await caller.result<Member[]>('GET', `${path}/users`);
    expect(members.map(({ nick_name: name }) => name)).toEqual(['Mila', 'Óscar', '小明']);
  });

  it('need a name and a sex and no more', async () => {
    const { caller, path } = setup();
    const userId = await caller.result<string>('POST', `${path}/user`, { body: { nick_name: 'A', sex: 2 } });
    expect(await caller.result('GET', `${path}/users/${userId}`)).toMatchObject({
      nick_name: 'A',
      sex: 2,
      contact: '',
    });
  });

  const refusals: [why: string, body: unknown, code: number][] = [
    ['no name', { sex: 1 }, 1100],
    ['no sex', { nick_name: 'A' }, 1100],
    ['another sex', { nick_name: 'A', sex: 3 }, 1101],
    ['a sex in words', { nick_name: 'A', sex: '1' }, 1109],
    ['half a centimetre', { nick_name: 'A', sex: 1, height: 1.5 }, 1109],
    ['a giant', { nick_name: 'A', sex: 1, height: 301 }, 1101],
    ['no weight', { nick_name: 'A', sex: 1, weight: 0 }, 1101],
    ['a birthday to come', { nick_name: 'A', sex: 1, birthday: 4_000_000_000_000 }, 1101],
    ['an unknown field', { nick_name: 'A', sex: 1, nickname: 'B' }, 1109],
  ];
  it.each(refusals)('are refused with %s', async (_why, body, code) => {
    const { caller, path } = setup();
    expect(await caller.code('POST', `${path}/user`, { body })).toBe(code);
  });

  it('keep their contact: it cannot be modified', async () => {
    const { caller, path } = setup();
    const userId = await caller.result<string>('POST', `${path}/user`, { body: person });
    expect(await caller.code('PUT', `${path}/users/${userId}`, { body: person })).toBe(1109);
  });

  it('are for devices that know people', async () => {
    const { caller, idOf } = setup();
    const socket = `/v1.0/devices/${idOf('socket')}`;
    const codes = await Promise.all([
      caller.code('GET', `${socket}/users`),
      caller.code('GET', `${socket}/users/1`),
      caller.code('POST', `${socket}/user`, { body: person }),
      caller.code('PUT', `${socket}/users/1`, { body: { nick_name: 'A', sex: 1 } }),
      caller.code('DELETE', `${socket}/users/1`),
    ]);
    expect(codes).toEqual([2009, 2009, 2009, 2009, 2009]);
  });
});
