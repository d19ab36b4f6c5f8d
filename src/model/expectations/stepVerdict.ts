import type { ExpectStep, Step } from './expectationFile.js';
import { latenciesOf } from './latencies.js';
import type { Sample, StepOutcome, StepReport } from './stepReport.js';

/** A step with what came of all its rounds. */
export function reportOf(
  step: Step,
  all: ReadonlyMap<string, readonly Sample[]>,
  spent: ReadonlyMap<string, number>,
): StepReport {
  const samples = all.get(step.id) ?? [];
  const ms = spent.get(step.id) ?? 0;
  switch (step.kind) {
    case 'repeat': {
      const parts = step.steps.map((each) => reportOf(each, all, spent).outcome);
      return { step, ms, samples, outcome: parts.find((each) => each !== 'passed') ?? 'passed' };
    }
    case 'expect':
      return { ...expectReport(step, samples), ms };
    default: {
      const hasFailed = samples.some(({ kind }) => kind !== 'sent' && kind !== 'waited');
      return { step, ms, samples, outcome: outcomeOf(samples, hasFailed) };
    }
  }
}

function expectReport(step: ExpectStep, samples: readonly Sample[]): Omit<StepReport, 'ms'> {
  const latencies = latenciesOf(samples.flatMap((sample) => ('ms' in sample ? sample.ms : [])));
  const lost = samples.filter(({ kind }) => kind === 'lost' || kind === 'unseen').length;
  const late = samples.filter(({ kind }) => kind === 'late').length;
  const slow = (['p50', 'p95'] as const).flatMap((bound) => {
    const limitMs = bound === 'p50' ? step.p50Ms : step.p95Ms;
    const ms = latencies[bound];
    return limitMs !== undefined && ms !== undefined && ms > limitMs ? [{ bound, ms, limitMs }] : [];
  });
  // Where nothing at all was seen, nothing was met, however many rounds may fail.
  const hasFailed = lost + late > step.mayMiss || latencies.count === 0 || slow.length > 0;
  return { step, samples, outcome: outcomeOf(samples, hasFailed), latencies, lost, late, slow };
}

function outcomeOf(samples: readonly Sample[], hasFailed: boolean): StepOutcome {
  if (samples.length === 0) return 'skipped';
  return hasFailed ? 'failed' : 'passed';
}
