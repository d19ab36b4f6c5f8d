import { dataCenterOf } from '../../tuya/dataCenters.js';
import type { Connections } from '../projects/connections.js';
import { demoEndpoint, type Project } from '../projects/project.js';
import type { BareKeys, CenterAnswer } from './dataCenterFinder.js';
import { asFieldError, checkProject } from '../projects/projectCheck.js';
import { DuplicateProjectError, missingSecret, ProjectError } from '../projects/projectErrors.js';
import type { NewProject, ProjectStore } from '../projects/projectStore.js';

/** A project as it was typed. */
export interface ProjectDraft {
  readonly name?: string;
  readonly endpoint: string;
  readonly accessId: string;
  readonly accessSecret: string;
  /** The secret is for this window only, and stored nowhere. */
  readonly isSessionOnly?: boolean;
  readonly schema?: string;
  readonly uids: readonly string[];
}

/** Adds and changes projects: nothing is saved that wasn't tried. */
export class ProjectSetup {
  constructor(
    private readonly projects: ProjectStore,
    private readonly connections: Connections,
    /** What the demo's app schema is called, so that its users have names. */
    private readonly demoSchema: () => Promise<string>,
    /** A data center in the person's language, by its name in English. */
    private readonly centerName: (english: string) => string = (english) => english,
  ) {}

  /** A name for a project whose person gave none: its data center or host, with a number where that is taken. */
  suggestName(endpoint: string, editedId?: string): string {
    const center = dataCenterOf(endpoint);
    return this.freeName(center ? this.centerName(center.name) : new URL(endpoint).host, editedId);
  }

  /** @param editedId whose own name is free for it */
  private freeName(base: string, editedId?: string): string {
    const others = this.projects.list().filter(({ id }) => id !== editedId);
    const taken = new Set(others.map(({ name }) => name));
    for (let number = 1; ; number++) {
      const name = number === 1 ? base : `${base} ${number}`;
      if (!taken.has(name)) return name;
    }
  }

  /** The project that has these keys already, another than the one being edited. */
  duplicateOf(endpoint: string, accessId: string, editedId?: string): Project | undefined {
    return this.projects
      .list()
      .find(
        (project) =>
          project.endpoint === endpoint && project.accessId === accessId && project.id !== editedId,
      );
  }

  /**
   * Tries the keys and what goes with them, then saves.
   * @throws ProjectCheckError, DuplicateProjectError, SecretVaultError; an abort error where it was cancelled.
   */
  async add(draft: ProjectDraft, signal: AbortSignal): Promise<Project> {
    this.refuseDuplicate(draft);
    return this.tried(draft, signal, () => this.projects.add(this.projectOf(draft), draft.accessSecret));
  }

  /**
   * Saves keys that a data center has just accepted, with the token it gave.
   * @throws DuplicateProjectError, SecretVaultError
   */
  async addFound(keys: BareKeys, { center, tokens }: CenterAnswer, isSessionOnly: boolean): Promise<Project> {
    const draft: ProjectDraft = { ...keys, endpoint: center.endpoint, uids: [], isSessionOnly };
    this.refuseDuplicate(draft);
    const name = this.freeName(this.centerName(center.name));
    const project = await this.projects.add({ ...this.projectOf(draft), name }, draft.accessSecret);
    if (!isSessionOnly) await tokens.keepIn(this.connections.tokenStore(draft));
    return project;
  }

  /** The same for a project that is there. An empty secret keeps the stored one. */
  async change(id: string, draft: ProjectDraft, signal: AbortSignal): Promise<void> {
    this.refuseDuplicate(draft, id);
    const accessSecret = draft.accessSecret || (await this.projects.secretOf(id));
    if (!accessSecret) throw new ProjectError(missingSecret(this.projects.get(id)), id);
    const tried = { ...draft, accessSecret };
    await this.tried(tried, signal, () =>
      this.projects.update(
        id,
        ({ isProtected, callBudget }) => ({
          ...this.projectOf(draft, id),
          ...(isProtected && { isProtected }),
          ...(callBudget !== undefined && { callBudget }),
        }),
        accessSecret,
      ),
    );
  }

  /** Tries one more user id, then pins it. */
  async addUser(projectId: string, uid: string, signal: AbortSignal): Promise<void> {
    const client = await this.connections.client(projectId, { asker: 'person', signal });
    await checkProject(client, { uids: [uid], keysAreGood: true }, signal);
    await this.pin(projectId, uid);
  }

  pin(projectId: string, uid: string): Promise<void> {
    return this.projects.update(projectId, (old) => ({ ...old, uids: [...new Set([...old.uids, uid])] }));
  }

  unpin(projectId: string, uid: string): Promise<void> {
    return this.projects.update(projectId, (old) => ({
      ...old,
      uids: old.uids.filter((other) => other !== uid),
    }));
  }

  /** The demo project, added unless it is there. */
  async addDemo(name: string): Promise<Project> {
    const schema = await this.demoSchema();
    // Looked for last: a second click may have come meanwhile.
    const existing = this.projects.list().find(({ kind }) => kind === 'demo');
    if (existing) return existing;
    return this.projects.add({
      kind: 'demo',
      name,
      endpoint: demoEndpoint,
      accessId: 'demo',
      schema,
      uids: [],
    });
  }

  private async tried<T>(draft: ProjectDraft, signal: AbortSignal, save: () => Promise<T>): Promise<T> {
    const { client, tokens } = await this.trial(draft);
    try {
      await checkProject(client, draft, signal);
      const saved = await save();
      if (!draft.isSessionOnly) await tokens.keepIn(this.connections.tokenStore(draft));
      return saved;
    } finally {
      await client.close();
    }
  }

  private async trial(draft: ProjectDraft): ReturnType<Connections['trial']> {
    try {
      return await this.connections.trial(draft);
    } catch (error) {
      throw asFieldError(error);
    }
  }

  private refuseDuplicate({ endpoint, accessId }: ProjectDraft, editedId?: string): void {
    const existing = this.duplicateOf(endpoint, accessId, editedId);
    if (existing) throw new DuplicateProjectError(existing.name);
  }

  private projectOf(
    { name, endpoint, accessId, schema, uids, isSessionOnly }: ProjectDraft,
    editedId?: string,
  ): NewProject {
    const center = dataCenterOf(endpoint);
    return {
      name: name ?? this.suggestName(endpoint, editedId),
      kind: 'cloud',
      endpoint,
      accessId,
      uids,
      ...(center ? { dataCenter: center.key } : {}),
      ...(schema ? { schema } : {}),
      ...(isSessionOnly ? { isSessionOnly } : {}),
    };
  }
}
