import { deviceKey } from '../../base/deviceKey.js';
import { Emitter, type Event } from '../../base/event.js';
import { Disposable } from '../../base/lifecycle.js';
import type { StateStore } from '../../base/storage.js';
import type { DeviceRef } from '../projects/project.js';
import { commandOf, keptCommand } from './keptCommand.js';
import type { SentCommand } from './sentCommand.js';

/** Commands of each device; beyond that the oldest goes. */
const most = 200;
/** The newest so many of each device outlive the window, and so many of a project. */
const mostKept = 100;
const mostKeptOfProject = 1_000;

export interface CommandHistoryDeps {
  /** Of the workspace; without one nothing outlives the window. */
  readonly state?: StateStore | undefined;
  /** Never the same in any window. */
  readonly newKey: () => string;
}

/** The commands of this workspace, by device, with what came of them; the newest ones outlive the window. */
export class CommandHistory extends Disposable {
  /** The newest first. */
  private readonly devices = new Map<string, readonly SentCommand[]>();
  private readonly keepers = new Map<string, Keeper>();
  private made = 0;
  private readonly changed = this._register(new Emitter<DeviceRef>());
  readonly onDidChange: Event<DeviceRef> = this.changed.event;

  constructor(private readonly deps: CommandHistoryDeps) {
    super();
  }

  /** The same list as long as nothing changed. */
  of(ref: DeviceRef): readonly SentCommand[] {
    this.keeper(ref.projectId);
    return this.devices.get(deviceKey(ref)) ?? none;
  }

  add(command: Omit<SentCommand, 'id' | 'key'>): SentCommand {
    const added = { ...command, id: ++this.made, key: this.deps.newKey() };
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

  /** Resolves when what is known by now outlives the window, or can't. Never rejects. */
  kept({ projectId }: DeviceRef): Promise<void> {
    return this.keeper(projectId).settled;
  }

  /** All of a project, the newest first. */
  ofProject(projectId: string): readonly SentCommand[] {
    this.keeper(projectId);
    return [...this.devices]
      .filter(([key]) => key.startsWith(`${projectId}\n`))
      .flatMap(([, commands]) => commands)
      .sort((a, b) => b.at - a.at || b.id - a.id);
  }

  drop(projectId: string): void {
    // What is kept is read first, or it would come back with the next one who asks.
    const keeper = this.keeper(projectId);
    for (const key of this.devices.keys()) if (key.startsWith(`${projectId}\n`)) this.devices.delete(key);
    keeper.write();
  }

  private set(ref: DeviceRef, commands: readonly SentCommand[]): void {
    const { projectId, deviceId } = ref;
    if (commands.length === 0) this.devices.delete(deviceKey(ref));
    else this.devices.set(deviceKey(ref), commands);
    this.keeper(projectId).write();
    this.changed.fire({ projectId, deviceId });
  }

  /** What is kept of a project is read when it is first asked about. */
  private keeper(projectId: string): Keeper {
    const known = this.keepers.get(projectId);
    if (known) return known;
    const keeper = new Keeper(this.deps.state, stateKey(projectId), () => this.toKeep(projectId));
    this.keepers.set(projectId, keeper);
    for (const [deviceId, kept] of keeper.read()) {
      const ref = { projectId, deviceId };
      // Those that were made last get the highest numbers.
      const commands = [...kept].reverse().flatMap((one) => commandOf(one, ref, ++this.made) ?? []);
      if (commands.length > 0) this.devices.set(deviceKey(ref), commands.reverse());
    }
    return keeper;
  }

  private toKeep(projectId: string): Kept | undefined {
    const counts = new Map<string, number>();
    const kept: Record<string, unknown[]> = Object.create(null) as Record<string, unknown[]>;
    let all = 0;
    for (const command of this.ofProject(projectId)) {
      const { deviceId } = command.ref;
      const count = counts.get(deviceId) ?? 0;
      if (count >= mostKept || all >= mostKeptOfProject) continue;
      counts.set(deviceId, count + 1);
      all++;
      (kept[deviceId] ??= []).push(keptCommand(command));
    }
    return all === 0 ? undefined : kept;
  }
}

/** By device id, the newest first. */
type Kept = Readonly<Record<string, readonly unknown[]>>;

/** Writes one after the other; those that come while one is being written are one. */
class Keeper {
  private running: Promise<void> | undefined;
  private isDue = false;

  constructor(
    private readonly state: StateStore | undefined,
    private readonly key: string,
    private readonly toKeep: () => Kept | undefined,
  ) {}

  get settled(): Promise<void> {
    return this.running ?? Promise.resolve();
  }

  /** What can't be read is left out. */
  read(): readonly (readonly [string, readonly unknown[]])[] {
    const stored = this.state?.get(this.key);
    if (typeof stored !== 'object' || stored === null) return [];
    return Object.entries(stored).flatMap(([deviceId, kept]: [string, unknown]) =>
      Array.isArray(kept) ? [[deviceId, kept] as const] : [],
    );
  }

  write(): void {
    if (!this.state) return;
    this.isDue = true;
    this.running ??= this.run(this.state);
  }

  private async run(state: StateStore): Promise<void> {
    // What changes in one go is written in one.
    await Promise.resolve();
    while (this.isDue) {
      this.isDue = false;
      try {
        await state.update(this.key, this.toKeep());
      } catch {
        // The window has it all the same.
      }
    }
    this.running = undefined;
  }
}

function stateKey(projectId: string): string {
  return `sending/${projectId}`;
}

const none: readonly SentCommand[] = [];
