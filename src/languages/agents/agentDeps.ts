import type { Lazy } from '../../base/lazy.js';
import type { StateStore } from '../../base/storage.js';
import type { Core } from '../../app/core.js';

/** What the tools for language models work with. */
export interface AgentDeps {
  readonly core: Lazy<Core>;
  readonly state: StateStore;
  /** Sends as a script does: asks the person, and answers with the verdict; undefined where nothing was sent. */
  send(
    what: {
      readonly project: string;
      readonly deviceId: string;
      readonly code: string;
      readonly value: unknown;
    },
    signal: AbortSignal,
  ): PromiseLike<unknown>;
}
