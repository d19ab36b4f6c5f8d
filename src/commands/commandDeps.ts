import type { Lazy } from '../base/lazy.js';
import type { Core } from '../app/core.js';
import type { ListRef } from '../model/lists/deviceLists.js';
import type { DeviceRef } from '../model/projects/project.js';
import type { Activity } from '../platform/treeView/activity.js';

/** A text; the name's ending says what it is. */
export interface NamedText {
  readonly name: string;
  readonly text: string;
}

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
  /** The log of these devices of one project, in one timeline. */
  openLogs(projectId: string, deviceIds: readonly string[]): Promise<void>;
  /** Shows a read-only document. Answers how to show another text in its place. */
  showDocument(name: string, text: string): Promise<(text: string) => void>;
  /** The same, in the one document of that name; the answer says false once it is closed. */
  showOneDocument(name: string, text: string): Promise<(text: string) => boolean>;
  /** Shows how two texts differ. */
  showComparison(left: NamedText, right: NamedText, title: string): Promise<void>;
  /** Of the extension. */
  readonly version: string;
  showLog(): void;
}
