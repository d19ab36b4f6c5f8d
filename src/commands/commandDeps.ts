import type { Lazy } from '../base/lazy.js';
import type { Core } from '../core.js';
import type { DeviceRef } from '../model/project.js';
import type { Activity } from '../platform/activity.js';

/** What commands work with; what other rooms do for them comes as functions. */
export interface CommandDeps {
  readonly core: Lazy<Core>;
  readonly activity: Activity;
  /** Shows the project's row in the tree, and the tree if it is hidden. */
  revealProject(projectId: string): Promise<void>;
  openDetails(ref: DeviceRef): Promise<void>;
  showLog(): void;
}
