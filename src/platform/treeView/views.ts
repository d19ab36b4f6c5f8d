/** View ids; a test holds them and package.json together. */
export const viewIds = { devices: 'tuya.devices' } as const;
