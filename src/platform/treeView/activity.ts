import * as vscode from 'vscode';
import type { IDisposable } from '../../base/lifecycle.js';
import type { ContextKeys } from '../settings/contextKeys.js';
import { viewIds } from './views.js';

/** What the tree begins to read so soon after a cancel follows from what was cancelled. */
const quietAfterCancelMs = 1_000;

/**
 * What the tree is reading right now: shows it as progress in the view, and can cancel it. The progress of a
 * view has no cancel button of its own, so `tuya.cancelLoading` stands in the title while there is something.
 */
export class Activity implements IDisposable {
  private readonly running = new Set<AbortController>();
  private endOfBatch: (() => void) | undefined;
  private cancelledAt = -Infinity;

  constructor(private readonly contextKeys: ContextKeys) {}

  /** Runs what the tree needs to show its rows: cancelled from the start where it follows from something cancelled. */
  async follow<T>(operation: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const isCancelled = performance.now() - this.cancelledAt < quietAfterCancelMs;
    return isCancelled ? operation(AbortSignal.abort()) : this.run(operation);
  }

  /** Runs what a person asked for. */
  async run<T>(operation: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const controller = new AbortController();
    this.running.add(controller);
    this.show();
    try {
      return await operation(controller.signal);
    } finally {
      this.running.delete(controller);
      if (this.running.size === 0) this.hide();
    }
  }

  cancelAll(): void {
    if (this.running.size > 0) this.cancelledAt = performance.now();
    for (const controller of this.running) controller.abort();
  }

  dispose(): void {
    this.cancelAll();
    this.hide();
  }

  private show(): void {
    if (this.endOfBatch) return;
    this.contextKeys.set('tuya.loading', true);
    const ended = new Promise<void>((resolve) => (this.endOfBatch = resolve));
    void vscode.window.withProgress({ location: { viewId: viewIds.devices } }, () => ended);
  }

  private hide(): void {
    this.endOfBatch?.();
    this.endOfBatch = undefined;
    this.contextKeys.set('tuya.loading', false);
  }
}
