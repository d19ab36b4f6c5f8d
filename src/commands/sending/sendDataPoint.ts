import * as vscode from 'vscode';
import { displayText } from '../../base/displayText.js';
import { isDeeperThan } from '../../base/boundedJson.js';
import type { Core } from '../../app/core.js';
import { ValueRefusedError } from '../../model/sending/commandSender.js';
import type { PointValue, SentCommand } from '../../model/sending/sentCommand.js';
import { deepestValue, longestValue, valueProblem } from '../../model/sending/typedValue.js';
import type { DeviceRef } from '../../model/projects/project.js';
import { rawText } from '../../model/values/decodeValue.js';
import type { PointModel } from '../../model/values/pointModel.js';
import { devicesArg, type SendArg } from '../../platform/commands/commandArgs.js';
import { CommandRefused } from '../../platform/commands/commands.js';
import { numberText } from '../../platform/display/numbers.js';
import { sentences } from '../../platform/display/sentences.js';
import { ToldError } from '../../platform/errorMessages/problemTexts.js';
import { commandText, outlookTexts, valueProblemText } from '../../platform/errorMessages/sendTexts.js';
import { confirmed, withCancellableProgress } from '../../platform/prompts/notify.js';
import type { CommandDeps } from '../commandDeps.js';
import { present, refuseProtected, wordsOf } from '../devices/deviceWords.js';
import { sendToSeveral } from './sendToSeveral.js';
import { askPoint, askValue, shownValue } from './sendSteps.js';

/** What a script gets: plain facts, and the words that the person saw. */
export interface SendVerdict {
  /** `applied`, `appliedOther`, `noReport`, `same`, `unseen`, `offline`, `refused`, `unknown` */
  readonly verdict: string;
  readonly text: string;
  readonly acceptedMs?: number;
  readonly reportedMs?: number;
  /** What the device reported, as the wire has it. */
  readonly reported?: unknown;
}

/**
 * Sends one data point, and says what came of it. A script, a link or another extension says what: then the person is
 * asked. Else the person chooses, and isn't asked again. Undefined where the person would rather not.
 * @throws ToldError, CommandRefused
 */
export async function sendDataPoint(
  deps: CommandDeps,
  given: SendArg | undefined,
): Promise<SendVerdict | undefined> {
  const core = await deps.core.get();
  if (given && 'script' in given) return sendForScript(core, given.script);
  const refs = present(core, given?.devices ?? devicesArg(await deps.nodesAtKeyboard()) ?? []);
  const [ref, ...others] = refs;
  if (!ref)
    throw new ToldError({
      what: vscode.l10n.t('A data point is sent to a device.'),
      remedy: vscode.l10n.t('Choose one in the tree, or several.'),
    });
  refuseProtected(core, refs);
  if (others.length > 0) {
    await sendToSeveral(deps, core, refs);
    return undefined;
  }
  const points = await pointsOf(core, ref);
  const code = await askPoint(core, ref, points);
  if (code === undefined) return undefined;
  const value = await askValue(core, ref, code, points.get(code));
  return value === undefined ? undefined : send(core, ref, { code, value });
}

/**
 * Asks the person, and sends what a script or an agent said. Undefined where the person would rather not, or whoever asked
 * for it has gone by then.
 * @throws ToldError, CommandRefused
 */
export async function sendForScript(
  core: Core,
  { project, deviceId, code, value: given }: Extract<SendArg, { script: unknown }>['script'],
  asking?: AbortSignal,
): Promise<SendVerdict | undefined> {
  const value = ownValue(given);
  const found = core.projects.list().filter(({ id, name }) => id === project || name === project);
  const [{ id: projectId } = { id: '' }] = found;
  if (found.length !== 1)
    throw new CommandRefused(
      vscode.l10n.t('No project, or more than one, is called ‘{0}’.', displayText(project)),
    );
  const ref = { projectId, deviceId };
  refuseProtected(core, [ref]);
  const model = (await keptPoints(core, ref)).get(code);
  const shown = (each: unknown): string => shownValue(code, each, model);
  const problem = model?.access === 'ro' ? ({ kind: 'reportOnly' } as const) : valueProblem(value, model);
  if (problem) throw new CommandRefused(valueProblemText(problem, shown));
  const { name, project: projectName } = wordsOf(core, ref);
  const question = vscode.l10n.t('Send {0} to {1} of ‘{2}’?', shown(value), displayText(code), name);
  const notes = outlookTexts(core.sender.outlook(ref, { code, value }), model?.type !== undefined);
  const detail = [
    vscode.l10n.t('Device {0}, project {1}.', displayText(deviceId), projectName),
    ...wholeValue(value),
    ...notes,
  ];
  if (!(await confirmed(question, sentences(detail), vscode.l10n.t('Send')))) return undefined;
  if (asking?.aborted) return undefined;
  // What costs calls follows the person's yes; the sender looks at the value again by what is known then.
  await pointsOf(core, ref);
  return send(core, ref, { code, value });
}

/** A value of our own: what the person is asked about is what is sent, whatever becomes of the script's object. */
function ownValue(given: unknown): unknown {
  if (!isDeeperThan(given, deepestValue)) {
    try {
      const text: unknown = JSON.stringify(given);
      if (typeof text === 'string' && text.length <= longestValue) return JSON.parse(text);
    } catch {
      // Not JSON, as below.
    }
  }
  throw new CommandRefused(
    vscode.l10n.t('The value has to be JSON, of at most {0} characters.', longestValue),
  );
}

/** Of a long value the question shows the beginning; the rest is part of what is agreed to. */
function wholeValue(value: unknown): readonly string[] {
  const text = rawText(value);
  if (text.length <= shownInQuestion) return [];
  const count = numberText(text.length);
  return [vscode.l10n.t('The value has {0} characters: {1}', count, displayText(text, longestInQuestion))];
}

/** In characters. */
const shownInQuestion = 100;
const longestInQuestion = 2_000;

/** What is known of the product without a call. */
async function keptPoints(core: Core, ref: DeviceRef): Promise<ReadonlyMap<string, PointModel>> {
  const productId = core.devices.device(ref)?.value.productId;
  if (!productId) return new Map();
  const product = { projectId: ref.projectId, productId };
  await core.productModels.kept(product);
  return core.productModels.known(product).points;
}

/** As far as the model is known; where nobody has read it, it is read, and a failure of that keeps nothing from being sent. */
async function pointsOf(core: Core, ref: DeviceRef): Promise<ReadonlyMap<string, PointModel>> {
  const productId = core.devices.device(ref)?.value.productId;
  if (!productId) return new Map();
  const product = { projectId: ref.projectId, productId };
  const { reading } = await core.productModels.kept(product);
  if (reading.state === 'unread')
    await withCancellableProgress(vscode.l10n.t('Reading the product’s model…'), (signal) =>
      core.productModels.load({ ...ref, productId }, [], { asker: 'person', signal }),
    );
  return core.productModels.known(product).points;
}

async function send(core: Core, ref: DeviceRef, point: PointValue): Promise<SendVerdict> {
  const { code, value } = point;
  const productId = core.devices.device(ref)?.value.productId ?? '';
  const model = core.productModels.known({ projectId: ref.projectId, productId }).points.get(code);
  const shown = (each: unknown): string => shownValue(code, each, model);
  const title = vscode.l10n.t('Sending {0} to {1}…', shown(value), displayText(code));
  try {
    const sent = await withCancellableProgress(title, (signal) => core.sender.send(ref, point, signal));
    return tell(sent, shown);
  } catch (error) {
    if (!(error instanceof ValueRefusedError)) throw error;
    throw new ToldError({ what: valueProblemText(error.problem, shown) }, { cause: error });
  }
}

/** Says what came of it; nobody waits for the message to be closed. */
function tell(sent: SentCommand, shown: (value: unknown) => string): SendVerdict {
  const text = commandText(sent, shown);
  const line = vscode.l10n.t('{0} = {1}: {2}', displayText(sent.code), shown(sent.value), text);
  const { verdict, acceptedMs } = sent;
  const isBad = verdict?.kind === 'offline' || verdict?.kind === 'refused';
  if (isBad) void vscode.window.showErrorMessage(line);
  else if (verdict?.kind === 'applied' || verdict?.kind === 'same')
    void vscode.window.showInformationMessage(line);
  else void vscode.window.showWarningMessage(line);
  const report = verdict && 'report' in verdict ? verdict.report : undefined;
  return {
    verdict: verdict?.kind ?? 'unknown',
    text,
    ...(acceptedMs !== undefined && { acceptedMs }),
    ...(report?.ms !== undefined && { reportedMs: report.ms }),
    ...(report && { reported: report.value }),
  };
}
