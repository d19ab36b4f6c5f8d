import type { Sample, RunReport, StepReport } from '../model/expectations/stepReport.js';
import type { RunPlan } from '../model/expectations/runPlan.js';
import type { Step } from '../model/expectations/expectationFile.js';
import { runProblemText } from '../platform/expectations/runProblemTexts.js';

// What happens in a run, a JSON object a line. Field names are part of the command line: only add to them.

export function planLine(file: string, { devices, sends, expectations, calls, ms }: RunPlan): object {
  return { event: 'plan', file, devices, sends, expectations, calls, ms };
}

export function sampleLine(file: string, { id, kind }: Step, sample: Sample): object {
  const { round, ref } = sample;
  return {
    event: 'sample',
    file,
    step: id,
    kind,
    round,
    ...(ref && { device: ref.deviceId }),
    ...factsOf(sample),
  };
}

export function stepLine(
  file: string,
  { step, outcome, ms, samples, latencies, lost, late, slow }: StepReport,
): object {
  return {
    ...{ event: 'step', file, step: step.id, kind: step.kind, outcome, ms, rounds: samples.length },
    ...(step.kind === 'expect' && { within: step.withinMs, pace: step.paceMs, ...latencies, lost, late }),
    ...(slow && slow.length > 0 && { slow }),
  };
}

export function endLines(
  file: string,
  { outcome, restored, notRestored, ms }: RunReport,
  calls: number,
): readonly object[] {
  return [
    ...restored.map(({ ref, code, value, command, problem }) => ({
      ...{ event: 'restored', file, device: ref.deviceId, code, value },
      verdict: command?.verdict?.kind ?? 'failed',
      ...(problem !== undefined && { problem: runProblemText(problem) }),
    })),
    ...notRestored.map(({ ref, code }) => ({ event: 'notRestored', file, device: ref.deviceId, code })),
    { event: 'end', file, outcome, ms, calls },
  ];
}

export function problemLine(file: string, problems: readonly string[]): object {
  return { event: 'problem', file, problems };
}

function factsOf(sample: Sample): object {
  switch (sample.kind) {
    case 'waited':
      return { result: 'waited' };
    case 'sent':
    case 'notSent': {
      const { acceptedMs, verdict, code, value } = sample.command;
      const problem = verdict && 'problem' in verdict ? verdict.problem : undefined;
      return {
        ...{
          result: sample.kind === 'sent' ? 'sent' : (verdict?.kind ?? 'unknown'),
          code,
          value,
          acceptedMs,
        },
        ...(problem !== undefined && { problem: runProblemText(problem) }),
      };
    }
    case 'met':
    case 'late':
      return { result: sample.kind, ms: sample.ms, value: sample.value };
    case 'lost':
      return { result: 'lost', lookedMs: sample.lookedMs, other: sample.other, hadValue: sample.hadValue };
    case 'failed':
    case 'unseen':
      return { result: sample.kind, problem: runProblemText(sample.problem) };
  }
}
