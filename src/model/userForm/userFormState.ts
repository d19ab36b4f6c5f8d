import type { DeviceUser } from '../../tuya/results.js';
import type { DeviceUserField, DeviceUserForm, DeviceUserProblem } from '../devices/deviceUserInput.js';
import type { NewDeviceUser } from '../../tuya/api/deviceUsers.js';
import type { UnknownResult, WriteResult } from '../devices/writeResult.js';
import type { OnDemand } from '../details/detailsState.js';
import type { DeviceRef } from '../projects/project.js';

/** Which form: of a new user where there is no `userId`. */
export interface UserFormKey extends DeviceRef {
  readonly userId?: string;
}

/** A user whose adding is in doubt. Whoever goes on with the form knows of it, or would add the same person twice. */
export interface AddInDoubt {
  readonly user: NewDeviceUser;
  readonly result: UnknownResult<string | undefined>;
}

/** `lost`: a save was in doubt, and what it sent went with its window. */
export type EarlierSave = AddInDoubt | 'lost';

/** How the last save ended. */
export type UserFormEnding =
  | WriteResult<unknown>
  /** It was refused before anything left. */
  | { readonly outcome: 'notSent'; readonly error: unknown }
  /** Looking showed that an earlier save was done; what was typed since isn't saved. */
  | { readonly outcome: 'savedBefore' };

/** A form for a device user, at one moment. */
export interface UserFormState {
  readonly key: UserFormKey;
  readonly isProjectThere: boolean;
  readonly isProtected: boolean;
  readonly deviceName: string | undefined;
  /** The user as the cloud has it; undefined for a new one. */
  readonly current: OnDemand<DeviceUser> | undefined;
  readonly form: DeviceUserForm;
  /** Grows when `form` changed by anything but typing. */
  readonly revision: number;
  readonly problems: ReadonlyMap<DeviceUserField, DeviceUserProblem>;
  /** Whether there is something to lose. */
  readonly isDirty: boolean;
  readonly saving: boolean;
  /** A new user may have been saved by now; one that goes on with these values has to look. */
  readonly isInDoubt: boolean;
  readonly ending: UserFormEnding | undefined;
}
