import { readFile, stat } from 'node:fs/promises';
import { isAbortError } from '../base/errors.js';
import type { DeviceChoice, ExpectationFile } from '../model/expectations/expectationFile.js';
import { runExpectations } from '../model/expectations/expectationRun.js';
import { DeviceChoiceError, findDevices } from '../model/expectations/findDevices.js';
import { limits } from '../model/expectations/shapes.js';
import { readExpectations } from '../model/expectations/readExpectations.js';
import { planOf } from '../model/expectations/runPlan.js';
import { isBack, type RunReport } from '../model/expectations/stepReport.js';
import { fileProblemText } from '../platform/expectations/fileProblemTexts.js';
import { planText } from '../platform/expectations/planTexts.js';
import { runProblemText } from '../platform/expectations/runProblemTexts.js';
import {
  notRestoredText,
  numbersText,
  restoredText,
  sampleText,
  stepTitle,
} from '../platform/expectations/stepTexts.js';
import { UsageError, type CliOptions } from './cliOptions.js';
import { endLines, planLine, problemLine, sampleLine, stepLine } from './jsonLines.js';
import { ownProject, type OwnCloud } from './ownCloud.js';

export interface FileResult {
  readonly path: string;
  readonly exitCode: number;
  /** Absent where it didn't come to that. */
  readonly report?: RunReport;
  /** Why it didn't. */
  readonly problems: readonly string[];
}

export interface Output {
  /** For people. */
  line(text: string): void;
  /** For programs. */
  event(event: object): void;
}

export interface Signals {
  /** Ends between commands. */
  readonly cancel: AbortSignal;
  /** Ends the sending back as well. */
  readonly abandon: AbortSignal;
}

export const exitCodes = { passed: 0, failed: 1, badFile: 2, unusable: 3, cancelled: 130 } as const;

/** Reads a file, says what it costs, and runs it. Never rejects. */
export async function runFile(
  path: string,
  options: Pick<CliOptions, 'isCheck' | 'maxCalls' | 'devices'>,
  openCloud: () => OwnCloud,
  output: Output,
  signals: Signals,
): Promise<FileResult> {
  const stop = (exitCode: number, problems: readonly string[]): FileResult => {
    for (const problem of problems) output.line(problem);
    output.event(problemLine(path, problems));
    return { path, exitCode, problems };
  };
  const text = await textOf(path);
  if (text === undefined) return stop(exitCodes.badFile, [`${path}: can’t be read.`]);
  const { file, problems } = readExpectations(text);
  if (!file) {
    const lines = problems.map((problem) => {
      const { line, column } = problem.place;
      return `${path}:${line + 1}:${column + 1}: ${fileProblemText(problem)}`;
    });
    return stop(exitCodes.badFile, lines);
  }
  const chosen = withOwnIds(file.devices, options.devices);
  if (options.isCheck) {
    const counts = new Map(chosen.map((each) => [each.key, each.by === 'product' ? each.atMost : 1]));
    const plan = planOf(file, counts);
    output.line(`${path}: ${planText(plan)}`);
    output.event(planLine(path, plan));
    return { path, exitCode: exitCodes.passed, problems: [] };
  }
  try {
    return await runOnCloud({ path, file, chosen }, options.maxCalls, openCloud(), output, signals, stop);
  } catch (error) {
    if (isAbortError(error))
      return stop(exitCodes.cancelled, [`${path}: cancelled before anything was sent.`]);
    const code = error instanceof DeviceChoiceError ? exitCodes.badFile : exitCodes.unusable;
    return stop(code, [`${path}: ${runProblemText(error)}`]);
  }
}

/**
 * A name that no file has is a slip, and the run would be on another device than meant.
 * @throws UsageError
 */
export async function refuseUnknownDevices({ files, devices }: CliOptions): Promise<void> {
  if (devices.size === 0) return;
  const keys = new Set<string>();
  for (const path of files) {
    const { file } = readExpectations((await textOf(path)) ?? '');
    // What is wrong with it is told where it is run.
    if (!file) return;
    for (const { key } of file.devices) keys.add(key);
  }
  for (const name of devices.keys())
    if (!keys.has(name)) throw new UsageError(`--device ${name}=…: no file has a device “${name}”.`);
}

interface Chosen {
  readonly path: string;
  readonly file: ExpectationFile;
  readonly chosen: readonly DeviceChoice[];
}

async function runOnCloud(
  { path, file, chosen }: Chosen,
  maxCalls: number,
  cloud: OwnCloud,
  output: Output,
  { cancel, abandon }: Signals,
  stop: (exitCode: number, problems: readonly string[]) => FileResult,
): Promise<FileResult> {
  const client = () => Promise.resolve(cloud.client);
  const before = cloud.calls();
  const finder = { client, known: () => new Map(), callsAtMost: maxCalls };
  const devices = await findDevices(finder, ownProject, chosen, cancel);
  const used = cloud.calls() - before;
  const plan = planOf(file, new Map([...devices].map(([key, refs]) => [key, refs.length])));
  output.line(`${path}: ${planText(plan)}`);
  output.event(planLine(path, plan));
  // What finding the devices took counts, too.
  const calls = used + plan.calls.atMost;
  if (calls > maxCalls)
    return stop(exitCodes.badFile, [
      `${path}: may need ${calls} calls, and --max-calls allows ${maxCalls}. Nothing was sent.`,
    ]);
  const isOfSeveral = plan.devices > 1;
  const nameOf = (deviceId: string): string =>
    cloud.run.devices.device({ projectId: ownProject, deviceId })?.value.name ?? deviceId;
  const report = await runExpectations(
    cloud.run,
    { file, devices },
    {
      onSample: (step, sample) => {
        output.event(sampleLine(path, step, sample));
        if (sample.kind === 'waited' || sample.kind === 'met' || sample.kind === 'sent') return;
        const name = isOfSeveral && sample.ref ? nameOf(sample.ref.deviceId) : undefined;
        output.line(`  ${step.id} ${sampleText(step, sample, name)}`);
      },
      onEnd: (step) => {
        output.event(stepLine(path, step));
        if (step.step.kind === 'repeat') return;
        const numbers = numbersText(step);
        output.line(
          `${marks[step.outcome]} ${step.step.id} ${stepTitle(step.step)}${numbers && `: ${numbers}`}`,
        );
      },
    },
    cancel,
    abandon,
  );
  for (const each of report.restored) output.line(restoredText(each, nameOf(each.ref.deviceId)));
  for (const { ref, code } of report.notRestored) output.line(notRestoredText(code, nameOf(ref.deviceId)));
  for (const event of endLines(path, report, cloud.calls())) output.event(event);
  output.line(`${path}: ${words[report.outcome]}, ${cloud.calls()} calls.`);
  return { path, exitCode: codeOf(report), report, problems: [] };
}

const marks = { passed: '✓', failed: '✗', skipped: '-' } as const;
const words = {
  passed: 'passed',
  failed: 'failed',
  cancelled: 'cancelled',
  ended: 'a command didn’t arrive, the rest was not run',
} as const;

/** A device that isn't as it was before, though the file says so, is no success. */
function codeOf({ outcome, restored, notRestored }: RunReport): number {
  if (outcome === 'cancelled') return exitCodes.cancelled;
  if (outcome === 'ended') return exitCodes.unusable;
  if (notRestored.length > 0 || !restored.every((each) => isBack(each))) return exitCodes.unusable;
  return outcome === 'failed' ? exitCodes.failed : exitCodes.passed;
}

function withOwnIds(
  choices: readonly DeviceChoice[],
  ids: ReadonlyMap<string, string>,
): readonly DeviceChoice[] {
  return choices.map(({ key, place, ...choice }) => {
    const id = ids.get(key);
    return id === undefined
      ? ({ key, place, ...choice } as DeviceChoice)
      : { key, place, by: 'id' as const, text: id };
  });
}

async function textOf(path: string): Promise<string | undefined> {
  try {
    // One byte a character at least: what is longer is refused by its length, and a disk isn't read into memory for that.
    const { size } = await stat(path);
    return size > limits.file * 4 ? ' '.repeat(limits.file + 1) : await readFile(path, 'utf8');
  } catch {
    return undefined;
  }
}
