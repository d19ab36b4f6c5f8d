/** Every command of the extension. A test holds this table and package.json together. */
export const commandIds = {
  addProject: 'tuya.addProject',
  addDemoProject: 'tuya.addDemoProject',
  editProject: 'tuya.editProject',
  renameProject: 'tuya.renameProject',
  removeProject: 'tuya.removeProject',
  listProjects: 'tuya.listProjects',
  forgetDamagedProject: 'tuya.forgetDamagedProject',
  refresh: 'tuya.refresh',
  refreshNode: 'tuya.refreshNode',
  cancelLoading: 'tuya.cancelLoading',
  loadMore: 'tuya.loadMore',
  openDetails: 'tuya.openDetails',
  addUser: 'tuya.addUser',
  pinUser: 'tuya.pinUser',
  unpinUser: 'tuya.unpinUser',
  copyDeviceId: 'tuya.copyDeviceId',
  copyUid: 'tuya.copyUid',
  showLog: 'tuya.showLog',
} as const;

export type CommandId = (typeof commandIds)[keyof typeof commandIds];
