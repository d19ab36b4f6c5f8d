import type * as vscode from 'vscode';
import type { Lazy } from '../../base/lazy.js';
import type { Logger } from '../../base/logger.js';
import type { Core } from '../../app/core.js';

/** What the features for data points in source work with. */
export interface SourceDeps {
  readonly core: Lazy<Core>;
  readonly workspaceState: vscode.Memento;
  readonly log: Logger;
}
