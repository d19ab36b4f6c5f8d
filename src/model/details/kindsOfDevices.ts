import type { DataPoint, Device } from '../../tuya/results.js';

/** Categories of devices that keep data about people: body fat scales, and what Tuya's page itself shows users of. */
const peopleCategories: ReadonlySet<string> = new Set(['qt', 'tzc', 'tzc1']);

export function keepsUsers({ category }: Device): boolean {
  return category !== undefined && peopleCategories.has(category);
}

/**
 * Whether a device has outlets with names: `likely` with two switches or more, which is worth a call; `possible` with
 * one, where a person may ask.
 */
export function outletChance({ status }: Device): 'likely' | 'possible' | 'none' {
  const switches = status.filter(({ code }) => /^switch(_\d+)?$/.test(code));
  if (switches.filter(({ code }) => code !== 'switch').length >= 2) return 'likely';
  return switches.length > 0 ? 'possible' : 'none';
}

/** Whether an outlet is on; undefined where no data point says so. */
export function outletState(status: readonly DataPoint[], identifier: string): boolean | undefined {
  const value = status.find(({ code }) => code === identifier)?.value;
  return typeof value === 'boolean' ? value : undefined;
}
