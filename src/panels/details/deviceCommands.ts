import * as vscode from 'vscode';
import type { DeviceRef } from '../../model/projects/project.js';
import { commandIds, type CommandId } from '../../platform/commands/commands.js';
import type { DeviceAction } from '../../protocol/details.js';

const commands: Readonly<Record<DeviceAction, CommandId>> = {
  copyLink: commandIds.copyDeviceLink,
  reveal: commandIds.revealDevice,
  export: commandIds.exportDevices,
  compare: commandIds.compareDevices,
  takeSnapshot: commandIds.takeSnapshot,
  compareSnapshot: commandIds.compareSnapshot,
  reset: commandIds.resetDevice,
  delete: commandIds.deleteDevice,
};

/** Runs the command that the tree's menu runs too, with its questions, for the device that the panel shows. */
export function runAction(ref: DeviceRef, action: DeviceAction): void {
  void vscode.commands.executeCommand(commands[action], ref);
}
