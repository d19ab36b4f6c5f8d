import { isSecretName } from '../../base/secretNames.js';
import { visible } from '../../protocol/text.js';
import type { Device } from '../../tuya/results.js';
import { shownElsewhere } from './unreadFields.js';

/** Rows of one table at most: a page of thousands takes seconds to draw. The rest is in copies and exports. */
export const mostRows = 500;

const maxNameLength = 120;

/** A field of a device that the API page doesn't list. */
export interface OtherField {
  /** As it is shown, and as the page asks for it: no two fields of a device share it. */
  readonly name: string;
  readonly value: unknown;
  readonly isSecret: boolean;
}

/** The first of a device's unlisted fields. */
export function otherFields(device: Pick<Device, 'extra' | 'unread'>): readonly OtherField[] {
  const { extra } = device;
  const names = new Set<string>();
  return namesOf(device)
    .slice(0, mostRows)
    .map((wireName) => {
      const name = unusedName(shownName(wireName), names);
      names.add(name);
      return { name, value: extra[wireName], isSecret: isSecretName(wireName) };
    });
}

export function countOtherFields(device: Pick<Device, 'extra' | 'unread'>): number {
  return namesOf(device).length;
}

function namesOf(device: Pick<Device, 'extra' | 'unread'>): string[] {
  const elsewhere = shownElsewhere(device);
  return Object.keys(device.extra).filter((name) => !elsewhere.has(name));
}

function shownName(wireName: string): string {
  const name = visible(wireName.slice(0, maxNameLength));
  return wireName.length > maxNameLength ? `${name}…` : name;
}

/** Names that differ behind their cut are numbered. */
function unusedName(name: string, used: ReadonlySet<string>): string {
  if (!used.has(name)) return name;
  let number = 2;
  while (used.has(`${name} (${number})`)) number++;
  return `${name} (${number})`;
}
