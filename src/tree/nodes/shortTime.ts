import * as vscode from 'vscode';
import { isoTime } from '../../base/isoTime.js';

/**
 * The time of day in the person's way of writing it; with the date where it isn't today. What no calendar holds stays
 * the number it is.
 */
export function shortTime(at: number, now: number): string {
  if (isoTime(at) === undefined) return String(at);
  const sameDay = new Date(at).toDateString() === new Date(now).toDateString();
  const options: Intl.DateTimeFormatOptions = sameDay
    ? { timeStyle: 'short' }
    : { dateStyle: 'medium', timeStyle: 'short' };
  return new Intl.DateTimeFormat(vscode.env.language, options).format(at);
}
