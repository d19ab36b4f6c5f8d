import { describe, expect, it } from 'vitest';
import type { Asking } from '../../../../src/base/asking.js';
import { Emitter } from '../../../../src/base/event.js';
import { DeviceDetailsModel } from '../../../../src/model/details/deviceDetails.js';
import { DeviceStore } from '../../../../src/model/fleet/deviceStore.js';
import { Fleet } from '../../../../src/model/fleet/fleet.js';
import type { KnownModel, ProductRef } from '../../../../src/model/products/productModel.js';
import type { Project } from '../../../../src/model/projects/project.js';
import type { ProjectsChange } from '../../../../src/model/projects/projectStore.js';
import { reportsAfter, type SentCommand, type Verdict } from '../../../../src/model/sending/sentCommand.js';
import { TuyaError } from '../../../../src/tuya/errors/errors.js';
import type { Device, ShadowProperty } from '../../../../src/tuya/results.js';
import { modelOf, unreadModel } from '../../../support/productModels.js';
import { MemoryState } from '../../../support/storage.js';

const project: Project = { id: 'p', name: 'P', kind: 'demo', endpoint: '', accessId: '', uids: [] };
const ref = { projectId: 'p', deviceId: 'd1' };
const device: Device = {
  id: 'd1',
  productId: 'x',
  status: [{ code: 'switch_1', value: true }],
  extra: {},
};
const fromCloud = modelOf([{ code: 'switch_1', dpId: 1 }]);
const refused = modelOf([], { reading: { state: 'refused', problem: new Error('refused') } });

function failure(reason: 'network' | 'permission' | 'unsupported'): TuyaError {
  return new TuyaError(reason, { operation: 'products.shadow', message: '', remedy: 'tryAgain' });
}

/** A device, what models answer after a load, and all that was asked. */
function setUp({
  known: afterLoad = fromCloud,
  of = device,
  shadow = (): Promise<readonly ShadowProperty[]> => Promise.resolve([]),
}: {
  readonly known?: KnownModel;
  readonly of?: Device;
  readonly shadow?: () => Promise<readonly ShadowProperty[]>;
} = {}) {
  let known = unreadModel;
  const asked: string[] = [];
  const modelChanged = new Emitter<ProductRef>();
  const projectsChanged = new Emitter<ProjectsChange>();
  const devices = new DeviceStore();
  const client = {
    devices: { get: () => (asked.push('device'), Promise.resolve(of)) },
    products: { shadow: () => (asked.push('shadow'), shadow()) },
  };
  const connections = { client: () => Promise.resolve(client as never) };
  const projects = { get: () => project, list: () => [project], onDidChange: projectsChanged.event };
  const clock = { now: () => 0, sleep: () => new Promise<never>(() => undefined) };
  const fleet = new Fleet({
    projects: projects as never,
    connections: connections as never,
    devices,
    clock,
    searchLimit: () => 0,
  });
  const model = new DeviceDetailsModel({
    state: new MemoryState(),
    connections,
    devices,
    fleet,
    projects: projects as never,
    clock,
    actions: {
      onDidWrite: new Emitter().event,
      doubts: { of: () => [], onDidChange: new Emitter().event },
      renameDataPoint: () => Promise.resolve({ outcome: 'done', settledBy: 'answer', value: undefined }),
    } as never,
    budget: { mayRunAutomatically: () => true },
    models: {
      onDidChange: modelChanged.event,
      known: () => known,
      load: async ({ productId, deviceId }, codes, { asker }: Asking) => {
        asked.push(`load ${productId} by ${deviceId} for ${asker}: ${[...codes].join()}`);
        known = afterLoad;
        modelChanged.fire({ projectId: 'p', productId });
        return Promise.resolve();
      },
      renew: ({ productId }, { asker }) => {
        asked.push(`renew ${productId} for ${asker}`);
        return Promise.resolve();
      },
    },
  });
  const details = model.open(ref);
  const settled = async (): Promise<void> => {
    await expect.poll(() => details.state().shadow.state).not.toBe('loading');
  };
  return {
    details,
    model,
    asked,
    settled,
    modelChanged,
    rekey: () => projectsChanged.fire({ removed: [], rekeyed: ['p'] }),
  };
}

describe('what a device’s data points mean', () => {
  it('is read after the device, for whoever asked: the product’s model, and then the shadow, one call', async () => {
    const { details, asked, settled } = setUp();
    await details.refresh('background');
    await settled();
    expect(asked).toEqual([
      'device',
      'load x by d1 for background: switch_1',
      'shadow',
      'load x by d1 for background: ',
    ]);
    expect(details.state().model).toBe(fromCloud);
  });

  it('is known by name to logs, too, also when the panel is closed; not after the keys are others', async () => {
    const { details, model, settled, rekey } = setUp({
      shadow: () =>
        Promise.resolve([
          { code: 'switch_1', value: true, customName: 'Lamp' },
          { code: 'switch_2', value: true },
        ]),
    });
    await details.refresh('person');
    await settled();
    const names = (): unknown => Object.fromEntries(model.names.of(ref));
    expect(names()).toEqual({ switch_1: { name: 'Lamp', state: 'known' } });
    expect(details.state().names).toEqual(model.names.of(ref));
    rekey();
    expect(names()).toEqual({});
  });

  it('a name given while the shadow is read isn’t overwritten by what it was', async () => {
    let answer: (properties: readonly ShadowProperty[]) => void = () => undefined;
    const { details, model, settled } = setUp({ shadow: () => new Promise((resolve) => (answer = resolve)) });
    await details.refresh('person');
    await expect.poll(() => details.state().shadow.state).toBe('loading');
    await details.writes.renameDataPoint('switch_1', 'New');
    answer([{ code: 'switch_1', value: true, customName: 'Old' }]);
    await settled();
    expect(model.names.of(ref).get('switch_1')).toEqual({ name: 'New', state: 'known' });
    expect(details.state().names.get('switch_1')).toEqual({ name: 'New', state: 'known' });
  });

  it('costs Live nothing', async () => {
    const { details, asked } = setUp();
    await details.refresh('background', 'live');
    expect(asked).toEqual(['device']);
  });

  it('is read again with a refresh, not where the project was refused', async () => {
    const { details, asked, settled } = setUp({ known: refused });
    await details.refresh('person');
    await settled();
    await details.refresh('person');
    await settled();
    expect(asked.filter((one) => one === 'shadow')).toEqual([]);
    await details.loadShadow();
    expect(asked.at(-1)).toBe('shadow');
  });

  it.each([
    ['is imported', modelOf([], { source: 'import' })],
    ['isn’t there', modelOf([], { reading: { state: 'none' } })],
  ])('has no shadow read where the model %s', async (_, known) => {
    const { details, asked } = setUp({ known });
    await details.refresh('person');
    await new Promise(setImmediate);
    expect(asked).not.toContain('shadow');
  });

  it.each([
    ['permission', 1],
    ['unsupported', 1],
    ['network', 2],
  ] as const)('has a shadow that failed by %s read %i times in two refreshes', async (reason, times) => {
    const { details, asked, settled } = setUp({ shadow: () => Promise.reject(failure(reason)) });
    for (let refresh = 0; refresh < 2; refresh++) {
      await details.refresh('person');
      await new Promise(setImmediate);
      await settled();
    }
    expect(asked.filter((one) => one === 'shadow')).toHaveLength(times);
  });

  it('takes the reports after commands into the shadow, the newest of each data point, and no older one', async () => {
    const shadow = () =>
      Promise.resolve(['lift', 'tilt', 'mode'].map((code) => ({ code, value: 1, at: 1_000 })));
    const { details, settled } = setUp({ shadow });
    await details.refresh('person');
    await settled();
    const command = (code: string, verdict: Verdict): SentCommand => ({
      ...{ id: 1, key: 'one', ref: details.state().ref, code, value: 9, at: 1, hadValue: false },
      ...{ state: 'ended', verdict },
    });
    const reported = (code: string, value: number, at?: number): SentCommand =>
      command(code, { kind: 'applied', report: { value, ...(at !== undefined && { at }) } });
    const sent = [
      command('lift', { kind: 'noReport', waitedMs: 15_000 }),
      reported('mode', 9),
      reported('lift', 3, 1_500),
      reported('lift', 5, 2_000),
      reported('tilt', 7, 3_000),
      reported('mode', 0, 900),
    ];
    details.reported(reportsAfter(sent));
    details.reported(reportsAfter(sent.slice(0, 3)));
    expect(details.state().shadow).toEqual({
      state: 'read',
      value: [
        { code: 'lift', value: 5, at: 2_000 },
        { code: 'tilt', value: 7, at: 3_000 },
        { code: 'mode', value: 1, at: 1_000 },
      ],
    });
  });

  it('has a thing model asked for what only the shadow knows, and a specification not', async () => {
    const shadow = () => Promise.resolve([{ code: 'lift', value: 1 }]);
    const thing = setUp({ shadow });
    await thing.details.refresh('person');
    await thing.settled();
    await expect.poll(() => thing.asked.at(-1)).toBe('load x by d1 for person: lift');
    const standard = setUp({ shadow, known: modelOf([], { source: 'specification' }) });
    await standard.details.refresh('person');
    await standard.settled();
    expect(standard.asked.at(-1)).toBe('shadow');
  });

  it('is nothing where the cloud doesn’t say which product it is', async () => {
    const { productId: _, ...nameless } = device;
    const { details, asked } = setUp({ of: nameless });
    await details.refresh('person');
    await details.renewModel();
    expect(asked).toEqual(['device']);
    expect(details.state().model).toBeUndefined();
  });

  it('is renewed for a person, the shadow with it', async () => {
    const { details, asked, settled } = setUp();
    await details.refresh('person');
    await settled();
    asked.length = 0;
    await details.renewModel();
    expect(asked).toEqual(['renew x for person', 'shadow']);
  });

  it('tells of changes of its own product’s model only', async () => {
    const { details, modelChanged } = setUp();
    await details.refresh('person');
    let changes = 0;
    details.onDidChange(() => changes++);
    modelChanged.fire({ projectId: 'p', productId: 'other' });
    modelChanged.fire({ projectId: 'other', productId: 'x' });
    expect(changes).toBe(0);
    modelChanged.fire({ projectId: 'p', productId: 'x' });
    expect(changes).toBe(1);
  });

  it('is forgotten with the keys it was read by', async () => {
    const { details, settled, rekey } = setUp({ shadow: () => Promise.resolve([{ code: 'a', value: 1 }]) });
    await details.refresh('person');
    await settled();
    expect(details.state().shadow.state).toBe('read');
    rekey();
    expect(details.state().shadow.state).toBe('unread');
  });
});

describe('the names that somebody gave data points', () => {
  const named = (customName: string) => ({
    shadow: () => Promise.resolve([{ code: 'switch_1', value: true, customName }]),
  });

  it('are read from the shadow', async () => {
    const { details, settled } = setUp(named('Lamp'));
    await details.refresh('person');
    await settled();
    expect(details.state().names.get('switch_1')).toEqual({ name: 'Lamp', state: 'known' });
  });

  it('are newer where they were given after that, until the shadow is read again', async () => {
    const { details, settled } = setUp(named('Lamp'));
    await details.refresh('person');
    await settled();
    await details.writes.renameDataPoint('switch_1', 'Heater');
    expect(details.state().names.get('switch_1')?.name).toBe('Heater');
    await details.loadShadow();
    expect(details.state().names.get('switch_1')?.name).toBe('Lamp');
  });
});
