import type { SecretVault, StateStore } from '../../base/storage.js';

const stateKey = 'projects/leftovers';

/**
 * What the vault was told to forget and, locked or missing as the keyring was, did not. It is remembered by its key,
 * past the end of the window, and told again until it is gone.
 */
export class ProjectLeftovers {
  constructor(
    private readonly state: StateStore,
    private readonly vault: SecretVault,
    /** What a project has come to use again stays. */
    private readonly isUsed: (key: string) => boolean,
  ) {}

  /** Forgets these, and what is left from earlier. Answers what the vault said if it refused one of these. */
  async forget(keys: readonly string[] = []): Promise<unknown> {
    const refusals = new Map<string, unknown>();
    for (const key of new Set([...keys, ...this.left()])) {
      // Looked at again before each: while the one before it was being forgotten, a project may have taken this one up.
      if (this.isUsed(key) || !(keys.includes(key) || this.left().includes(key))) {
        await this.release(key);
        continue;
      }
      try {
        await this.vault.delete(key);
        await this.release(key);
      } catch (error) {
        refusals.set(key, error);
        if (!this.left().includes(key)) await this.state.update(stateKey, [...this.left(), key]);
      }
    }
    return keys.map((key) => refusals.get(key)).find((error) => error !== undefined);
  }

  /** This one is gone, or used again. Answers whether it was left. */
  async release(key: string): Promise<boolean> {
    const left = this.left();
    if (!left.includes(key)) return false;
    const others = left.filter((other) => other !== key);
    await this.state.update(stateKey, others.length > 0 ? others : undefined);
    return true;
  }

  private left(): readonly string[] {
    const stored = this.state.get(stateKey);
    return Array.isArray(stored) ? stored.filter((key) => typeof key === 'string') : [];
  }
}
