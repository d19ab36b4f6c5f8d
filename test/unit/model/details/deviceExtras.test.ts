import { describe, expect, it } from 'vitest';
import { Emitter } from '../../../../src/base/event.js';
import { DeviceDetailsModel, type DeviceDetails } from '../../../../src/model/details/deviceDetails.js';
import { Fleet } from '../../../../src/model/fleet/fleet.js';
import type { Project } from '../../../../src/model/projects/project.js';
import type { ProjectsChange } from '../../../../src/model/projects/projectStore.js';
import type { OperationName } from '../../../../src/simulator/requests/operations.js';
import { actionsSetup } from '../devices/cloudSetup.js';
import { noModels } from '../../../support/productModels.js';
import { MemoryState } from '../../../support/storage.js';

const project: Project = { id: 'p', name: 'P', kind: 'demo', endpoint: '', accessId: '', uids: [] };

describe('what a device has beyond its record', () => {
  async function onCloud(product: string) {
    const setup = actionsSetup({ seed: 7 });
    const known = await setup.known(product);
    const connections = { client: () => Promise.resolve(setup.client) };
    const projects = {
      get: () => project,
      list: () => [project],
      onDidChange: new Emitter<ProjectsChange>().event,
    };
    const fleet = new Fleet({
      projects: projects as never,
      connections: connections as never,
      devices: setup.store,
      clock: setup.clock,
      searchLimit: () => 0,
    });
    const { store: devices, clock, actions } = setup;
    const parts = {
      state: new MemoryState(),
      connections,
      devices,
      fleet,
      projects: projects as never,
      clock,
      actions,
      budget: { mayRunAutomatically: () => true },
      models: noModels,
    };
    const model = new DeviceDetailsModel(parts);
    /** As in the next window. */
    const again = (): DeviceDetailsModel => new DeviceDetailsModel(parts);
    const calls = (name: OperationName): number => setup.cloud.ledger.count(name).calls;
    setup.cloud.ledger.clear();
    return { ...setup, known, details: model.open(known), model, again, calls };
  }
  /** Reads that nobody waits for have come to their end. */
  const settled = async (details: DeviceDetails): Promise<void> => {
    await expect
      .poll(() => [details.state().outlets.state, details.state().users.state])
      .not.toContain('loading');
  };

  it('is asked for where it is likely, once per reading', async () => {
    const strip = await onCloud('strip');
    await strip.details.refresh('person');
    await settled(strip.details);
    expect(strip.details.state().outlets).toMatchObject({ state: 'read' });
    expect([strip.calls('getOutletNames'), strip.calls('listDeviceUsers')]).toEqual([1, 0]);
    await strip.details.refresh('background', 'live');
    expect(strip.calls('getOutletNames')).toBe(1);
    const scale = await onCloud('scale');
    await scale.details.refresh('person');
    await settled(scale.details);
    expect(scale.details.state().users).toMatchObject({ state: 'read', value: { items: { length: 3 } } });
    expect([scale.calls('getOutletNames'), scale.calls('listDeviceUsers')]).toEqual([0, 1]);
  });

  it('is no failure where the device has none of it', async () => {
    const { details } = await onCloud('socket');
    await details.extras.outlets.load('person');
    await details.extras.users.load('person');
    expect(details.state()).toMatchObject({
      outlets: { state: 'unsupported' },
      users: { state: 'unsupported' },
    });
    expect(details.state()).not.toHaveProperty('problem');
  });

  it('is remembered for the product where there are no outlets, over the window’s end, until one has them', async () => {
    const { details, model, known, cloud, calls, again } = await onCloud('strip');
    cloud.faults.add({ fault: { kind: 'code', code: 2009 }, operation: 'getOutletNames', times: 1 });
    await details.refresh('person');
    await settled(details);
    expect(details.state()).toMatchObject({ outlets: { state: 'unsupported' }, lacksOutlets: true });
    for (const other of [model.open(known), again().open(known)]) {
      await other.refresh('person');
      expect(other.state()).toMatchObject({ outlets: { state: 'unread' }, lacksOutlets: true });
    }
    expect(calls('getOutletNames')).toBe(1);
    const asked = model.open(known);
    await asked.loadOutlets();
    expect(asked.state().outlets.state).toBe('read');
    expect(asked.state()).not.toHaveProperty('lacksOutlets');
  });

  it('is gone with a device that was deleted here, whatever a read says, until the device is there again', async () => {
    const { details, actions, known, cloud } = await onCloud('strip');
    await details.refresh('person');
    cloud.faults.add({ fault: { kind: 'code', code: 1106 }, operation: 'getDevice', times: 1 });
    expect(details.state()).not.toHaveProperty('isDeleted');
    await actions.remove(known);
    expect(details.state()).toMatchObject({ gone: true, isDeleted: true });
    await details.refresh('person');
    expect(details.state()).toMatchObject({ gone: true, isDeleted: true });
  });

  it('shows a new name at once and the old one again where the cloud refuses', async () => {
    const { details, cloud, known } = await onCloud('strip');
    await details.extras.outlets.load('person');
    const nameOf = (): unknown => details.state().names.get('switch_1')?.name;
    cloud.faults.add({ fault: { kind: 'code', code: 1106 }, operation: 'renameOutlet', times: 1 });
    const renaming = details.writes.renameOutlet('switch_1', 'Lamp');
    expect(nameOf()).toBe('Lamp');
    await expect(renaming).resolves.toMatchObject({ outcome: 'notDone' });
    expect(nameOf()).toBe('Socket 1');
    await details.writes.renameOutlet('switch_1', 'Lamp');
    expect(nameOf()).toBe('Lamp');
    expect(cloud.truth.dataPointNames(known.deviceId).get('switch_1')).toBe('Lamp');
  });

  it('keeps the name of a data point for as long as the window lives, unsure where nobody can know', async () => {
    const { details, cloud, model, known } = await onCloud('socket');
    await details.writes.renameDataPoint('cur_power', 'Power');
    cloud.faults.add({ fault: { kind: 'reset', when: 'after' }, operation: 'renameDataPoint', times: 1 });
    await expect(details.writes.renameDataPoint('cur_current', 'Current')).resolves.toMatchObject({
      outcome: 'unknown',
    });
    cloud.faults.add({ fault: { kind: 'code', code: 1106 }, operation: 'renameDataPoint', times: 1 });
    await details.writes.renameDataPoint('cur_voltage', 'Voltage');
    details.dispose();
    expect(Object.fromEntries(model.open(known).state().names)).toEqual({
      cur_power: { name: 'Power', state: 'known' },
      cur_current: { name: 'Current', state: 'unsure' },
    });
  });

  it('keeps the marks of what changed through a rename', async () => {
    const { details, clock } = await onCloud('socket');
    await details.refresh('person');
    clock.advance(3_600_000);
    await details.refresh('person');
    const changed = [...details.state().changes.keys()];
    expect(changed.length).toBeGreaterThan(0);
    await details.writes.rename('Another name');
    expect([...details.state().changes.keys()]).toEqual(changed);
  });

  it('follows what is done to the users elsewhere', async () => {
    const { details, actions, known } = await onCloud('scale');
    await details.extras.users.load('person');
    await actions.users.add(known, { nickName: 'Zoë', sex: 2 });
    await expect
      .poll(() => details.state().users)
      .toMatchObject({ state: 'read', value: { items: { length: 4 } } });
  });
});
