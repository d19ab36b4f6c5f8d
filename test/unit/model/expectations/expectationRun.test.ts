import { describe, expect, it } from 'vitest';
import type { RunReport } from '../../../../src/model/expectations/stepReport.js';
import { fraction } from '../../../../src/simulator/requests/random.js';
import { expectationSetup } from '../../../support/expectationSetup.js';

const kinds = ({ steps }: RunReport): readonly string[] =>
  steps.flatMap(({ samples }) => samples.map(({ kind }) => kind));

const setAndExpect = `
steps:
- send: temp_set
  value: 235
- expect: temp_set
  within: 2s
`;

describe('a run of expectations', () => {
  it.each([0, -3_600_000, 3_600_000])(
    'sends, and times the report by the cloud’s clock, with this computer’s %i ms ahead',
    async (aheadMs) => {
      const { prepare, cloud, ref, calls } = await expectationSetup({ aheadMs });
      cloud.truth.react(ref.deviceId, { does: 'echo', afterMs: 420 });
      const { run, plan } = prepare(setAndExpect);
      const report = await run();
      expect(report.outcome).toBe('passed');
      expect(report.steps[1]).toMatchObject({
        outcome: 'passed',
        lost: 0,
        latencies: { count: 1, p50: 420, p95: 420 },
        samples: [{ kind: 'met', ms: 420, value: 235, round: 1 }],
      });
      const made = calls();
      expect(made).toEqual(['getDevice', 'sendCommands', 'getDeviceLogs']);
      expect(plan.calls.atLeast).toBe(made.length);
    },
  );

  it('reports p50, p95 and what was lost of a seeded distribution as they are, at whatever pace it looks', async () => {
    const rounds = 40;
    const delays = Array.from({ length: rounds }, (_, round) =>
      Math.round(50 + 1_900 * fraction(11, round) ** 2),
    );
    const isLost = (round: number): boolean => fraction(12, round) < 0.1;
    const kept = delays.filter((_, round) => !isLost(round)).sort((a, b) => a - b);
    const rank = (part: number): number => kept[Math.ceil(part * kept.length) - 1] ?? 0;
    expect(kept.length).toBeLessThan(rounds);
    for (const pace of [500, 1_000, 2_000]) {
      const { prepare, cloud, ref, calls } = await expectationSetup();
      let round = 0;
      const nextOne = (): void => {
        const does = isLost(round) ? 'nothing' : 'echo';
        cloud.truth.react(ref.deviceId, { does, afterMs: delays[round++] ?? 0 });
      };
      nextOne();
      const { run, plan } = prepare(`
steps:
- repeat: ${rounds}
  pause: 100ms
  steps:
  - send: temp_set
    values: [235, 245]
  - expect: temp_set
    within: 2s
    pace: ${pace}
    mayMiss: ${rounds - kept.length}
`);
      const report = await run({ onSample: (step) => void (step.kind === 'expect' && nextOne()) });
      expect(report.outcome).toBe('passed');
      const step = report.steps.find((each) => each.step.kind === 'expect');
      expect(step?.step).toMatchObject({ paceMs: pace });
      expect(step).toMatchObject({ lost: rounds - kept.length, late: 0 });
      for (const [measured, true_] of [
        [step?.latencies?.p50, rank(0.5)],
        [step?.latencies?.p95, rank(0.95)],
      ])
        expect(Math.abs((measured ?? Infinity) - (true_ ?? 0))).toBeLessThanOrEqual(1);
      const made = calls().length;
      expect(made).toBeGreaterThanOrEqual(plan.calls.atLeast);
      expect(made).toBeLessThanOrEqual(plan.calls.atMost);
    }
  });

  it('tells late from lost, and lost from another value', async () => {
    const { prepare, cloud, ref } = await expectationSetup();
    cloud.truth.react(ref.deviceId, { does: 'echo', afterMs: 2_500 });
    const late = await prepare(setAndExpect).run();
    expect(late.steps[1]).toMatchObject({
      outcome: 'failed',
      late: 1,
      lost: 0,
      samples: [{ kind: 'late', ms: 2_500 }],
    });
    cloud.truth.react(ref.deviceId, { does: 'nothing' });
    const lost = await prepare(setAndExpect).run();
    expect(lost.steps[1]).toMatchObject({
      outcome: 'failed',
      late: 0,
      lost: 1,
      samples: [{ kind: 'lost', lookedMs: 3_000 }],
    });
    cloud.truth.react(ref.deviceId, { does: 'clamp', atMost: 230 });
    const clamped = await prepare(setAndExpect).run();
    expect(clamped.steps[1]).toMatchObject({ outcome: 'failed', samples: [{ kind: 'lost', other: '230' }] });
  });

  it('says that the device had the value already, which most firmware doesn’t report again', async () => {
    const { prepare, cloud, ref } = await expectationSetup();
    cloud.truth.react(ref.deviceId, { does: 'apply' });
    const { steps } = await prepare(`
steps:
- repeat: 2
  steps:
  - { send: temp_set, value: 240 }
  - { expect: temp_set, within: 1s }
`).run();
    expect(steps[2]?.samples).toMatchObject([{ kind: 'met' }, { kind: 'lost', hadValue: true }]);
  });

  it('holds the latencies of all rounds against their bounds', async () => {
    const { prepare, cloud, ref } = await expectationSetup();
    cloud.truth.react(ref.deviceId, { does: 'echo', afterMs: 700 });
    const { outcome, steps } = await prepare(`
steps:
- { send: temp_set, value: 235 }
- { expect: temp_set, within: 2s, p50: 1s, p95: 600ms }
`).run();
    expect(outcome).toBe('failed');
    expect(steps[1]?.slow).toEqual([{ bound: 'p95', ms: 700, limitMs: 600 }]);
  });

  it('compares what is reported', async () => {
    const { prepare, cloud, ref } = await expectationSetup();
    cloud.truth.react(ref.deviceId, { does: 'echo' });
    const ofEach = async (comparison: string): Promise<string> => {
      const { steps } = await prepare(
        `steps: [{ send: temp_set, value: 235 }, { expect: temp_set, within: 1s, ${comparison} }]`,
      ).run();
      return steps[1]?.outcome ?? '';
    };
    for (const good of [
      'is: 235',
      'not: 1',
      'above: 234, below: 236',
      'atLeast: 235, atMost: 235',
      'oneOf: [1, 235]',
      'any: true',
      'contains: "23"',
    ])
      expect([good, await ofEach(good)]).toEqual([good, 'passed']);
    for (const bad of [
      'is: 236',
      'not: 235',
      'above: 235',
      'below: 235',
      'atLeast: 236',
      'atMost: 234',
      'oneOf: [1, 2]',
      'contains: "9"',
    ])
      expect([bad, await ofEach(bad)]).toEqual([bad, 'failed']);
  });

  it('sends several data points in one command, and looks for each', async () => {
    const { prepare, cloud, ref, calls } = await expectationSetup();
    cloud.truth.react(ref.deviceId, { does: 'echo' });
    const report = await prepare(`
steps:
- send: { temp_set: 240, switch: true }
- { expect: temp_set }
- { expect: switch }
`).run();
    expect(report.outcome).toBe('passed');
    expect(calls()).toEqual(['getDevice', 'sendCommands', 'getDeviceLogs', 'getDeviceLogs']);
  });

  it('ends where a command doesn’t arrive: what follows would say nothing', async () => {
    const { prepare, cloud, ref, clock, calls } = await expectationSetup();
    cloud.truth.addLogEvent(ref.deviceId, { time: clock.now(), type: 2 });
    const report = await prepare(`${setAndExpect}\n- wait: 1s`).run();
    expect(report.outcome).toBe('ended');
    expect(kinds(report)).toEqual(['notSent']);
    expect(report.steps.map(({ outcome }) => outcome)).toEqual(['failed', 'skipped', 'skipped']);
    expect(calls()).toEqual(['getDevice', 'sendCommands']);
  });

  it('sends nothing in a protected project', async () => {
    const { prepare, protectWhen, calls } = await expectationSetup();
    protectWhen(() => true);
    const report = await prepare(setAndExpect).run();
    expect(report.outcome).toBe('ended');
    expect(kinds(report)).toEqual(['failed']);
    expect(calls()).toEqual(['getDevice']);
  });

  it('sends a command whose answer was lost once, and goes on with what looking showed', async () => {
    const { prepare, cloud, ref, calls } = await expectationSetup();
    cloud.truth.react(ref.deviceId, { does: 'echo', afterMs: 400 });
    cloud.faults.add({ operation: 'sendCommands', nth: 1, fault: { kind: 'reset', when: 'after' } });
    const report = await prepare(setAndExpect).run();
    expect(report.outcome).toBe('passed');
    expect(report.steps[1]?.samples).toMatchObject([{ kind: 'met', ms: 400 }]);
    expect(calls().filter((name) => name === 'sendCommands')).toHaveLength(1);
  });

  it('runs chosen steps only, with what is within them', async () => {
    const { prepare, cloud, ref } = await expectationSetup();
    cloud.truth.react(ref.deviceId, { does: 'echo' });
    const steps = `
steps:
- { send: temp_set, value: 235 }
- repeat: 2
  steps:
  - { send: temp_set, value: 240 }
  - { expect: temp_set }
- wait: 5s
`;
    const { run, plan } = prepare(steps, new Set(['2']));
    const report = await run();
    expect(kinds(report)).toEqual(['sent', 'sent', 'met', 'met']);
    expect(plan).toMatchObject({ sends: 2, expectations: 2 });
    expect(report.steps.map(({ outcome }) => outcome)).toEqual([
      'skipped',
      'passed',
      'passed',
      'passed',
      'skipped',
    ]);
  });

  describe('that is asked to restore', () => {
    const steps = `
restore: true
steps:
- { send: temp_set, value: 235 }
- { expect: temp_set }
- { send: temp_set, value: 240 }
- { expect: temp_set }
`;

    it('sends back what was before, and says what came of it', async () => {
      const { prepare, cloud, ref, store, calls } = await expectationSetup();
      cloud.truth.react(ref.deviceId, { does: 'apply' });
      const before = store.device(ref)?.value.status.find(({ code }) => code === 'temp_set')?.value;
      const { run, plan } = prepare(steps);
      const report = await run();
      expect(report.outcome).toBe('passed');
      expect(report.restored).toMatchObject([
        { code: 'temp_set', value: before, command: { verdict: { kind: 'applied' } } },
      ]);
      expect(plan.sends).toBe(3);
      expect(calls().filter((name) => name === 'sendCommands')).toHaveLength(3);
      expect(cloud.truth.device(ref.deviceId)?.status).toContainEqual({ code: 'temp_set', value: before });
    });

    it('does so where it is cancelled between steps, and sends nothing else', async () => {
      const { prepare, cloud, ref, store, calls } = await expectationSetup();
      cloud.truth.react(ref.deviceId, { does: 'apply' });
      const before = store.device(ref)?.value.status.find(({ code }) => code === 'temp_set')?.value;
      const cancel = new AbortController();
      const report = await prepare(steps).run({ onSample: () => cancel.abort() }, { signal: cancel.signal });
      expect(report.outcome).toBe('cancelled');
      expect(kinds(report)).toEqual(['sent']);
      expect(report.restored).toMatchObject([{ value: before, command: { verdict: { kind: 'applied' } } }]);
      expect(calls().filter((name) => name === 'sendCommands')).toHaveLength(2);
    });

    it('sends nothing back where nothing was changed', async () => {
      const { prepare, cloud, ref, clock, calls } = await expectationSetup();
      cloud.truth.addLogEvent(ref.deviceId, { time: clock.now(), type: 2 });
      const report = await prepare(steps).run();
      expect(report).toMatchObject({ outcome: 'ended', restored: [], notRestored: [] });
      expect(calls().filter((name) => name === 'sendCommands')).toHaveLength(1);
    });
  });
});
