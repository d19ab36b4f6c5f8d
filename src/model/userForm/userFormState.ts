import type { DeviceUser } from '../../tuya/results.js';
import type { DeviceUserField, DeviceUserForm, DeviceUserProblem } from '../devices/deviceUserInput.js';
import type { WriteResult } from '../devices/writeResult.js';
import type { OnDemand } from '../details/detailsState.js';
import type { DeviceRef } from '../projects/project.js';

/** Which form: of a new user where there is no `userId`. */
export interface UserFormKey extends DeviceRef {
  readonly userId?: string;
}

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
  /** How the last save ended; `notSent` where it was refused before anything left. */
  readonly ending:
    WriteResult<unknown> | { readonly outcome: 'notSent'; readonly error: unknown } | undefined;
}
