import * as vscode from 'vscode';
import { displayText } from '../../base/displayText.js';
import type { Core } from '../../app/core.js';
import { isWritable } from '../../model/sending/sendRoutes.js';
import { SendBatch } from '../../model/sending/sendBatch.js';
import type { DeviceRef } from '../../model/projects/project.js';
import type { PointModel } from '../../model/values/pointModel.js';
import { numberText } from '../../platform/display/numbers.js';
import { ToldError } from '../../platform/errorMessages/problemTexts.js';
import { withCancellableProgress } from '../../platform/prompts/notify.js';
import type { CommandDeps } from '../commandDeps.js';
import { confirmSeveral, type SeveralQuestion } from '../devices/confirmSeveral.js';
import { wordsOf, type DeviceWords } from '../devices/deviceWords.js';
import { askValue, shownValue } from './sendSteps.js';
import { sendReport, sendSummary } from './sendReport.js';

/** What is known of the data points of one device. */
interface Known {
  readonly ref: DeviceRef;
  readonly points: ReadonlyMap<string, PointModel>;
}

/**
 * Sends one value to several devices, after their number was typed, and shows what came of it for each.
 * @throws ToldError
 */
export async function sendToSeveral(
  deps: CommandDeps,
  core: Core,
  refs: readonly DeviceRef[],
): Promise<void> {
  const devices = await Promise.all(refs.map((ref) => knownOf(core, ref)));
  const code = await askCommonPoint(core, devices);
  if (code === undefined) return;
  const having = devices.filter((device) => hasPoint(core, device, code));
  const like = having.find(({ points }) => points.has(code)) ?? having[0];
  if (!like) return;
  const model = like.points.get(code);
  const value = await askValue(core, like.ref, code, model);
  if (value === undefined) return;
  const shown = shownValue(code, value, model);
  const able = new Set(having.map(({ ref }) => ref));
  const question = questionOf(shown, code, (ref) => able.has(ref));
  const chosen = await confirmSeveral(
    question,
    refs.map((ref) => wordsOf(core, ref)),
  );
  if (!chosen) return;
  const batch = new SendBatch(
    core.sender,
    chosen.map(({ ref }) => ref),
    { code, value },
  );
  const names = new Map(chosen.map(({ ref, name }) => [ref, name]));
  await withCancellableProgress(question.title(chosen.length), (signal, tell) =>
    batch.run(signal, (ref, ended) =>
      tell(
        vscode.l10n.t(
          '{0} of {1} – {2}',
          Math.min(ended + 1, chosen.length),
          chosen.length,
          names.get(ref) ?? '',
        ),
      ),
    ),
  );
  await show(deps, core, batch, chosen, question.title(chosen.length), (each) =>
    shownValue(code, each, model),
  );
}

/** The report is told anew as looks that follow find out more. */
async function show(
  deps: CommandDeps,
  core: Core,
  batch: SendBatch,
  devices: readonly DeviceWords[],
  title: string,
  shown: (value: unknown) => string,
): Promise<void> {
  const report = (): string => sendReport(title, devices, batch.items, shown);
  const update = await deps.showDocument('sent-to-devices.md', report(), { rendered: true });
  const isOpen = (): boolean =>
    batch.items.some((item) => item.state === 'sent' && item.command.verdict?.kind === 'unknown');
  if (isOpen()) {
    const following = core.sender.onDidChange(() => {
      if (!update(report()) || !isOpen()) following.dispose();
    });
  }
  const copy = vscode.l10n.t('Copy as Markdown');
  const { text, isGood } = sendSummary(batch.items);
  const told = isGood
    ? vscode.window.showInformationMessage(text, copy)
    : vscode.window.showWarningMessage(text, copy);
  // Nobody waits for the message to be closed.
  void told.then(async (pressed) => {
    if (pressed === copy) await vscode.env.clipboard.writeText(report());
  });
}

/** Without a call: what is kept of a model, and what was read of the device. */
async function knownOf(core: Core, ref: DeviceRef): Promise<Known> {
  const productId = core.devices.device(ref)?.value.productId;
  if (!productId) return { ref, points: new Map() };
  const product = { projectId: ref.projectId, productId };
  await core.productModels.kept(product);
  return { ref, points: core.productModels.known(product).points };
}

function hasPoint(core: Core, { ref, points }: Known, code: string): boolean {
  const model = points.get(code);
  if (model) return isWritable(model) || model.access === undefined;
  return core.devices.device(ref)?.value.status.some((point) => point.code === code) === true;
}

/** The data points that can be set, those that most devices have first. */
async function askCommonPoint(core: Core, devices: readonly Known[]): Promise<string | undefined> {
  const codes = new Map<string, { count: number; model: PointModel | undefined }>();
  for (const device of devices) {
    const status = core.devices.device(device.ref)?.value.status ?? [];
    for (const code of new Set([...status.map((point) => point.code), ...device.points.keys()])) {
      if (!hasPoint(core, device, code)) continue;
      const known = codes.get(code) ?? { count: 0, model: undefined };
      codes.set(code, { count: known.count + 1, model: known.model ?? device.points.get(code) });
    }
  }
  if (codes.size === 0)
    throw new ToldError({
      what: vscode.l10n.t('No data point of these devices is known yet.'),
      remedy: vscode.l10n.t('Open the details of one of them first.'),
    });
  const all = numberText(devices.length);
  const items = [...codes]
    .sort(([a, one], [b, other]) => other.count - one.count || a.localeCompare(b))
    .map(([code, { count, model }]) => ({
      label: displayText(code) || code,
      description: vscode.l10n.t('{0} of {1} devices', numberText(count), all),
      detail: displayText(model?.name ?? ''),
      code,
    }));
  const placeHolder = vscode.l10n.t('Which data point is to be sent to {0} devices?', all);
  return (await vscode.window.showQuickPick(items, { placeHolder, matchOnDetail: true }))?.code;
}

/** The calls that a command costs with its verdict: the command, and mostly one or two looks; of a silent device five. */
const usualCalls = 3;

function questionOf(shown: string, code: string, isAble: (ref: DeviceRef) => boolean): SeveralQuestion {
  const name = displayText(code);
  return {
    title: (count) =>
      count === 1
        ? vscode.l10n.t('Send {0} to {1} of 1 Device', shown, name)
        : vscode.l10n.t('Send {0} to {1} of {2} Devices', shown, name, numberText(count)),
    hindrance: ({ ref, online }) => {
      if (!isAble(ref)) return vscode.l10n.t('it isn’t known to have this data point');
      return online === false ? vscode.l10n.t('a command would not reach it') : undefined;
    },
    typeToConfirm: (count) =>
      count === 1
        ? vscode.l10n.t(
            'Type 1 to send {0} to 1 device: about {1} calls, twice as many if it stays silent.',
            shown,
            usualCalls,
          )
        : vscode.l10n.t(
            'Type {0} to send {1} to {0} devices: about {2} calls, twice as many if all stay silent; 4 devices a second at most.',
            String(count),
            shown,
            numberText(count * usualCalls),
          ),
  };
}
