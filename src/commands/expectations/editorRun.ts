import * as vscode from 'vscode';
import { displayName } from '../../base/displayText.js';
import { isAbortError } from '../../base/errors.js';
import type { Core } from '../../app/core.js';
import { allSteps, type ExpectationFile } from '../../model/expectations/expectationFile.js';
import { runExpectations } from '../../model/expectations/expectationRun.js';
import { findDevices } from '../../model/expectations/findDevices.js';
import { isChosen, planOf } from '../../model/expectations/runPlan.js';
import type { DeviceRef } from '../../model/projects/project.js';
import { fileProblemText } from '../../platform/expectations/fileProblemTexts.js';
import { planText } from '../../platform/expectations/planTexts.js';
import { runProblemText } from '../../platform/expectations/runProblemTexts.js';
import type { CommandDeps } from '../commandDeps.js';
import { refuseProtected } from '../devices/deviceWords.js';
import { chooseProject } from './chooseProject.js';
import { confirmRun } from './confirmRun.js';
import { RunOutput } from './runOutput.js';
import { rangeOf, type TestTree } from './testTree.js';

/** Runs what the person chose in the Test Explorer, one file after the other. Each is asked about before it sends anything. */
export async function runInEditor(
  deps: CommandDeps,
  controller: vscode.TestController,
  tree: TestTree,
  request: vscode.TestRunRequest,
  token: vscode.CancellationToken,
): Promise<void> {
  const run = controller.createTestRun(request);
  const cancel = new AbortController();
  const listening = token.onCancellationRequested(() => cancel.abort());
  try {
    for (const wanted of wantedFiles(tree, request)) {
      if (cancel.signal.aborted) break;
      const item = tree.fileItem(wanted.uri);
      if (item) await runFile(deps, { run, tree, item, ...wanted }, cancel.signal);
    }
  } finally {
    listening.dispose();
    run.end();
  }
}

interface Wanted {
  readonly uri: vscode.Uri;
  /** Ids of steps; all where it is absent. */
  readonly chosen?: ReadonlySet<string>;
  readonly excluded: ReadonlySet<string>;
}

interface FileRun extends Wanted {
  readonly run: vscode.TestRun;
  readonly tree: TestTree;
  readonly item: vscode.TestItem;
}

function wantedFiles(tree: TestTree, { include, exclude = [] }: vscode.TestRunRequest): readonly Wanted[] {
  const files = new Map<string, { uri: vscode.Uri; chosen: Set<string> | undefined }>();
  const excludedFiles = new Set<string>();
  const excluded = new Set<string>();
  for (const item of exclude ?? []) {
    const step = tree.stepOf(item);
    if (step?.id === undefined) excludedFiles.add(item.id);
    else excluded.add(`${step.uri.toString()}#${step.id}`);
  }
  for (const item of include ?? tree.all()) {
    const step = tree.stepOf(item);
    if (!step || excludedFiles.has(step.uri.toString())) continue;
    const key = step.uri.toString();
    const file = files.get(key) ?? { uri: step.uri, chosen: new Set() };
    if (step.id === undefined) file.chosen = undefined;
    else file.chosen?.add(step.id);
    files.set(key, file);
  }
  return [...files.values()].map(({ uri, chosen }) => ({ uri, excluded, ...(chosen && { chosen }) }));
}

async function runFile(deps: CommandDeps, wanted: FileRun, signal: AbortSignal): Promise<void> {
  const { run, tree, item } = wanted;
  const { file, problems } = await tree.read(item);
  if (!file) {
    const messages = problems.map((problem) => {
      const message = new vscode.TestMessage(fileProblemText(problem));
      message.location = new vscode.Location(wanted.uri, rangeOf(problem.place));
      return message;
    });
    run.errored(
      item,
      messages.length > 0 ? messages : new vscode.TestMessage(vscode.l10n.t('The file can’t be read.')),
    );
    return;
  }
  try {
    const core = await deps.core.get();
    await runOn(core, file, wanted, signal);
  } catch (error) {
    if (isAbortError(error)) run.skipped(item);
    else run.errored(item, new vscode.TestMessage(runProblemText(error)));
  }
}

async function runOn(core: Core, file: ExpectationFile, wanted: FileRun, signal: AbortSignal): Promise<void> {
  const { run, tree, item } = wanted;
  const project = await chooseProject(core, file.project);
  if (!project) return run.skipped(item);
  refuseProtected(core, [{ projectId: project.id, deviceId: '' }]);
  const chosen = chosenOf(file, wanted);
  const devices = await findDevices(
    {
      client: (asking) => core.connections.client(project.id, { asker: 'person', signal: asking }),
      known: () => [...core.devices.knownOf(project.id).values()].map(({ value }) => value),
    },
    project.id,
    file.devices,
    signal,
  );
  const counts = new Map([...devices].map(([key, refs]) => [key, refs.length]));
  const plan = planOf(file, counts, chosen);
  const nameOf = (ref: DeviceRef): string => displayName(core.devices.device(ref)?.value.name, ref.deviceId);
  const isSure = await confirmRun({ file: item.label, project: project.name, plan, devices, nameOf });
  if (!isSure || signal.aborted) return run.skipped(item);
  const output = new RunOutput(run, tree.itemsById(item), nameOf, plan.devices > 1);
  output.line(planText(plan));
  for (const step of allSteps(file.steps)) if (isChosen(step, chosen)) output.enqueue(step);
  const { sender, connections: clients, devices: store, productModels: models, clock } = core;
  const report = await runExpectations(
    { sender, clients, devices: store, models, clock },
    { file, devices, ...(chosen && { chosen }) },
    output,
    signal,
  );
  output.end(report);
  if (report.outcome === 'cancelled') run.skipped(item);
}

/** Without what the person took out. */
function chosenOf(
  { steps }: ExpectationFile,
  { uri, chosen, excluded }: Wanted,
): ReadonlySet<string> | undefined {
  const isOut = (id: string): boolean => {
    const parts = id.split('.');
    return parts.some((_, end) => excluded.has(`${uri.toString()}#${parts.slice(0, end + 1).join('.')}`));
  };
  const all = [...allSteps(steps)];
  if (!chosen && !all.some(({ id }) => isOut(id))) return undefined;
  const leaves = all.filter((step) => step.kind !== 'repeat' && isChosen(step, chosen) && !isOut(step.id));
  return new Set(leaves.map(({ id }) => id));
}
