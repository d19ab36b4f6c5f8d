import type { More, Place } from '../../model/fleet/fleetViews.js';
import type { ListRef } from '../../model/lists/deviceLists.js';
import type { CommandDeps } from '../commandDeps.js';

/** Reads the users of all projects again, and what hangs on them. */
export async function refreshAll(deps: CommandDeps): Promise<void> {
  const { projects } = await deps.core.get();
  const places = projects.list().map(({ id }): Place => ({ kind: 'users', projectId: id }));
  await Promise.all(places.map((place) => refresh(deps, place)));
}

/** Reads again what stands at a place, or a kept list. */
export async function refresh({ core, activity }: CommandDeps, what: Place | ListRef): Promise<void> {
  const { projects, fleet, deviceLists } = await core.get();
  if (!projects.get(what.projectId)) return;
  await activity.run(async (signal) => {
    const asking = { asker: 'person', signal } as const;
    if ('listId' in what) await deviceLists.of(what)?.refresh(asking);
    else await fleet.of(what.projectId).refresh(what, asking);
  });
}

/** Reads the next part of a list that has more than was read. */
export async function loadMore({ core, activity }: CommandDeps, more: More | ListRef): Promise<void> {
  const { projects, fleet, deviceLists } = await core.get();
  await activity.run(async (signal) => {
    const asking = { asker: 'person', signal } as const;
    if ('listId' in more) await deviceLists.of(more)?.loadMore(asking);
    else if (projects.get(more.place.projectId)) await fleet.of(more.place.projectId).loadMore(more, asking);
  });
}

/** Reads what of a project nobody has read yet. */
export async function readRest({ core, activity }: CommandDeps, projectId: string): Promise<void> {
  const { projects, fleet } = await core.get();
  if (!projects.get(projectId)) return;
  await activity.run((signal) => fleet.of(projectId).readRest({ asker: 'person', signal }));
}
