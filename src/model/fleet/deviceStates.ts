import type { Device } from '../../tuya/results.js';

const [isSub, subKnown, isOnline, onlineKnown] = [1, 2, 4, 8];

/** Whether a device is behind a gateway and whether it is online, each known or not, as bits. Kept files have them, too. */
export const DeviceStates = {
  mask: isSub | subKnown | isOnline | onlineKnown,
  of: ({ sub, online }: Pick<Partial<Device>, 'sub' | 'online'>): number =>
    (sub === undefined ? 0 : subKnown | (sub ? isSub : 0)) |
    (online === undefined ? 0 : onlineKnown | (online ? isOnline : 0)),
  sub: (bits: number): boolean | undefined => (bits & subKnown ? (bits & isSub) !== 0 : undefined),
  online: (bits: number): boolean | undefined => (bits & onlineKnown ? (bits & isOnline) !== 0 : undefined),
} as const;
