import type { Clock } from '../../src/base/clock.js';
import { runExpectations, type RunListener } from '../../src/model/expectations/expectationRun.js';
import type { ExpectationFile } from '../../src/model/expectations/expectationFile.js';
import { readExpectations } from '../../src/model/expectations/readExpectations.js';
import { planOf, type RunPlan } from '../../src/model/expectations/runPlan.js';
import type { RunReport } from '../../src/model/expectations/stepReport.js';
import type { DeviceRef } from '../../src/model/projects/project.js';
import { senderSetup, type SenderSetup } from './senderSetup.js';
import { ManualClock } from './simulatorSigner.js';

interface Prepared {
  readonly plan: RunPlan;
  run(
    listener?: RunListener,
    signals?: { readonly signal?: AbortSignal; readonly abandon?: AbortSignal },
  ): Promise<RunReport>;
}

export interface ExpectationSetup extends SenderSetup<ManualClock> {
  readonly ref: DeviceRef;
  /** Whatever keys the steps have: every device of the file is `ref`. */
  prepare(steps: string, chosen?: ReadonlySet<string>): Prepared;
}

/** A device that takes commands, and files that are run on it. */
export async function expectationSetup({
  aheadMs = 0,
  product = 'thermostat',
  cloudClock = new ManualClock(),
}: {
  readonly aheadMs?: number;
  readonly product?: string;
  readonly cloudClock?: ManualClock;
} = {}): Promise<ExpectationSetup> {
  const setup = senderSetup({ aheadMs, ownClock: cloudClock, isCalm: true });
  const ref = await setup.device(product);
  const { client, store, sender } = setup;
  const clock: Clock = {
    now: () => setup.clock.now() + aheadMs,
    sleep: (ms, signal) => setup.clock.sleep(ms, signal),
  };
  const deps = {
    sender,
    clients: { client: () => Promise.resolve(client) },
    devices: store,
    models: { known: () => setup.known(ref), load: () => Promise.resolve() },
    clock,
  };
  return {
    ...setup,
    ref,
    prepare: (steps, chosen) => {
      const file = fileOf(steps);
      return {
        plan: planOf(file, new Map(file.devices.map(({ key }) => [key, 1])), chosen),
        run: (listener, { signal, abandon } = {}) => {
          const devices = new Map(file.devices.map(({ key }) => [key, [ref]]));
          return runExpectations(
            deps,
            { file, devices, ...(chosen && { chosen }) },
            listener,
            signal,
            abandon,
          );
        },
      };
    },
  };
}

/** The file with these lines behind its device. */
export function fileOf(lines: string): ExpectationFile {
  const { file, problems } = readExpectations(`devices:\n  it: { id: any }\n${lines}`);
  if (!file) throw new Error(JSON.stringify(problems));
  return file;
}
