import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeviceRef } from '../../../../src/model/projects/project.js';
import { aProjectWithDevices, aWorkbench } from '../../../support/commandSetup.js';
import { eventually } from '../../../support/eventually.js';
import { fastClock } from '../../../support/fastClock.js';
import { act, choose, enter, escape, type } from '../../../support/person.js';
import { workbench } from '../../../support/vscodeShim.js';

let bench: Awaited<ReturnType<typeof aWorkbench>>;
let projectId: string;
beforeEach(async () => {
  bench = await aWorkbench({ clock: fastClock(20) });
  projectId = await aProjectWithDevices(bench);
});
afterEach(() => bench.end());

const refOf = (product: string): DeviceRef => ({
  projectId,
  deviceId: String(bench.cloud.truth.devicesOfProduct(product)[0]),
});
const posts = () => bench.cloud.ledger.entries.filter(({ operation }) => operation === 'sendCommands');
const run = (...refs: readonly DeviceRef[]): Promise<unknown> =>
  bench.run('tuya.sendDataPoint', refs[0], refs);
const report = (): string => bench.documents.at(-1)?.texts.at(-1) ?? '';

describe('one value for several devices', () => {
  it('is sent to each after their number was typed, and what came of each is shown', async () => {
    const [socket, strip, thermostat] = ['socket', 'strip', 'thermostat'].map(refOf) as [
      DeviceRef,
      DeviceRef,
      DeviceRef,
    ];
    bench.cloud.truth.react(socket.deviceId, { does: 'echo' });
    bench.cloud.truth.react(strip.deviceId, { does: 'nothing' });
    const seen = act(choose('switch_1'), choose('true'), enter, type('2'));
    await run(socket, strip, thermostat);
    // What isn't known to have the data point isn't ticked.
    expect(seen[3]?.title).toBe('Send true to switch_1 of 2 Devices');
    expect(posts().map(({ path, body }) => [path.includes(socket.deviceId), body])).toEqual([
      [true, '{"commands":[{"code":"switch_1","value":true}]}'],
      [false, '{"commands":[{"code":"switch_1","value":true}]}'],
    ]);
    expect(bench.documents.at(-1)).toMatchObject({ name: 'sent-to-devices.md', rendered: true });
    expect(report()).toMatch(/^# Send true to switch\\?_1 of 2 Devices\n/);
    expect(report()).toMatch(/\| 1 \|.*Applied: reported after [\d,]+ ms\\?\. \|/);
    expect(report()).toMatch(/\| 2 \|.*(No report in 15 s|Same value as before)/);
    expect(workbench.messages.join()).toMatch(/1 applied/);
  });

  it.each([
    ['another number', () => [enter, type('3')]],
    ['Escape at the number', () => [enter, escape]],
    ['Escape at the devices', () => [escape]],
  ])('is not sent after %s', async (_, moves) => {
    act(choose('switch_1'), choose('true'), ...moves());
    await run(refOf('socket'), refOf('strip'));
    expect(posts()).toEqual([]);
    expect(bench.documents).toEqual([]);
  });

  it('is not sent where the project is protected, or only one is meant by a script without a question', async () => {
    await bench.run('tuya.protectProject', { projectId });
    await run(refOf('socket'), refOf('strip'));
    expect(workbench.errors).toEqual(['The project ‘Bench’ is protected: nothing in it can be changed.']);
    expect(posts()).toEqual([]);
  });

  it('is told as unknown where the connection broke, and anew once looking shows that it was done', async () => {
    const [socket, strip] = [refOf('socket'), refOf('strip')];
    bench.cloud.truth.react(socket.deviceId, { does: 'echo' });
    const lost = bench.cloud.faults.add({
      operation: 'sendCommands',
      path: socket.deviceId,
      fault: { kind: 'reset', when: 'after' },
    });
    const blind = bench.cloud.faults.add({
      operation: ['getDeviceLogs', 'getShadowProperties'],
      path: socket.deviceId,
      fault: { kind: 'reset', when: 'before' },
    });
    act(choose('switch_1'), choose('true'), enter, type('2'));
    await run(socket, strip);
    expect(report()).toContain('1 unknown');
    lost.remove();
    blind.remove();
    await eventually(() => expect(report()).not.toContain('1 unknown'));
    expect(report()).toMatch(/\| 1 \|.*Applied/);
    expect(posts()).toHaveLength(2);
  });
});

describe('a snapshot of data points', () => {
  it('is compared with what the device reports later, side by side', async () => {
    const ref = refOf('thermostat');
    await bench.run('tuya.compareSnapshot', ref);
    expect(workbench.errors.join()).toContain('There is no snapshot');
    await bench.run('tuya.takeSnapshot', ref);
    act(choose('temp_set'), type('24.5'));
    await bench.run('tuya.sendDataPoint', ref);
    await bench.run('tuya.compareSnapshot', ref);
    const [{ left, right } = { left: undefined, right: undefined }] = bench.comparisons;
    const pointsIn = (text = '{}') =>
      (JSON.parse(text) as { dataPoints: { code: string; value: unknown }[] }).dataPoints;
    const [before, after] = [pointsIn(left?.text), pointsIn(right?.text)];
    const valueIn = (points: typeof before): unknown => points.find(({ code }) => code === 'temp_set')?.value;
    expect(valueIn(after)).toBe(245);
    expect(valueIn(before)).not.toBe(245);
    expect(after.map(({ code }) => code)).toEqual(before.map(({ code }) => code));
    // What has the same value is the same text; the thermostat may measure another temperature meanwhile.
    const isSame = ({ value }: (typeof before)[number], at: number): boolean => value === before[at]?.value;
    expect(after.filter(isSame)).toEqual(before.filter((point, at) => point.value === after[at]?.value));
    expect(after.filter(isSame).length).toBeGreaterThanOrEqual(after.length - 2);
  });
});
