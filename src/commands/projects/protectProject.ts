import type { CommandDeps } from '../commandDeps.js';

/** From now on every write is refused; or is let through again. */
export async function protectProject(
  { core }: CommandDeps,
  projectId: string | undefined,
  isProtected: boolean,
): Promise<void> {
  const { projects } = await core.get();
  if (projectId === undefined) return;
  await projects.update(projectId, (old) => {
    const { isProtected: _before, ...project } = old;
    return isProtected ? { ...project, isProtected } : project;
  });
}
