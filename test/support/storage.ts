import { Emitter } from '../../src/base/event.js';
import {
  SecretVaultError,
  type SecretVault,
  type StateStore,
  type TextFiles,
} from '../../src/base/storage.js';

/** Global state in memory; what is written is cloned, as the real one does. */
export class MemoryState implements StateStore {
  constructor(readonly values = new Map<string, unknown>()) {}

  get(key: string): unknown {
    return structuredClone(this.values.get(key));
  }

  update(key: string, value: unknown): Promise<void> {
    this.values.set(key, structuredClone(value));
    return Promise.resolve();
  }
}

/** Files in memory. Several windows share them by passing them to all. */
export class MemoryFiles implements TextFiles {
  constructor(readonly files = new Map<string, string>()) {}

  read(name: string): Promise<string | undefined> {
    return Promise.resolve(this.files.get(name));
  }

  write(name: string, text: string): Promise<void> {
    this.files.set(name, text);
    return Promise.resolve();
  }

  remove(name: string): Promise<void> {
    this.files.delete(name);
    return Promise.resolve();
  }
}

/** A keyring in memory that can be locked. Several windows share one by passing it to all of them. */
export class MemoryVault implements SecretVault {
  readonly values = new Map<string, string>();
  locked = false;
  private readonly changed = new Emitter<string>();
  readonly onDidChange = this.changed.event;

  async get(key: string): Promise<string | undefined> {
    this.check('read');
    return Promise.resolve(this.values.get(key));
  }

  async store(key: string, value: string): Promise<void> {
    this.check('store');
    this.values.set(key, value);
    await Promise.resolve();
    this.changed.fire(key);
  }

  async delete(key: string): Promise<void> {
    this.check('delete');
    this.values.delete(key);
    await Promise.resolve();
    this.changed.fire(key);
  }

  private check(action: 'read' | 'store' | 'delete'): void {
    if (this.locked) throw new SecretVaultError('unavailable', action);
  }
}

/** Logs as they are where nothing was set. */
export const noLogSettings = {
  maxRows: () => undefined,
  callsPerHour: () => undefined,
  archiveMegabytes: () => 500,
  fileMegabytes: () => 5,
  fileCount: () => 3,
};
