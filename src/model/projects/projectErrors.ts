// Errors about projects, apart from the classes that throw them: whoever only tells them to a person needs no more.

export class ProjectError extends Error {
  override readonly name = 'ProjectError';

  /** @param reason `secretForgotten`: it was meant for one window only, and that one is closed */
  constructor(
    readonly reason: 'unknown' | 'secretMissing' | 'secretForgotten',
    readonly projectId?: string,
  ) {
    super(
      reason === 'unknown' ? 'There is no such project.' : 'The Access Secret of this project is missing.',
    );
  }
}

/** Why there is no secret. */
export function missingSecret(
  project: { readonly isSessionOnly?: true | undefined } | undefined,
): 'secretMissing' | 'secretForgotten' {
  return project?.isSessionOnly ? 'secretForgotten' : 'secretMissing';
}

/** What of a project is wrong; a prompt can go back to where that was typed. */
export type ProjectField = 'endpoint' | 'accessId' | 'accessSecret' | 'name' | 'schema' | 'uids';

/** A project that the cloud doesn't accept as it was typed. */
export class ProjectCheckError extends Error {
  override readonly name = 'ProjectCheckError';

  constructor(
    readonly field: ProjectField,
    /** The user id that was refused, where it was one. */
    readonly uid: string | undefined,
    override readonly cause: unknown,
  ) {
    super(`The cloud doesn't accept this project: ${field}.`, { cause });
  }
}

/** Another project has the same endpoint and Access ID. */
export class DuplicateProjectError extends Error {
  override readonly name = 'DuplicateProjectError';

  constructor(readonly existingName: string) {
    super('Another project uses the same keys.');
  }
}

/** An object that describes no project. Names the field and never its value. */
export class ProjectInputError extends Error {
  override readonly name = 'ProjectInputError';

  constructor(readonly field: string) {
    super(`The field ${field} is missing or not valid.`);
  }
}
