import * as vscode from 'vscode';
import { encoded, filterInSlices, joined } from '../../base/timeSlicing.js';
import { exportPieces, type ExportFormat } from '../../model/exports/exportDevices.js';
import { exportFileName } from '../../model/exports/fileName.js';
import { devicesArg, type DeviceScope } from '../../platform/commands/commandArgs.js';
import { numberText } from '../../platform/display/numbers.js';
import { withCancellableProgress } from '../../platform/prompts/notify.js';
import { askTarget, saveAs, saveOrCopyText } from '../../platform/prompts/saveOrCopyText.js';
import type { CommandDeps } from '../commandDeps.js';
import { agreeToKeys } from '../devices/copyDevices.js';
import { devicesOfScope } from '../devices/scope.js';
import { wholeDevices } from '../devices/wholeDevices.js';

/** So many devices take long enough to be seen, and to be given up. */
const shownFrom = 5_000;
/** Of so many more it is told. */
const toldEvery = 1_000;

/** Writes devices into a document, a file or the clipboard; local keys only where the person chooses so and agrees. */
export async function exportDevices(deps: CommandDeps, scope: DeviceScope | undefined): Promise<void> {
  const core = await deps.core.get();
  const groups = devicesOfScope(core, scope ?? (await scopeAtKeyboard(deps)));
  const [first] = groups;
  const all = groups.flatMap(({ projectId, deviceIds }) =>
    deviceIds.map((deviceId) => ({ projectId, deviceId })),
  );
  const refs = await filterInSlices(all, (ref) => core.devices.device(ref) !== undefined);
  if (!first || refs.length === 0) return;
  const title = vscode.l10n.t('Export Devices ({0})', numberText(refs.length));
  const format = await askFormat(title);
  if (!format) return;
  const devices = await wholeDevices(core, refs, title);
  if (!devices) return;
  // A table of data points has no column for keys.
  const withKeys = format === 'points' ? false : await askKeys(title);
  if (withKeys === undefined || (withKeys && !(await agreeToKeys(core, refs, true)))) return;
  const target = await askTarget(title);
  if (!target) return;
  const endpoint = core.projects.get(first.projectId)?.endpoint ?? '';
  // A spreadsheet takes a file without the mark for another encoding; an editor needs none.
  const options = { withKeys, endpoint, bom: target === 'file' };
  const fileName = exportFileName(first.name, format);
  const content = await written<string | Uint8Array>(refs.length, (signal, done) => {
    const pieces = exportPieces(counted(devices, done), format, options);
    return target === 'file' ? encoded(pieces, signal) : joined(pieces, signal);
  });
  if (typeof content === 'string')
    await saveOrCopyText({ text: content, fileName }, target, deps.showDocument);
  else await saveAs(content, fileName);
}

/** Many devices are written with progress, and until somebody gives it up. */
async function written<T>(
  total: number,
  write: (signal: AbortSignal | undefined, done: (count: number) => void) => Promise<T>,
): Promise<T> {
  if (total <= shownFrom) return write(undefined, () => undefined);
  let told = 0;
  return withCancellableProgress(vscode.l10n.t('Writing devices…'), (signal, tell) =>
    write(signal, (count) => {
      if (count < told + toldEvery && count < total) return;
      told = count;
      tell(vscode.l10n.t('{0} of {1}', numberText(count), numberText(total)));
    }),
  );
}

function* counted<T>(items: Iterable<T>, done: (count: number) => void): Generator<T> {
  let count = 0;
  for (const item of items) {
    yield item;
    done(++count);
  }
}

async function scopeAtKeyboard({ nodesAtKeyboard }: CommandDeps): Promise<DeviceScope> {
  const devices = devicesArg(await nodesAtKeyboard()) ?? [];
  return { devices, list: undefined, user: undefined, projectId: undefined };
}

async function askFormat(title: string): Promise<ExportFormat | undefined> {
  const items: readonly (vscode.QuickPickItem & { readonly format: ExportFormat })[] = [
    { label: 'devices.json', description: vscode.l10n.t('as tinytuya reads it'), format: 'tinytuya' },
    { label: 'CSV', description: vscode.l10n.t('a table for spreadsheets'), format: 'csv' },
    {
      label: vscode.l10n.t('CSV of data points'),
      description: vscode.l10n.t(
        'a line for each, with DP id, value and unit where the product’s model is known',
      ),
      format: 'points',
    },
    {
      label: 'JSON',
      description: vscode.l10n.t('every attribute, named as the API names it'),
      format: 'json',
    },
  ];
  const placeHolder = vscode.l10n.t('Export format');
  return (await vscode.window.showQuickPick(items, { title, placeHolder }))?.format;
}

async function askKeys(title: string): Promise<boolean | undefined> {
  const items = [
    { label: vscode.l10n.t('Without local keys'), withKeys: false },
    {
      label: vscode.l10n.t('With local keys'),
      description: vscode.l10n.t('secrets: anyone who has them can control the devices'),
      withKeys: true,
    },
  ];
  return (await vscode.window.showQuickPick(items, { title }))?.withKeys;
}
