import { describe, expect, it } from 'vitest';
import { lookForReport } from '../../../../src/model/expectations/reportLooks.js';
import type { RunReport } from '../../../../src/model/expectations/stepReport.js';
import { CloudTime } from '../../../../src/model/projects/cloudTime.js';
import type { TuyaClient } from '../../../../src/tuya/client.js';
import { expectationSetup } from '../../../support/expectationSetup.js';
import { ManualClock } from '../../../support/simulatorSigner.js';

const kinds = ({ steps }: RunReport): readonly string[] =>
  steps.flatMap(({ samples }) => samples.map(({ kind }) => kind));

const temperature = (device: { readonly status: readonly { code: string; value: unknown }[] } | undefined) =>
  device?.status.find(({ code }) => code === 'temp_set')?.value;

describe('a run in which things go wrong', () => {
  it.each([
    ['is refused', { kind: 'code', code: 1104 }, 'applied'],
    // The same again isn't sent while it may still come: told as not sent back.
    ['is in doubt', { kind: 'reset', when: 'before' }, 'unknown'],
  ] as const)(
    'sends back what an earlier command changed, where the one back to it %s',
    async (_, fault, verdict) => {
      const { prepare, cloud, ref, store } = await expectationSetup();
      cloud.truth.react(ref.deviceId, { does: 'apply' });
      const before = temperature(store.device(ref)?.value);
      cloud.faults.add({ operation: 'sendCommands', nth: 2, fault });
      const report = await prepare(`
restore: true
steps:
- { send: temp_set, value: 240 }
- { expect: temp_set }
- { send: temp_set, value: ${String(before)} }
`).run();
      expect(report.outcome).toBe('ended');
      expect(report.restored).toMatchObject([
        { code: 'temp_set', value: before, command: { verdict: { kind: verdict } } },
      ]);
    },
  );

  it('sends back what was before, also where what is told of it can’t be written down', async () => {
    const { prepare, cloud, ref, store, calls } = await expectationSetup();
    cloud.truth.react(ref.deviceId, { does: 'apply' });
    const before = temperature(store.device(ref)?.value);
    const full = (): never => {
      throw new Error('ENOSPC');
    };
    const running = prepare('restore: true\nsteps: [{ send: temp_set, value: 240 }]').run({ onSample: full });
    await expect(running).rejects.toThrow('ENOSPC');
    expect(calls().filter((name) => name === 'sendCommands')).toHaveLength(2);
    expect(cloud.truth.device(ref.deviceId)?.status).toContainEqual({ code: 'temp_set', value: before });
  });

  it('takes one report for one round: a later one needs a later report', async () => {
    const { prepare, cloud, ref } = await expectationSetup();
    cloud.truth.react(ref.deviceId, { does: 'echo', afterMs: 300 });
    const report = await prepare(`
steps:
- { send: temp_set, value: 240 }
- repeat: 3
  steps: [{ expect: temp_set, any: true, within: 1s }]
`).run();
    expect(kinds(report)).toEqual(['sent', 'met', 'lost', 'lost']);
    expect(report.outcome).toBe('failed');
  });

  it('asks a source that refuses once, not in every round: the budget stated before holds', async () => {
    const { prepare, cloud, ref, calls } = await expectationSetup();
    cloud.truth.react(ref.deviceId, { does: 'nothing' });
    cloud.faults.add({ operation: 'getDeviceLogs', fault: { kind: 'code', code: 28841105 } });
    const { run, plan } = prepare(`
steps:
- repeat: 10
  steps:
  - { send: temp_set, values: [235, 240] }
  - { expect: temp_set, within: 1s }
`);
    await run();
    expect(calls().filter((name) => name === 'getDeviceLogs')).toHaveLength(1);
    expect(calls().length).toBeLessThanOrEqual(plan.calls.atMost);
  });

  it('doesn’t say that nothing came where it could look for a part of the time only', async () => {
    const { prepare, cloud, ref } = await expectationSetup();
    cloud.truth.react(ref.deviceId, { does: 'echo', afterMs: 1_500 });
    cloud.faults.add({ operation: 'getDeviceLogs', skip: 1, fault: { kind: 'status', status: 503 } });
    const report = await prepare(`
steps:
- { send: temp_set, value: 240 }
- { expect: temp_set, within: 3s, mayMiss: 5 }
`).run();
    expect(kinds(report)).toEqual(['sent', 'unseen']);
    // Rounds may fail, but nothing at all was seen.
    expect(report.outcome).toBe('failed');
  });
});

describe('a report that is looked for', () => {
  it('is timed from the cloud’s own record of the command', async () => {
    const clock = new ManualClock();
    const sentAt = clock.now();
    const row = (eventId: number, afterMs: number, value: string) => ({
      ...{ eventId, eventTime: sentAt + afterMs, code: 'temp_set', value, extra: {} },
    });
    const items = [row(7, 720, '240'), row(5, 300, '240')];
    const client = { logs: { page: () => Promise.resolve({ items }) } } as unknown as TuyaClient;
    const looked = await lookForReport(
      { clock, time: new CloudTime(), client: () => Promise.resolve(client) },
      {
        ...{ deviceId: 'id', code: 'temp_set', comparison: { isSent: true }, sent: 240 },
        ...{ since: { sentAt, cloudAt: sentAt, route: undefined }, withinMs: 1_000, paceMs: 1_000 },
      },
    );
    expect(looked).toEqual({ kind: 'met', ms: 420, value: 240 });
  });
});
