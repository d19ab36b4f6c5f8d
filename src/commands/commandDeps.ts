import type * as vscode from 'vscode';
import type { Lazy } from '../base/lazy.js';
import type { Core } from '../app/core.js';
import type { ListRef } from '../model/lists/deviceLists.js';
import type { Link, LinkedRange } from '../model/links/link.js';
import type { DeviceRef } from '../model/projects/project.js';
import type { LogPageCommand } from '../platform/commands/logPageCommands.js';
import type { LinkedProduct } from '../model/source/linkedProducts.js';
import type { PointArg } from '../platform/commands/commandArgs.js';
import type { NamedText, ShowDocument } from '../platform/prompts/virtualDocuments.js';
import type { Activity } from '../platform/treeView/activity.js';

/** What commands work with; what other rooms do for them comes as functions. */
export interface CommandDeps {
  readonly core: Lazy<Core>;
  readonly activity: Activity;
  /** Shows the project's row in the tree, and the tree if it is hidden. */
  revealProject(projectId: string): Promise<void>;
  /** Shows the device's row, opening what is above it. Answers false where it stands nowhere in the tree. */
  revealDevice(ref: DeviceRef): Promise<boolean>;
  revealList(ref: ListRef): Promise<void>;
  /** The rows that a key is meant for. */
  nodesAtKeyboard(): Promise<readonly unknown[]>;
  openDetails(ref: DeviceRef): Promise<void>;
  /** The details of this device stay when others are opened; without a device, those in front. */
  keepDetails(ref?: DeviceRef): void;
  /** Shows how two texts differ. */
  showComparison(left: NamedText, right: NamedText, title: string): Promise<void>;
  /** The log of these devices of one project, in one timeline. */
  openLogs(projectId: string, deviceIds: readonly string[], range?: LinkedRange): Promise<void>;
  /** The log that is in front; undefined where something else is. */
  logInFront(): Link | undefined;
  /** Has the log in front do what its button does. */
  tellLogInFront(command: LogPageCommand): void;
  readonly showDocument: ShowDocument;
  /** The text of a document that was shown, by its address; without one, of the document in front. */
  documentText(address: string | undefined): string | undefined;
  /** Keeps which product a file or folder of source is for; undefined takes it back. */
  linkSource(at: string, product: LinkedProduct | undefined): Promise<void>;
  /** Every place in the workspace's source that names this data point. */
  placesInSource(point: PointArg): Promise<readonly vscode.Location[]>;
  /** Of the extension. */
  readonly version: string;
  /** Where the extension stands on this machine. */
  readonly extensionPath: string;
  /** `publisher.name` */
  readonly extensionId: string;
  showLog(): void;
}
