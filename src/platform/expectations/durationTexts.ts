import { l10n } from 'vscode';
import { numberText } from '../display/numbers.js';

/** A time as a person says it: `450 ms`, `2.5 s`, `10 min`. */
export function durationText(ms: number): string {
  if (ms < 1_000) return l10n.t('{0} ms', numberText(ms));
  if (ms < 120_000) return l10n.t('{0} s', numberText(Math.round(ms / 100) / 10));
  return l10n.t('{0} min', numberText(Math.round(ms / 6_000) / 10));
}
