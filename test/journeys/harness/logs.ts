import type { FrameLocator } from 'playwright-core';
import { expect } from 'vitest';
import type { LogEvent } from '../../../src/simulator/logs/logEvent.js';
import type { TreeView } from '../../support/workbench/treeView.js';
import type { WebviewPanel } from '../../support/workbench/webviewPanel.js';
import type { CloudProject } from './cloudProject.js';
import type { OpenWorkbench } from './openWorkbench.js';

/** Opens a device's log from its row, and waits for what it reads at first. */
export async function openLog(
  { workbench }: OpenWorkbench,
  tree: TreeView,
  device: string,
  command = 'Open Log',
): Promise<WebviewPanel> {
  await (await tree.menu(new RegExp(`^${device},`))).choose(command);
  const panel = workbench.webview(new RegExp(`^Log: ${device}`));
  await panel.shown();
  await panel.content.locator('.tail-following').waitFor();
  return panel;
}

/** One of the lines of the log, as its cells read: the event's name, the code, the value. */
export interface ShownRow {
  readonly type: string;
  readonly code: string;
  readonly value: string;
}

/** The rows on the screen, from the top; those below and above don't exist in the page. */
export async function rowsShown(content: FrameLocator): Promise<ShownRow[]> {
  return content.locator('.row:not(.note, .skeleton)').evaluateAll((rows) =>
    rows
      .toSorted((a, b) => Number(a.getAttribute('aria-rowindex')) - Number(b.getAttribute('aria-rowindex')))
      .map((row) => {
        const text = (name: string): string => row.querySelector(`.cell-${name}`)?.textContent?.trim() ?? '';
        return { type: text('type'), code: text('code'), value: text('value') };
      }),
  );
}

/** Types into the filter box, and waits until it has been worked out. */
export async function filterBy(content: FrameLocator, text: string): Promise<void> {
  const box = content.getByRole('textbox', { name: 'Filter' }).or(content.getByRole('searchbox')).first();
  await box.fill(text);
  await expect.poll(() => box.inputValue()).toBe(text);
}

/** Events that no real fleet reports, so that a filter finds these and no other. */
export const probeCode = 'probe';

/** Puts reports into a device's log, `count` of them in the same few milliseconds, numbered on. */
export function addProbes({ cloud }: CloudProject, id: string, from: number, count: number): void {
  // Past, all of them: what is yet to come is in no record.
  const time = Date.now() - 5;
  for (let number = from; number < from + count; number++) {
    cloud.truth.addLogEvent(id, { time: time + (number % 3), type: 7, code: probeCode, value: number });
  }
}

/** The numbers of the probes in the cloud's own record, as a log shows them: the oldest first. */
export function probesInTruth({ cloud }: CloudProject, id: string): string[] {
  const rows: LogEvent[] = cloud.truth.log(id).filter(({ code }) => code === probeCode);
  return rows.toReversed().map(({ value }) => value ?? '');
}

export async function probesShown(content: FrameLocator): Promise<string[]> {
  return (await rowsShown(content)).filter(({ code }) => code === probeCode).map(({ value }) => value);
}

/** The log's own count of its calls. */
export async function callsShown(content: FrameLocator): Promise<number> {
  const text = await content.locator('.status-end').innerText();
  return Number(/Calls: ([\d.,]+)/.exec(text)?.[1]?.replaceAll(/[.,]/g, ''));
}
