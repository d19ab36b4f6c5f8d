import { isRefusal } from '../projects/refusals.js';
import type { DeviceStore } from './deviceStore.js';
import type { FleetOwners, Owner } from './fleetOwners.js';
import { sourceNotes, type More, type OwnerView, type Place } from './fleetViews.js';
import type { SearchEnd } from './gatewaySearch.js';
import type { Placement } from './placement.js';
import type { UserSources } from './projectUsers.js';

interface OwnerViewDeps {
  readonly projectId: string;
  readonly devices: DeviceStore;
  readonly sources: UserSources;
  readonly owners: FleetOwners;
  readonly placement: Placement;
}

/** What is shown of an owner, as far as it was read. */
export function ownerView(deps: OwnerViewDeps, uid: string | undefined): OwnerView {
  const { projectId, sources, owners, placement } = deps;
  const owner = owners.ifAny(uid);
  const { devices, unplaced } = placement.of(uid);
  const list = owner.list ?? sources.deviceList;
  const usable = devices.length + unplaced.length > 0;
  const notes = owner.list ? [...sourceNotes('userDevices', list, usable && isRefusal(list.failure))] : [];
  if (!usable && list.failure === undefined)
    notes.push({ kind: 'empty', of: namesDevices(deps, owner) ? 'sharedDevices' : 'userDevices' });
  const place = { kind: 'owner', projectId, uid } as const;
  const total = list.total === undefined ? {} : { total: list.total };
  const more: More = { place, of: 'devices', read: list.keys.size, ...total };
  return {
    devices,
    unplaced,
    notes,
    ...(owner.list?.hasMore && !owners.isWhole(uid) ? { more } : {}),
    ...unplacedState(owner.search, place, unplaced.length),
  };
}

/** Whether a user's list names devices that are still there, wherever they stand. */
function namesDevices({ projectId, devices, owners }: OwnerViewDeps, owner: Owner): boolean {
  if (owner.uid === undefined) return false;
  for (const deviceId of owners.listOf(owner).ids) if (devices.device({ projectId, deviceId })) return true;
  return false;
}

function unplacedState(
  search: SearchEnd | undefined,
  place: Place,
  count: number,
): Pick<OwnerView, 'unplacedNotes' | 'unplacedMore'> {
  if (!search || count === 0) return { unplacedNotes: [] };
  switch (search.reason) {
    case 'exhausted':
      return { unplacedNotes: [] };
    case 'failed':
      return {
        unplacedNotes: [{ kind: 'failed', reading: 'gatewaySearch', error: search.error, hint: false }],
      };
    case 'limited':
      return { unplacedNotes: [], unplacedMore: { place, of: 'gateways', read: search.asked } };
  }
}
