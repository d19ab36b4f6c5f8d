import type { CommandDeps } from '../commandDeps.js';

/** Puts the project's row before the one above it, or after the one below it. */
export async function moveProject(
  { core }: CommandDeps,
  projectId: string | undefined,
  way: 'up' | 'down',
): Promise<void> {
  const { projects } = await core.get();
  const ids = projects.list().map(({ id }) => id);
  const at = projectId === undefined ? -1 : ids.indexOf(projectId);
  if (projectId === undefined || at < 0) return;
  if (way === 'up' && at > 0) await projects.move(projectId, ids[at - 1]);
  if (way === 'down' && at < ids.length - 1) await projects.move(projectId, ids[at + 2]);
}
