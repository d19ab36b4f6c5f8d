import type { Asker } from '../../base/asking.js';
import { mainOutlet } from '../../model/devices/deviceActions.js';
import { nameMaxLength, readName } from '../../model/devices/nameInput.js';
import type { WeightUnit } from '../../model/devices/weightUnits.js';
import type { DeviceWrites } from '../../model/details/deviceWrites.js';
import type { DetailsState } from '../../model/details/detailsState.js';
import type { Handlers } from '../../protocol/channel.js';
import type { FromDetailsPage, NamedThing } from '../../protocol/details.js';
import {
  doubtParams,
  liveParams,
  renameParams,
  userParams,
  weightUnitParams,
} from '../../protocol/details.js';
import { noParams } from '../../protocol/page.js';
import type { DeviceUser } from '../../tuya/results.js';
import { shownCode } from './deviceParts.js';
import { pointCodes } from './pointTable.js';
import { RequestRefused } from '../host/requestRefused.js';
import { order, request } from '../host/requests.js';
import { nameProblemText } from '../../platform/errorMessages/nameProblems.js';
import { writeDto } from '../host/writeTexts.js';

/** What the requests that change something act on. */
export interface DetailsWriteDeps {
  readonly details: {
    state(): DetailsState;
    readonly writes: Pick<DeviceWrites, 'rename' | 'renameDataPoint' | 'renameOutlet' | 'removeUser'>;
    readonly extras: { readonly users: { load(asker: Asker): Promise<void> } };
    loadOutlets(): Promise<void>;
    readonly live: { start(intervalMs: number): void; stop(): void };
    lookAgain(doubtId: number): Promise<void>;
    dismissDoubt(doubtId: number): void;
  };
  readonly liveIntervals: readonly number[];
  preferWeightUnit(unit: WeightUnit): Promise<void>;
  /** Opens the form of a user, or of a new one. */
  openUserForm(userId?: string): void;
  /** Asks the person for a data point by its code, and for its name. */
  askPointName(
    names: DetailsState['names'],
  ): Promise<{ readonly code: string; readonly name: string } | undefined>;
  /** Asks the person whether this user is to be deleted. */
  confirmDeletion(user: DeviceUser): Promise<boolean>;
}

type Requests = Handlers<FromDetailsPage>['requests'];
export type WriteRequests = Pick<
  Requests,
  | 'loadOutlets'
  | 'loadUsers'
  | 'checkName'
  | 'rename'
  | 'nameOtherPoint'
  | 'addUser'
  | 'editUser'
  | 'deleteUser'
  | 'lookAgain'
  | 'dismissDoubt'
  | 'setWeightUnit'
  | 'setLive'
>;

/** Answers to what the page asks to have changed. It names things by what it shows; each is looked up here. */
export function detailsWrites(deps: DetailsWriteDeps): WriteRequests {
  const { details } = deps;
  const { extras, writes, live } = details;
  return {
    loadOutlets: order(noParams, () => details.loadOutlets()),
    loadUsers: order(noParams, () => extras.users.load('person')),
    checkName: request(renameParams, ({ thing, name }) => {
      const read = readName(name, findNamed(details.state(), thing).name);
      return read.ok ? {} : { message: nameProblemText(read.problem, nameMaxLength) };
    }),
    rename: request(renameParams, ({ thing, name }) => {
      const { key, name: current } = findNamed(details.state(), thing);
      const read = readName(name, current);
      if (!read.ok) return { outcome: 'invalid', message: nameProblemText(read.problem, nameMaxLength) };
      return writeDto(() => {
        if (thing.of === 'device') return writes.rename(read.name);
        return thing.of === 'outlet'
          ? writes.renameOutlet(key, read.name)
          : writes.renameDataPoint(key, read.name);
      });
    }),
    nameOtherPoint: request(noParams, async () => {
      const asked = await deps.askPointName(details.state().names);
      return asked ? writeDto(() => writes.renameDataPoint(asked.code, asked.name)) : null;
    }),
    addUser: order(noParams, () => deps.openUserForm()),
    editUser: order(userParams, ({ userId }) => deps.openUserForm(findUser(details.state(), userId).userId)),
    deleteUser: request(userParams, async ({ userId }) => {
      if (!(await deps.confirmDeletion(findUser(details.state(), userId)))) return null;
      return writeDto(() => writes.removeUser(userId));
    }),
    lookAgain: order(doubtParams, ({ id }) => details.lookAgain(id)),
    dismissDoubt: order(doubtParams, ({ id }) => details.dismissDoubt(id)),
    setWeightUnit: order(weightUnitParams, ({ unit }) => deps.preferWeightUnit(unit)),
    setLive: order(liveParams, ({ intervalMs }) => {
      if (intervalMs === undefined) live.stop();
      else if (deps.liveIntervals.includes(intervalMs)) live.start(intervalMs);
      else throw new RequestRefused('notThere');
    }),
  };
}

/** What the page means, by the cloud's own code, and its present name. */
function findNamed(
  state: DetailsState,
  thing: NamedThing,
): { readonly key: string; readonly name?: string | undefined } {
  const { device, names, outlets } = state;
  if (!device) throw new RequestRefused('notThere');
  switch (thing.of) {
    case 'device':
      return { key: device.id, name: device.name };
    case 'dataPoint': {
      const code = onlyOne(pointCodes(state), thing.code);
      const known = names.get(code);
      return { key: code, name: known?.state === 'unsure' ? undefined : known?.name };
    }
    case 'outlet': {
      if (thing.identifier === mainOutlet) return { key: mainOutlet, name: device.name };
      const known = outlets.state === 'read' ? outlets.value : [];
      const key = onlyOne(
        known.map(({ identifier }) => identifier),
        thing.identifier,
      );
      const outlet = known.find(({ identifier }) => identifier === key);
      if (!outlet) throw new RequestRefused('notThere');
      return { key: outlet.identifier, name: outlet.name };
    }
  }
}

/** What is meant by a code as it is shown. Where long ones differ behind their cut, nobody can tell. */
export function onlyOne(codes: readonly string[], shown: string): string {
  const [code, ...others] = new Set(codes.filter((one) => shownCode(one) === shown));
  if (code === undefined || others.length > 0) throw new RequestRefused('notThere');
  return code;
}

function findUser({ users }: DetailsState, userId: string): DeviceUser {
  const known = users.state === 'read' ? users.value.items : [];
  const user = known.find((one) => one.userId === userId);
  if (!user) throw new RequestRefused('notThere');
  return user;
}
