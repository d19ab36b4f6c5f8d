import type { DataPoint, Device } from '../../tuya/results.js';
import { isVirtual } from '../fleet/gatewayCategories.js';

/** Body fat scales. */
const scaleCategories: ReadonlySet<string> = new Set(['tzc', 'tzc1']);

/** What is none of Tuya's other categories: scales of Tuya's own page, and boards, infrared remotes, anything. */
const otherCategory = 'qt';

/** Codes of what a scale measures: `weight`, `body_fat`, `left_hand_r`. */
const bodyCodes = /weight|(^|_)(body|fat|bmi|bmr)(_|$)|^(left|right)_(hand|leg)_r$/;

/** Whether a device can be a scale, and so may keep data about people. */
export function keepsUsers(device: Device): boolean {
  const { category, status } = device;
  if (category === undefined || isVirtual(device)) return false;
  if (scaleCategories.has(category)) return true;
  return (
    category === otherCategory && (status.length === 0 || status.some(({ code }) => bodyCodes.test(code)))
  );
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
