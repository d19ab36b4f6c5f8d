import type { Device } from '../../tuya/results.js';
import { attributeGroups } from './attributes.js';

type PartlyRead = Pick<Device, 'unread'>;

const listed: ReadonlySet<string> = new Set(
  attributeGroups.flatMap(({ rows }) => rows.map(({ wireName }) => wireName)),
);
const inStatus = /^status(\[|$)/;

/** The attributes of a device that couldn't be read: each is marked in its own row, which shows its raw value. */
export function unreadAttributes({ unread = [] }: PartlyRead): ReadonlySet<string> {
  return new Set(unread.flatMap(({ field }) => (listed.has(field) ? [field] : [])));
}

/** Where in its status something stands that is no data point: `status[3]`, or `status` where all of it is none. */
export function unreadPoints({ unread = [] }: PartlyRead): readonly string[] {
  return unread.flatMap(({ field }) => (inStatus.test(field) ? [field] : []));
}

/** The fields of `extra` that are shown where they belong, and not among those that the API page doesn't list. */
export function shownElsewhere(device: PartlyRead): ReadonlySet<string> {
  return new Set([...unreadAttributes(device), ...unreadPoints(device)]);
}
