import { withoutSecrets } from '../../base/secretNames.js';
import { rawText } from '../../model/values/decodeValue.js';
import type { UnreadFieldDto } from '../../protocol/deviceParts.js';
import { visible } from '../../protocol/text.js';
import type { Device, Extra, UnreadField } from '../../tuya/results.js';
import { attributeGroups } from './attributes.js';
import { previewLength } from './valueDto.js';

type PartlyRead = Pick<Device, 'unread'>;

const listed: ReadonlySet<string> = new Set(
  attributeGroups.flatMap(({ rows }) => rows.map(({ wireName }) => wireName)),
);
const inStatus = /^status(\[|$)/;

/** Stands for a secret inside a field that is shown. */
export const hiddenSecret = '•••';

/** A field that couldn't be read, with its raw value: cut, without secrets, and empty where it wasn't kept. */
export function unreadField(field: string, extra: Extra): UnreadFieldDto {
  if (!Object.hasOwn(extra, field)) return { field, text: '', truncated: false };
  const raw = rawText(withoutSecrets(extra[field], hiddenSecret, previewLength));
  return { field, text: visible(raw.slice(0, previewLength)), truncated: raw.length > previewLength };
}

/** Of a record that has a few fields of its own. */
export function unreadFields(record: {
  readonly extra: Extra;
  readonly unread?: readonly UnreadField[];
}): UnreadFieldDto[] {
  return (record.unread ?? []).map(({ field }) => unreadField(field, record.extra));
}

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
