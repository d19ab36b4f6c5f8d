import type { Clock } from '../base/clock.js';
import type { Logger } from '../base/logger.js';
import type { SecretVault, StateStore, TextFiles } from '../base/storage.js';
import type { LogSettings } from '../model/logs/logs.js';
import type { WorkspaceChanges } from '../model/products/productChanges.js';
import type { Center } from '../model/setup/dataCenterFinder.js';
import type { NetworkSource } from '../tuya/http/proxySettings.js';

/** What the core gets from VS Code, or from a test. */
export interface CoreDeps {
  readonly state: StateStore;
  /** Of the workspace. */
  readonly workspaceState: StateStore;
  readonly vault: SecretVault;
  /** Outlive the window; hold no secret. */
  readonly files: TextFiles;
  readonly log: Logger;
  readonly newId: () => string;
  readonly searchLimit: () => number;
  /** How old what an earlier window read may be to be left as it is, ms; it is read again unless told. */
  readonly keptForMs?: () => number;
  /** A folder of this machine that all windows share; it may not exist yet. */
  readonly storageFolder: string;
  /** Proxies and certificates; the defaults of VS Code unless told. */
  readonly network?: NetworkSource | undefined;
  /** Where keys without a data center are tried; the published ones unless a test has others. */
  readonly centers?: readonly Center[] | undefined;
  /** A data center in the person's language, by its name in English; English unless told. */
  readonly centerName?: (english: string) => string;
  /** A device category in the person's language, by its code; the code unless told. */
  readonly categoryName?: ((code: string | undefined) => string) | undefined;
  readonly logSettings: LogSettings;
  /** What the workspace says of products; nothing unless told. */
  readonly workspaceProducts?: WorkspaceChanges | undefined;
  /** The computer's unless a test has another. */
  readonly clock?: Clock;
}
