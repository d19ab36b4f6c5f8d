import { deviceKey } from '../../base/deviceKey.js';
import { Emitter, type Event } from '../../base/event.js';
import { Disposable } from '../../base/lifecycle.js';
import type { DeviceRef } from '../projects/project.js';
import type { SentCommand } from './sentCommand.js';

/** Commands kept of each device; beyond that the oldest goes. */
const most = 200;

/** The commands of this window, by device, with what came of them. */
export class CommandHistory extends Disposable {
  /** The newest first. */
  private readonly devices = new Map<string, readonly SentCommand[]>();
  private made = 0;
  private readonly changed = this._register(new Emitter<DeviceRef>());
  readonly onDidChange: Event<DeviceRef> = this.changed.event;

  /** The same list as long as nothing changed. */
  of(ref: DeviceRef): readonly SentCommand[] {
    return this.devices.get(deviceKey(ref)) ?? none;
  }

  add(command: Omit<SentCommand, 'id'>): SentCommand {
    const added = { ...command, id: ++this.made };
    this.set(added.ref, [added, ...this.of(added.ref)].slice(0, most));
    return added;
  }

  /** Puts a command in the place of what it was before; nothing where that is gone. */
  update(command: SentCommand): void {
    this.set(
      command.ref,
      this.of(command.ref).map((each) => (each.id === command.id ? command : each)),
    );
  }

  /** Nothing of it was sent. */
  remove({ id, ref }: SentCommand): void {
    this.set(
      ref,
      this.of(ref).filter((each) => each.id !== id),
    );
  }

  drop(projectId: string): void {
    for (const key of this.devices.keys()) if (key.startsWith(`${projectId}\n`)) this.devices.delete(key);
  }

  private set(ref: DeviceRef, commands: readonly SentCommand[]): void {
    this.devices.set(deviceKey(ref), commands);
    const { projectId, deviceId } = ref;
    this.changed.fire({ projectId, deviceId });
  }
}

const none: readonly SentCommand[] = [];
