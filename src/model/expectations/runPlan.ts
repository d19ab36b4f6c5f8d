import type { ExpectationFile, Step } from './expectationFile.js';

/** What a run will do, before it does anything. */
export interface RunPlan {
  readonly devices: number;
  readonly sends: number;
  readonly expectations: number;
  /** Calls where every report is seen at the first look, and at most where every answer comes. */
  readonly calls: { readonly atLeast: number; readonly atMost: number };
  /** The time of waits and pauses, and at most with every expectation waited for to its end; ms. */
  readonly ms: { readonly atLeast: number; readonly atMost: number };
  /** Each data point that is set, with the values it gets. */
  readonly sent: readonly Sent[];
}

export interface Sent {
  readonly device: string;
  readonly code: string;
  readonly values: readonly unknown[];
  readonly times: number;
}

/** Reading a device, and its product's model by at most this many calls. */
const modelCalls = 3;
/** A data point that the first way refuses is tried by two others. */
const furtherWays = 2;
/** A value that is sent back is looked for. */
const restoreLooks = 5;

/**
 * @param counts how many devices each key of the file stands for
 * @param chosen the steps that are run; all where it is absent
 */
export function planOf(
  { devices, restore, pauseMs, steps }: ExpectationFile,
  counts: ReadonlyMap<string, number>,
  chosen?: ReadonlySet<string>,
): RunPlan {
  const all = devices.reduce((sum, { key }) => sum + (counts.get(key) ?? 0), 0);
  const sent = new Map<string, Sent>();
  let [sends, expectations, least, most, leastMs, mostMs] = [0, 0, 0, 0, 0, 0];
  const walk = (list: readonly Step[], times: number): void => {
    for (const step of list) {
      if (!isChosen(step, chosen)) continue;
      leastMs += times * pauseMs;
      mostMs += times * pauseMs;
      switch (step.kind) {
        case 'wait':
          leastMs += times * step.ms;
          mostMs += times * step.ms;
          break;
        case 'repeat':
          leastMs += times * step.times * step.pauseMs;
          mostMs += times * step.times * step.pauseMs;
          walk(step.steps, times * step.times);
          break;
        case 'send': {
          const count = times * (counts.get(step.device) ?? 0);
          sends += count;
          least += count;
          most += count;
          for (const { code, values } of step.points)
            note(sent, { device: step.device, code, values }, count);
          break;
        }
        case 'expect': {
          const count = times * (counts.get(step.device) ?? 0);
          expectations += count;
          least += count;
          most += count * looksAtMost(step);
          leastMs += times * step.paceMs;
          mostMs += times * (step.withinMs + step.paceMs);
          break;
        }
      }
    }
  };
  walk(steps, 1);
  const points = [...sent.values()].reduce((sum, { device }) => sum + (counts.get(device) ?? 0), 0);
  const back = restore ? points : 0;
  return {
    devices: all,
    sends: sends + back,
    expectations,
    calls: {
      atLeast: all + least + back,
      // The token, the second source of reports, and the shadow where the status lacks a value.
      atMost:
        1 +
        all * (2 + modelCalls + (restore ? 1 : 0)) +
        most +
        points * furtherWays +
        back * (1 + restoreLooks),
    },
    ms: { atLeast: leastMs, atMost: mostMs },
    sent: [...sent.values()],
  };
}

/** A look at each pace until the time is over, and one a pace later, so that a late report is told from none. */
export function looksAtMost({
  withinMs,
  paceMs,
}: {
  readonly withinMs: number;
  readonly paceMs: number;
}): number {
  return Math.ceil(withinMs / paceMs) + 1;
}

/** A step is run where it is chosen, stands in one that is, or has one within it that is. */
export function isChosen(step: Step, chosen: ReadonlySet<string> | undefined): boolean {
  if (!chosen) return true;
  const isWithin = [...chosen].some((id) => step.id === id || step.id.startsWith(`${id}.`));
  return isWithin || (step.kind === 'repeat' && step.steps.some((each) => isChosen(each, chosen)));
}

function note(sent: Map<string, Sent>, { device, code, values }: Omit<Sent, 'times'>, times: number): void {
  const key = JSON.stringify([device, code]);
  const old = sent.get(key);
  const seen = new Map([...(old?.values ?? []), ...values].map((value) => [JSON.stringify(value), value]));
  sent.set(key, { device, code, values: [...seen.values()], times: (old?.times ?? 0) + times });
}
