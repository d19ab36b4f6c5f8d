import * as vscode from 'vscode';
import { deviceKey } from '../../base/deviceKey.js';
import type { IDisposable } from '../../base/lifecycle.js';
import type { Core } from '../../app/core.js';
import type { DeviceRef } from '../../model/projects/project.js';
import type { PointSite } from '../../model/source/pointSite.js';
import type { PointModel } from '../../model/values/pointModel.js';
import { commandIds } from '../../platform/commands/commands.js';
import { sourceLens } from '../../platform/settings/settings.js';
import { TuyaError } from '../../tuya/errors/errors.js';
import { passes } from '../../tuya/errors/recovery.js';
import { liveValue } from './liveValue.js';
import { rangeOf } from './sourceDiagnostics.js';
import type { SourceProduct } from './sourceProducts.js';

/** How often a linked device is read while a file with its data points is in sight, ms. Its cost stands in the setting. */
const everyMs = 60_000;
const lensesAtMost = 100;

export interface LensSource {
  readonly core: Core;
  readonly product: SourceProduct;
  readonly sites: readonly { readonly site: PointSite; readonly point: PointModel }[];
}

/** Values above data points in source; off until a person wants them. */
export class SourceLenses implements IDisposable {
  private timer: ReturnType<typeof setInterval> | undefined;
  private readonly ended = new AbortController();
  /** The devices of the files that lenses were last asked for, by the file's address. */
  private readonly devices = new Map<string, { readonly ref: DeviceRef; readonly core: Core }>();
  private changed: (() => void) | undefined;
  /** Devices that the cloud refuses, and when it did: the next minute gets the same answer. */
  private readonly refused = new Map<string, number>();
  private isReading = false;

  constructor(
    private readonly look: (
      document: vscode.TextDocument,
      signal: AbortSignal,
    ) => Promise<LensSource | undefined>,
  ) {}

  /** Whoever shows lenses hears of new values. */
  follow(changed: () => void): void {
    this.changed = changed;
  }

  async of(document: vscode.TextDocument, signal: AbortSignal): Promise<vscode.CodeLens[]> {
    const mode = sourceLens();
    if (mode === 'off') return [];
    const found = await this.look(document, signal);
    const [ref] = found?.product.devices.some ?? [];
    // Without a lens nobody is told what it costs, so nothing is read for it either.
    if (!found || !ref || found.sites.length === 0) {
      this.forget(document);
      return [];
    }
    const { core, product, sites } = found;
    if (mode === 'live' && !document.isClosed) this.read(document, { ref, core });
    const lenses = sites.slice(0, lensesAtMost).flatMap(({ site, point }) => {
      const live = liveValue(core, ref, point);
      const title = live
        ? [vscode.l10n.t('live: {0}, {1}', live.text, live.read), devicesText(product.devices.count)].join(
            ' · ',
          )
        : vscode.l10n.t('not read yet · {0}', devicesText(product.devices.count));
      return [
        new vscode.CodeLens(rangeOf(document, site), {
          title,
          command: commandIds.openDetails,
          arguments: [ref],
        }),
      ];
    });
    const [first] = lenses;
    if (!first || mode !== 'live') return lenses;
    const cost = new vscode.CodeLens(
      first.range.with(
        first.range.start.with({ line: 0, character: 0 }),
        first.range.start.with({ line: 0, character: 0 }),
      ),
      {
        title: vscode.l10n.t('Live values: 1 call a minute while this file is in sight'),
        command: commandIds.showCalls,
      },
    );
    return [cost, ...lenses];
  }

  forget(document: vscode.TextDocument): void {
    const address = document.uri.toString();
    const device = this.devices.get(address);
    if (device) this.refused.delete(deviceKey(device.ref));
    this.devices.delete(address);
    this.stopIfIdle();
  }

  dispose(): void {
    this.ended.abort();
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private read(
    document: vscode.TextDocument,
    device: { readonly ref: DeviceRef; readonly core: Core },
  ): void {
    if (this.ended.signal.aborted) return;
    const isNew = !this.devices.has(document.uri.toString());
    this.devices.set(document.uri.toString(), device);
    this.timer ??= setInterval(() => void this.readEach(), everyMs);
    if (isNew) void this.readAll(document.uri.toString());
  }

  /** A minute that a silent cloud takes is left out. */
  private async readEach(): Promise<void> {
    if (this.isReading) return;
    this.isReading = true;
    try {
      await this.readAll();
    } finally {
      this.isReading = false;
    }
  }

  /** Each device once, however many files show it; nothing while nobody looks. */
  private async readAll(only?: string): Promise<void> {
    if (sourceLens() !== 'live') {
      this.devices.clear();
      this.stopIfIdle();
      return;
    }
    if (!vscode.window.state.focused) return;
    const visible = new Set(vscode.window.visibleTextEditors.map(({ document }) => document.uri.toString()));
    const due = new Map<string, { readonly ref: DeviceRef; readonly core: Core }>();
    for (const [address, device] of this.devices)
      if (visible.has(address) && (only === undefined || only === address))
        due.set(deviceKey(device.ref), device);
    for (const [key, { ref, core }] of due) {
      // A file that is closed and opened again shows what was read a moment ago.
      if (only !== undefined && isFresh(core, ref)) continue;
      if (!core.budget.mayRunAutomatically(ref.projectId)) continue;
      // Whoever could read it since, as a person in its details, has shown that it can be read.
      const refusedAt = this.refused.get(key);
      if (refusedAt !== undefined && (core.devices.device(ref)?.at ?? 0) <= refusedAt) continue;
      try {
        const asking = { asker: 'background', signal: this.ended.signal } as const;
        const client = await core.connections.client(ref.projectId, asking);
        const device = await client.devices.get(ref.deviceId, this.ended.signal);
        core.devices.put(ref.projectId, [device], core.clock.now());
        this.refused.delete(key);
      } catch (error) {
        // What passes is tried again in the next minute; the value's age says how old it is.
        if (TuyaError.is(error) && !passes(error)) this.refused.set(key, core.clock.now());
      }
    }
    if (due.size > 0) this.changed?.();
  }

  private stopIfIdle(): void {
    if (this.devices.size > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }
}

function isFresh(core: Core, ref: DeviceRef): boolean {
  const known = core.devices.device(ref);
  return known !== undefined && core.clock.now() - known.at < everyMs;
}

function devicesText(count: number): string {
  return count === 1 ? vscode.l10n.t('1 device') : vscode.l10n.t('{0} devices', count);
}
