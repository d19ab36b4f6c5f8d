import { describe, expect, it } from 'vitest';
import { simulatorSetup } from '../../../support/simulatorSetup.js';

interface Outlet {
  identifier: string;
  name: string;
}

describe('a data point', () => {
  it('can be renamed', async () => {
    const { caller, cloud, idOf } = simulatorSetup();
    const id = idOf('climate');
    const path = `/v1.0/devices/${id}/functions/va_temperature`;
    expect(await caller.result('PUT', path, { body: { name: 'Zulauf °C' } })).toBe(true);
    expect(cloud.truth.dataPointNames(id).get('va_temperature')).toBe('Zulauf °C');
  });

  it('must be one of the device', async () => {
    const { caller, idOf } = simulatorSetup();
    const path = `/v1.0/devices/${idOf('climate')}/functions/switch_1`;
    expect(await caller.code('PUT', path, { body: { name: 'x' } })).toBe(2003);
    expect(await caller.code('PUT', path, { body: {} })).toBe(1100);
  });
});

describe('a multi-outlet device', () => {
  const setup = (): ReturnType<typeof simulatorSetup> & { path: string } => {
    const made = simulatorSetup();
    return { ...made, path: `/v1.0/devices/${made.idOf('strip')}` };
  };

  it('tells and takes the names of its outlets', async () => {
    const { caller, path } = setup();
    expect(await caller.result<Outlet[]>('GET', `${path}/multiple-names`)).toEqual([
      { identifier: 'switch_1', name: 'Socket 1' },
      { identifier: 'switch_2', name: 'Socket 2' },
      { identifier: 'switch_3', name: 'Socket 3' },
      { identifier: 'switch_4', name: 'Socket 4' },
      { identifier: 'switch_usb1', name: 'USB' },
    ]);
    const body = { identifier: 'switch_2', name: 'Lötkolben' };
    expect(await caller.result('PUT', `${path}/multiple-name`, { body })).toBe(true);
    const names = await caller.result<Outlet[]>('GET', `${path}/multiple-names`);
    expect(names[1]).toEqual(body);
  });

  it('shows an outlet’s name given as that of a data point', async () => {
    const { caller, path } = setup();
    await caller.result('PUT', `${path}/functions/switch_3`, { body: { name: 'Fan' } });
    const names = await caller.result<Outlet[]>('GET', `${path}/multiple-names`);
    expect(names[2]).toEqual({ identifier: 'switch_3', name: 'Fan' });
  });

  it('is renamed itself by “main”', async () => {
    const { caller, path } = setup();
    await caller.result('PUT', `${path}/multiple-name`, { body: { identifier: 'main', name: 'Bench' } });
    expect(await caller.result('GET', path)).toMatchObject({ name: 'Bench' });
  });

  it('refuses outlets it has not', async () => {
    const { caller, path } = setup();
    const codes = await Promise.all([
      caller.code('PUT', `${path}/multiple-name`, { body: { identifier: 'switch_9', name: 'x' } }),
      caller.code('PUT', `${path}/multiple-name`, { body: { identifier: 'switch_1' } }),
      caller.code('PUT', `${path}/multiple-name`, { body: { name: 'x' } }),
    ]);
    expect(codes).toEqual([2003, 1100, 1100]);
  });

  it('is what a single socket is not', async () => {
    const { caller, idOf } = setup();
    const socket = `/v1.0/devices/${idOf('socket')}`;
    expect(await caller.code('GET', `${socket}/multiple-names`)).toBe(2009);
    const body = { identifier: 'switch_1', name: 'x' };
    expect(await caller.code('PUT', `${socket}/multiple-name`, { body })).toBe(2009);
  });
});
