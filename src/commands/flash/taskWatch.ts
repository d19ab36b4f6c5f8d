import * as vscode from 'vscode';
import { displayName, displayText } from '../../base/displayText.js';
import { deviceKey, uniqueDevices } from '../../base/deviceKey.js';
import { isAbortError } from '../../base/errors.js';
import type { Lazy } from '../../base/lazy.js';
import { Disposable, toDisposable } from '../../base/lifecycle.js';
import type { Logger } from '../../base/logger.js';
import type { Core } from '../../app/core.js';
import { FlashReading, type FlashSide } from '../../model/flash/flashReading.js';
import { flashTarget } from '../../model/flash/flashTarget.js';
import type { DeviceRef } from '../../model/projects/project.js';
import type { LinkedProduct } from '../../model/source/linkedProducts.js';
import { commandIds } from '../../platform/commands/commands.js';
import { readsFlashedDevice } from '../../platform/settings/settings.js';
import { versionsText } from './flashTexts.js';
import type { TaskKind } from './taskKind.js';

export interface TaskWatchDeps {
  readonly core: Lazy<Core>;
  readonly log: Logger;
  /** The devices whose log is open. */
  devicesInLogs(): readonly DeviceRef[];
  /** Devices of the products that a person linked source of a folder to; undefined where nothing of it is linked. */
  linkedDevices(
    folder: string,
  ): Promise<
    { readonly products: readonly LinkedProduct[]; readonly devices: readonly DeviceRef[] } | undefined
  >;
}

/** A flash that is under way. */
interface Flash {
  /** Undefined where nothing says which device it is, or nothing is to be read of it. */
  readonly device: FlashedDevice | undefined;
  readonly before: Promise<FlashSide>;
}

interface FlashedDevice {
  readonly ref: DeviceRef;
  readonly reading: FlashReading;
  readonly ending: AbortController;
}

const longestName = 60;
/** Ctrl+C, as shells and Windows tell it. Whether the flash was done by then, before a monitor, nobody says. */
const interrupted: ReadonlySet<number> = new Set([130, 0xc0_00_01_3a, -0x3f_ff_fe_c6]);

/** Reads the device that a task flashes before and after, and draws the markers of tasks. */
export class TaskWatch extends Disposable {
  private readonly flashes = new WeakMap<vscode.TaskExecution, Promise<Flash>>();
  /** One flash of a device at a time: the next one ends the waiting of the last. */
  private readonly reading = new Map<string, AbortController>();
  private readonly asked = new Set<string>();

  constructor(private readonly deps: TaskWatchDeps) {
    super();
    this._register(toDisposable(() => this.reading.forEach((ending) => ending.abort())));
  }

  /** A task that flashes has started. */
  started(execution: vscode.TaskExecution): void {
    if (this.isDisposed) return;
    const flash = this.begin(execution.task, true);
    this.flashes.set(execution, flash);
    // Whoever waits for the end of the task hears of it.
    flash.catch(() => undefined);
  }

  /** @param at when it ended, epoch ms by the local clock */
  ended(kind: TaskKind, execution: vscode.TaskExecution, exitCode: number | undefined, at: number): void {
    if (this.isDisposed) return;
    const drawn =
      kind === 'flash' ? this.flashed(execution, exitCode, at) : this.mark(execution.task, exitCode, at);
    drawn.catch((error: unknown) => {
      if (!isAbortError(error)) this.deps.log.log('warn', 'a task could not be marked');
    });
  }

  private async mark({ name }: vscode.Task, exitCode: number | undefined, at: number): Promise<void> {
    const { connections, logs } = await this.deps.core.get();
    const task = displayText(name, longestName);
    const text =
      exitCode === undefined
        ? vscode.l10n.t('{0} · ended', task)
        : vscode.l10n.t('{0} · exit code {1}', task, exitCode);
    await logs.markers.add(text, 'task', connections.timeOf(at));
  }

  private async begin(task: vscode.Task, isStart: boolean): Promise<Flash> {
    const core = await this.deps.core.get();
    const ref = await this.target(core, task);
    if (!ref) return { device: undefined, before: Promise.resolve({ lack: { reason: 'missed' } }) };
    const key = deviceKey(ref);
    this.reading.get(key)?.abort();
    const ending = new AbortController();
    if (this.isDisposed) ending.abort();
    this.reading.set(key, ending);
    const { connections: clients, devices, clock } = core;
    const reading = new FlashReading(ref, { clients, devices, clock });
    const before: Promise<FlashSide> =
      isStart && readsFlashedDevice()
        ? reading.before(ending.signal)
        : Promise.resolve({ lack: { reason: 'missed' } });
    before.catch(() => undefined);
    return { device: { ref, reading, ending }, before };
  }

  private async flashed(
    execution: vscode.TaskExecution,
    exitCode: number | undefined,
    at: number,
  ): Promise<void> {
    const { task } = execution;
    const core = await this.deps.core.get();
    const { markers } = core.logs;
    const flash = await (this.flashes.get(execution) ?? this.begin(task, false));
    // Markers stand among events; by now the device was read, and the cloud has told its time.
    const time = core.connections.timeOf(at);
    const name = displayText(task.name, longestName);
    if (exitCode !== 0) {
      flash.device?.ending.abort();
      const text =
        exitCode === undefined
          ? vscode.l10n.t('{0} · flash ended without an exit code', name)
          : interrupted.has(exitCode)
            ? vscode.l10n.t('{0} · interrupted, exit code {1}', name, exitCode)
            : vscode.l10n.t('{0} · flash failed, exit code {1}', name, exitCode);
      await markers.add(text, 'task', time);
      return;
    }
    const { device, before } = flash;
    if (!device) {
      await markers.add(vscode.l10n.t('{0} · flashed, no device linked', name), 'flash', time);
      return this.offerChoice(core, task);
    }
    const { ref, reading, ending } = device;
    const deviceName = displayText(
      displayName(core.devices.device(ref)?.value.name, ref.deviceId),
      longestName,
    );
    const flashedText = vscode.l10n.t('{0} · flashed ‘{1}’', name, deviceName);
    if (!readsFlashedDevice()) {
      await markers.add(flashedText, 'flash', time);
      return;
    }
    const waiting = vscode.l10n.t('waiting for the device…');
    const marker = await markers.add(flashedText, 'flash', time, `${flashedText} · ${waiting}`);
    let [first, after]: FlashSide[] = [];
    try {
      reading.endBefore(at, ending.signal).catch(() => undefined);
      first = await before;
      if (first.points) core.flashRecords.put(marker.id, { ref, before: first.points });
      after = await reading.after(at, ending.signal);
      if (first.points && after.points)
        core.flashRecords.put(marker.id, { ref, before: first.points, after: after.points });
    } finally {
      // Flashed again meanwhile: the waiting is over, and the marker doesn't say that it goes on.
      const missed: FlashSide = { lack: { reason: 'missed' } };
      await markers.retext(marker.id, `${flashedText} · ${versionsText(first ?? missed, after ?? missed)}`);
      if (this.reading.get(deviceKey(ref)) === ending) this.reading.delete(deviceKey(ref));
    }
  }

  private async target(core: Core, task: vscode.Task): Promise<DeviceRef | undefined> {
    const folder = folderOf(task)?.toString();
    if (folder === undefined) return undefined;
    const chosen = core.flashedDevices.of(folder);
    const linked = chosen ? undefined : await this.deps.linkedDevices(folder);
    const isLinked = (ref: DeviceRef): boolean => {
      const own = core.devices.device(ref)?.value.productId;
      return (
        linked?.products.some(
          ({ productId, projectId = ref.projectId }) => productId === own && projectId === ref.projectId,
        ) === true
      );
    };
    const target = flashTarget({
      chosen,
      ofProduct: linked?.devices ?? [],
      inLogs: this.deps.devicesInLogs().filter(isLinked),
    });
    // Of a project that was removed since nothing is asked.
    return target && core.projects.get(target.projectId) ? target : undefined;
  }

  /** Once a window and folder, and only where something says that its device is one of these. */
  private async offerChoice(core: Core, task: vscode.Task): Promise<void> {
    const folder = folderOf(task)?.toString();
    if (folder === undefined || this.asked.has(folder)) return;
    const inLogs = uniqueDevices(this.deps.devicesInLogs());
    const isOurs = inLogs.length > 0 || (await this.deps.linkedDevices(folder)) !== undefined;
    if (!isOurs || this.asked.has(folder)) return;
    this.asked.add(folder);
    // Most likely it is that one; a person says so.
    const [first, ...others] = inLogs;
    const likely = first && others.length === 0 ? first : undefined;
    const name = likely && displayName(core.devices.device(likely)?.value.name, likely.deviceId);
    const choose = vscode.l10n.t('Choose Device…');
    const text = vscode.l10n.t(
      'A flash has ended, and nothing says which device it was for. With a device chosen, each flash tells its versions before and after.',
    );
    // Nobody waits for the message to be closed.
    void vscode.window
      .showInformationMessage(text, ...(name === undefined ? [] : [name]), choose)
      .then((pressed) => {
        if (pressed === undefined) return undefined;
        const ref = pressed === choose ? undefined : likely;
        return vscode.commands.executeCommand(commandIds.chooseFlashedDevice, { ...ref, folder });
      });
  }
}

/** The folder that the task is of. Of one for the whole workspace, the only folder that there is. */
function folderOf({ scope }: vscode.Task): vscode.Uri | undefined {
  if (typeof scope === 'object') return scope.uri;
  const [first, ...others] = vscode.workspace.workspaceFolders ?? [];
  return others.length === 0 ? first?.uri : undefined;
}
