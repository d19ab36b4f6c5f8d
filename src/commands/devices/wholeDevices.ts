import * as vscode from 'vscode';
import type { Core } from '../../app/core.js';
import type { ExportedDevice } from '../../model/exports/exportedDevice.js';
import { readWholeDevices, wholeBatchSize } from '../../model/exports/readWholeDevices.js';
import type { DeviceRef } from '../../model/projects/project.js';
import { filterInSlices } from '../../base/timeSlicing.js';
import { callsText, numberText } from '../../platform/display/numbers.js';
import { withCancellableProgress } from '../../platform/prompts/notify.js';
import type { Device } from '../../tuya/results.js';
import { exported, lookForModels } from './scope.js';

/**
 * The devices with all that is known about them, each made as it is asked for. Of a long list, and of an earlier window, most are known in short only:
 * whether the rest is read first is asked, with its cost. Undefined where the person would rather not.
 * @throws TuyaError, or an abort error
 */
export async function wholeDevices(
  core: Core,
  refs: readonly DeviceRef[],
  title: string,
): Promise<Iterable<ExportedDevice> | undefined> {
  const short = await filterInSlices(refs, (ref) => core.devices.device(ref)?.slim === true);
  const read = short.length === 0 ? [] : await offerReading(core, refs, short, title);
  if (!read) return undefined;
  const whole = new Map(read.map(({ ref, device }) => [ref, device]));
  await lookForModels(core, refs);
  return { [Symbol.iterator]: () => eachExported(core, refs, whole) };
}

/** One after the other, as they are asked for: of a fleet there is never more than one. */
function* eachExported(
  core: Core,
  refs: readonly DeviceRef[],
  whole: ReadonlyMap<DeviceRef, Device>,
): Iterator<ExportedDevice> {
  for (const ref of refs) {
    const known = exported(core, ref);
    const device = whole.get(ref);
    if (known) yield device ? { ...known, device } : known;
  }
}

interface Read {
  readonly ref: DeviceRef;
  readonly device: Device;
}

async function offerReading(
  core: Core,
  all: readonly DeviceRef[],
  short: readonly DeviceRef[],
  title: string,
): Promise<readonly Read[] | undefined> {
  const projects = new Map<string, DeviceRef[]>();
  for (const ref of short) {
    const refs = projects.get(ref.projectId);
    if (refs) refs.push(ref);
    else projects.set(ref.projectId, [ref]);
  }
  const calls = [...projects.values()].reduce(
    (sum, refs) => sum + Math.ceil(refs.length / wholeBatchSize),
    0,
  );
  const chosen = await vscode.window.showQuickPick(
    [
      {
        label: vscode.l10n.t('Read the rest first'),
        description: callsText(calls),
        reads: true,
      },
      {
        label: vscode.l10n.t('Use what is known'),
        description: vscode.l10n.t('without UUID, model, place, status, times and unlisted fields'),
        reads: false,
      },
    ],
    {
      title,
      placeHolder: vscode.l10n.t(
        'Only basic data is known of {0} of {1} devices',
        numberText(short.length),
        numberText(all.length),
      ),
    },
  );
  if (!chosen) return undefined;
  return chosen.reads ? readAll(core, projects, short.length) : [];
}

async function readAll(
  core: Core,
  projects: ReadonlyMap<string, readonly DeviceRef[]>,
  total: number,
): Promise<readonly Read[]> {
  const read: Read[] = [];
  await withCancellableProgress(vscode.l10n.t('Reading devices…'), async (signal, tell) => {
    let before = 0;
    for (const [projectId, refs] of projects) {
      const client = await core.connections.client(projectId, { asker: 'person', signal });
      const ids = [...new Set(refs.map(({ deviceId }) => deviceId))];
      const found = await readWholeDevices(client, ids, {
        signal,
        onBatch: (devices, done) => {
          core.devices.put(projectId, devices, core.clock.now());
          tell(vscode.l10n.t('{0} of {1}', numberText(before + done), numberText(total)));
        },
      });
      before += refs.length;
      const byId = new Map(found.map((device) => [device.id, device]));
      for (const ref of refs) {
        const device = byId.get(ref.deviceId);
        if (device) read.push({ ref, device });
      }
    }
  });
  if (read.length < total) tellMissing(total - read.length);
  return read;
}

/** Nobody waits for the message to be closed. */
function tellMissing(count: number): void {
  const text =
    count === 1
      ? vscode.l10n.t('The cloud left out 1 device: what is known of it is used.')
      : vscode.l10n.t('The cloud left out {0} devices: what is known of them is used.', numberText(count));
  void vscode.window.showWarningMessage(text);
}
