import * as vscode from 'vscode';
import type { Core } from '../../app/core.js';
import { Batch, type BatchReport } from '../../model/devices/batch.js';
import { withCancellableProgress } from '../../platform/prompts/notify.js';
import type { CommandDeps } from '../commandDeps.js';
import { batchReport, batchSummary } from './batchReport.js';
import type { DestructiveAction } from './destructiveAction.js';
import type { DeviceWords } from './deviceWords.js';
import { whileLooking } from './whileLooking.js';

/** Does it device after device; a cancel takes effect between two. The report names each and what became of it. */
export async function runBatch(
  deps: CommandDeps,
  core: Core,
  kind: DestructiveAction,
  devices: readonly DeviceWords[],
): Promise<void> {
  const batch = new Batch(
    devices.map(({ ref }) => ref),
    (ref, signal) => kind.run(core.actions, ref, signal),
  );
  try {
    let report = await watched(kind, devices, batch, (signal) => batch.run(signal));
    const update = await deps.showDocument(kind.reportName, batchReport(kind, devices, report), {
      rendered: true,
    });
    // What is found out later stands in the report too.
    batch.onDidLook((now) => update(batchReport(kind, devices, now)));
    tellLooking(core, batch, report);
    while (await wantsRetry(kind, report, () => batchReport(kind, devices, report))) {
      report = await watched(kind, devices, batch, (signal) => batch.retry(signal));
      update(batchReport(kind, devices, report));
      tellLooking(core, batch, report);
    }
  } finally {
    void batch.followed().then(() => batch.dispose());
  }
}

/** Nobody has to wait for the looks that follow. */
function tellLooking(core: Core, batch: Batch, { items }: BatchReport): void {
  const refs = items.flatMap((item) => (item.state === 'unknown' && item.result.later ? [item.ref] : []));
  if (refs.length === 0) return;
  const text = vscode.l10n.t('Checking {0} devices again…', refs.length);
  void whileLooking(core, refs, text, batch.followed());
}

function watched(
  kind: DestructiveAction,
  devices: readonly DeviceWords[],
  batch: Batch,
  run: (signal: AbortSignal) => Promise<BatchReport>,
): Promise<BatchReport> {
  return withCancellableProgress(kind.progress(devices.length), async (signal, tell) => {
    const subscription = batch.onDidProgress(({ items, counts }) => {
      const at = items.findIndex(({ state }) => state === 'running');
      const through = counts.done + counts.refused + counts.unknown;
      const name = devices[at]?.name;
      if (name !== undefined) tell(vscode.l10n.t('{0} of {1} – {2}', through + 1, items.length, name));
    });
    try {
      return await run(signal);
    } finally {
      subscription.dispose();
    }
  });
}

/** Tells the numbers. True where the person wants the failures tried again. */
async function wantsRetry(
  kind: DestructiveAction,
  report: BatchReport,
  markdown: () => string,
): Promise<boolean> {
  const { refused, unknown } = report.counts;
  const retry = vscode.l10n.t('Retry Failures');
  const copy = vscode.l10n.t('Copy as Markdown');
  const text = batchSummary(kind, report);
  const copied = async (chosen: string | undefined): Promise<void> => {
    if (chosen === copy) await vscode.env.clipboard.writeText(markdown());
  };
  if (refused + unknown === 0) {
    void vscode.window.showInformationMessage(text, copy).then(copied);
    return false;
  }
  const chosen = await vscode.window.showWarningMessage(text, retry, copy);
  await copied(chosen);
  return chosen === retry;
}
