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

/** What a form for a new user has sent. Whoever goes on with the form knows of it, or would add the same person twice. */
export interface EarlierSave {
  /** As it was sent; once the user is known to be there, as they were last known to be. */
  readonly user: NewDeviceUser;
  /** The user is on the device; without an id where the cloud gives none. Absent, it is looked for by its values. */
  readonly added?: { readonly userId?: string };
  /** A change of the user who was added is under way or in doubt. */
  readonly isChanging?: true;
  /** The doubt whether the user was added, in the window that has it. */
  readonly result?: UnknownResult<string | undefined>;
  /** Since when that is in doubt, epoch ms; absent while it is being sent. */
  readonly since?: number;
}

/** How the last save ended. */
export type UserFormEnding =
  | WriteResult<unknown>
  /** It was refused before anything left. */
  | { readonly outcome: 'notSent'; readonly error: unknown }
  /** Looking showed that an earlier save was done; what was typed since isn't saved. */
  | { readonly outcome: 'savedBefore' }
  /**
   * The user is there, and saving once more changes nothing:
   * - `contact`: that, and nothing else, isn't as typed; it can only be given when a user is added
   * - `changes`: without an id nothing can be changed
   */
  | { readonly outcome: 'savedPartly'; readonly unsaved: 'contact' | 'changes' };

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
  /** A new user is or may be saved by now; a form that goes on with these values has to know. */
  readonly earlier: EarlierSave | undefined;
  readonly ending: UserFormEnding | undefined;
}
