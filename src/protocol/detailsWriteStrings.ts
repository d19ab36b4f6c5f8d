/** The details page's texts about what a person does to the device. `{0}`, `{1}` are filled in by the page. */
export interface DetailsWriteStrings {
  readonly name: string;
  /** {0}: what is renamed */
  readonly rename: string;
  /** {0}: what is renamed */
  readonly newName: string;
  readonly renameKeys: string;
  readonly renamed: string;
  readonly renamedByObservation: string;
  readonly isProtected: string;
  readonly nameUnknown: string;
  readonly nameUnsure: string;
  readonly namesNote: string;
  /** {0}: the number with its scale */
  readonly usualScale: string;
  /** {0}: the number with its scale */
  readonly knownScale: string;
  readonly bytesInWords: string;
  readonly live: string;
  readonly liveOff: string;
  /** {0}: number of seconds */
  readonly everySeconds: string;
  /** {0}: number of minutes */
  readonly everyMinutes: string;
  /** {0}: number of calls */
  readonly callsPerHour: string;
  readonly liveHint: string;
  readonly liveStopped: string;
  readonly liveStarted: string;
  readonly liveEnded: string;
  readonly outlets: string;
  readonly outlet: string;
  readonly identifier: string;
  readonly outletState: string;
  readonly on: string;
  readonly off: string;
  readonly stateUnknown: string;
  readonly mainOutlet: string;
  readonly outletsUnread: string;
  readonly loadOutlets: string;
  readonly noOutlets: string;
  readonly users: string;
  readonly usersUnread: string;
  readonly loadUsers: string;
  readonly noUserSupport: string;
  readonly noUsers: string;
  readonly noUsersWhy: string;
  readonly nickName: string;
  readonly userId: string;
  readonly sex: string;
  readonly male: string;
  readonly female: string;
  readonly birthday: string;
  readonly height: string;
  /** {0}: number */
  readonly centimeters: string;
  readonly weight: string;
  readonly weightUnit: string;
  /** {0}: number */
  readonly kilograms: string;
  /** {0}: number */
  readonly grams: string;
  readonly contact: string;
  readonly addUser: string;
  /** {0}: the user */
  readonly editUser: string;
  /** {0}: the user */
  readonly deleteUser: string;
  readonly userDeleted: string;
  readonly userDeletedByObservation: string;
  readonly userNotDeleted: string;
  readonly userDeletionUnknown: string;
  /** {0}: how many */
  readonly unreadableUsers: string;
  readonly userWithoutId: string;
  readonly dismiss: string;
}
