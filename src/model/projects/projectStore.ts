import { Emitter, type Event } from '../../base/event.js';
import { Disposable } from '../../base/lifecycle.js';
import type { Logger } from '../../base/logger.js';
import type { SecretVault, StateStore } from '../../base/storage.js';
import type { Project } from './project.js';
import { DuplicateProjectError } from './projectErrors.js';
import { ProjectLeftovers } from './projectLeftovers.js';
import { readStoredProject } from './projectSchema.js';
import { projectsKey } from './projectsKey.js';
import { tokenKey } from './tokenVault.js';

/** Holds no secret: global state doesn't tell other windows that it changed, the vault does. */
const revisionKey = 'projects/revision';
const secretKey = (id: string): string => `project/${id}/secret`;

/** A stored entry that can't be read. It is left as it is, and the others load. */
export interface DamagedProject {
  /** Its place in the stored list. */
  readonly index: number;
  /** Its name, if that much can be read. */
  readonly name?: string;
  /** The field that is wrong, or '' for the entry as a whole. */
  readonly field: string;
}

export interface ProjectsChange {
  readonly removed: readonly string[];
  /** Projects whose endpoint or keys are other ones now, or kept elsewhere: clients of the old ones are void. */
  readonly rekeyed: readonly string[];
}

export type NewProject = Omit<Project, 'id'>;

/**
 * The projects of this person on this machine: the index in global state, the secrets in the vault, or, where the
 * person wants that, in the memory of this window alone.
 */
export class ProjectStore extends Disposable {
  private projects: readonly Project[] = [];
  private damagedEntries: readonly DamagedProject[] = [];
  /** Of projects whose secret isn't stored. */
  private readonly sessionSecrets = new Map<string, string>();
  private readonly leftovers: ProjectLeftovers;
  private readonly changed = this._register(new Emitter<ProjectsChange>());
  readonly onDidChange: Event<ProjectsChange> = this.changed.event;

  constructor(
    private readonly state: StateStore,
    private readonly vault: SecretVault,
    private readonly newId: () => string,
    private readonly log: Logger,
  ) {
    super();
    this.read();
    this.reportDamage();
    this._register(vault.onDidChange((key) => this.onVaultChange(key)));
    this.leftovers = new ProjectLeftovers(state, vault, (key) => this.isStoredFor(key));
    void this.leftovers.forget();
  }

  list(): readonly Project[] {
    return this.projects;
  }

  get(id: string): Project | undefined {
    return this.projects.find((project) => project.id === id);
  }

  damaged(): readonly DamagedProject[] {
    return this.damagedEntries;
  }

  /** The project that already uses these keys, if one does. */
  withKeys(endpoint: string, accessId: string): Project | undefined {
    return this.projects.find((project) => project.endpoint === endpoint && project.accessId === accessId);
  }

  /**
   * @throws SecretVaultError where the secret can't be kept, DuplicateProjectError where another project has the same
   * keys; then nothing is saved.
   */
  async add(project: NewProject, secret?: string): Promise<Project> {
    const added: Project = { id: this.newId(), ...project };
    if (secret !== undefined) await this.keepSecret(added, secret);
    try {
      const same = this.withKeys(project.endpoint, project.accessId);
      if (same) throw new DuplicateProjectError(same.name);
      await this.write((entries) => [...entries, added]);
    } catch (error) {
      if (secret !== undefined) await this.forgetSecret(added.id);
      throw error;
    }
    return added;
  }

  /**
   * Replaces what is known of a project. A secret is stored first, so that a refusing vault changes nothing; what is
   * no longer to be in the vault goes last, at once or as soon as the vault lets it.
   */
  async update(id: string, change: (old: Project) => NewProject, secret?: string): Promise<void> {
    const old = this.get(id);
    if (!old) return;
    const next: Project = { ...change(old), id };
    if (secret !== undefined) await this.keepSecret(next, secret);
    await this.write(
      (entries) => entries.map((entry) => (idOf(entry) === id ? next : entry)),
      secret ? [id] : [],
    );
    const stored = old.isSessionOnly || old.kind === 'demo' ? [] : [secretKey(id), tokenKey(old)];
    await this.leftovers.forget(stored.filter((key) => !this.isStoredFor(key)));
  }

  /**
   * Forgets a project, its secret, and its token unless another project uses the same keys. The project is gone
   * from the list even where the vault then refuses to forget.
   * @throws SecretVaultError where something is left in the vault for now.
   */
  async remove(id: string): Promise<void> {
    const project = this.get(id);
    if (!project) return;
    await this.write((entries) => entries.filter((entry) => idOf(entry) !== id));
    if (project.kind === 'demo') return;
    // Of a secret for one window too: it may have been stored before, in a keyring that was locked later.
    const keys = [secretKey(id), tokenKey(project)];
    const refusal = await this.leftovers.forget(keys.filter((key) => !this.isStoredFor(key)));
    if (refusal !== undefined && !project.isSessionOnly) throw refusal;
  }

  /** Removes an entry that can't be read. */
  async forgetDamaged(index: number): Promise<void> {
    if (!this.damagedEntries.some((entry) => entry.index === index)) return;
    const id = idOf(this.entries()[index]);
    await this.write((entries) => entries.filter((_, at) => at !== index));
    if (id !== undefined && !this.get(id)) await this.vault.delete(secretKey(id));
  }

  /** The access secret, or undefined where the vault has none. @throws SecretVaultError */
  secretOf(id: string): Promise<string | undefined> {
    const isSessionOnly = this.get(id)?.isSessionOnly === true;
    return isSessionOnly ? Promise.resolve(this.sessionSecrets.get(id)) : this.vault.get(secretKey(id));
  }

  /** Puts a project before another one, or last where that one isn't there. */
  async move(id: string, beforeId: string | undefined): Promise<void> {
    if (!this.get(id) || id === beforeId) return;
    await this.write((entries) => {
      const moved = entries.filter((entry) => idOf(entry) === id);
      const rest = entries.filter((entry) => idOf(entry) !== id);
      const at = rest.findIndex((entry) => idOf(entry) === beforeId);
      return at < 0 ? [...rest, ...moved] : rest.toSpliced(at, 0, ...moved);
    });
  }

  /** Puts a project where another one is, and those between make room; last where that one isn't there. */
  async moveOnto(id: string, ontoId: string | undefined): Promise<void> {
    const ids = this.projects.map((project) => project.id);
    const onto = ontoId === undefined ? -1 : ids.indexOf(ontoId);
    // Coming from above, it is to be below that one.
    await this.move(id, onto > ids.indexOf(id) ? ids[onto + 1] : ontoId);
  }

  /** Looks again at what is stored: another window may have changed it. */
  reload(rekeyed: readonly string[] = []): void {
    const before = this.projects;
    const damagedBefore = this.damagedEntries;
    this.read();
    const removed = before.filter(({ id }) => !this.get(id)).map(({ id }) => id);
    const otherKeys = before.filter((old) => {
      const now = this.get(old.id);
      return now !== undefined && !hasSameKeys(old, now);
    });
    // Not those that aren't in the list yet: their secret comes first.
    for (const old of before)
      if (old.isSessionOnly && !this.get(old.id)?.isSessionOnly) this.sessionSecrets.delete(old.id);
    const same = JSON.stringify(before) === JSON.stringify(this.projects);
    const sameDamage = JSON.stringify(damagedBefore) === JSON.stringify(this.damagedEntries);
    if (!sameDamage) this.reportDamage();
    if (same && sameDamage && rekeyed.length === 0) return;
    this.changed.fire({ removed, rekeyed: [...new Set([...rekeyed, ...otherKeys.map(({ id }) => id)])] });
  }

  private async keepSecret({ id, isSessionOnly }: Project, secret: string): Promise<void> {
    if (isSessionOnly) {
      this.sessionSecrets.set(id, secret);
      return;
    }
    const key = secretKey(id);
    // Before it is stored: nobody is to forget it in between.
    const wasLeft = await this.leftovers.release(key);
    try {
      await this.vault.store(key, secret);
    } catch (error) {
      if (wasLeft) await this.leftovers.forget([key]);
      throw error;
    }
  }

  private async forgetSecret(id: string): Promise<void> {
    if (!this.sessionSecrets.delete(id)) await this.leftovers.forget([secretKey(id)]);
  }

  /** Whether a project has its secret or its token there. */
  private isStoredFor(key: string): boolean {
    return this.projects.some(
      (project) => !project.isSessionOnly && (key === secretKey(project.id) || key === tokenKey(project)),
    );
  }

  private onVaultChange(key: string): void {
    if (key === revisionKey) return this.reload();
    const id = this.projects.find((project) => secretKey(project.id) === key && !project.isSessionOnly)?.id;
    if (id !== undefined) this.reload([id]);
  }

  private async write(
    change: (entries: readonly unknown[]) => readonly unknown[],
    rekeyed: readonly string[] = [],
  ): Promise<void> {
    const written = this.state.update(projectsKey, change(this.entries()));
    // It can be read at once: nobody is to see the old list while the new one is being written.
    this.reload(rekeyed);
    await written;
    try {
      await this.vault.store(revisionKey, this.newId());
    } catch {
      // Other windows look again when they get the focus; this one is up to date.
      this.log.log('debug', 'Other windows could not be told that the projects changed');
    }
  }

  /** The stored list, damaged entries included. A list that is no list counts as one damaged entry. */
  private entries(): readonly unknown[] {
    const stored = this.state.get(projectsKey);
    if (stored === undefined) return [];
    return Array.isArray(stored) ? stored : [stored];
  }

  private read(): void {
    const projects: Project[] = [];
    const damaged: DamagedProject[] = [];
    for (const [index, entry] of this.entries().entries()) {
      const read = readStoredProject(entry);
      if (read.ok && !projects.some(({ id }) => id === read.project.id)) projects.push(read.project);
      else damaged.push(read.ok ? { index, name: read.project.name, field: 'id' } : withoutOk(index, read));
    }
    this.projects = projects;
    this.damagedEntries = damaged;
  }

  private reportDamage(): void {
    for (const { index, field } of this.damagedEntries) {
      this.log.log('warn', 'A stored project cannot be read and is set aside', { index, field });
    }
  }
}

/** From the same place, too: a secret that is no longer stored isn't to be used on by other windows. */
function hasSameKeys(a: Project, b: Project): boolean {
  return a.endpoint === b.endpoint && a.accessId === b.accessId && a.isSessionOnly === b.isSessionOnly;
}

function withoutOk(index: number, entry: { readonly name?: string; readonly field: string }): DamagedProject {
  return { index, field: entry.field, ...(entry.name === undefined ? {} : { name: entry.name }) };
}

function idOf(entry: unknown): string | undefined {
  if (typeof entry !== 'object' || entry === null || !('id' in entry)) return undefined;
  return typeof entry.id === 'string' ? entry.id : undefined;
}
