import * as l10n from '@vscode/l10n';
import type { DetailsSnapshot } from '../../protocol/details.js';
import { protectedText } from '../shared/protection.js';

/** Whether the device isn't there any more: what is shown of it is what was last read. */
export function isGone({ situation }: Pick<DetailsSnapshot, 'situation'>): boolean {
  return situation === 'gone' || situation === 'deleted';
}

/** Why nothing of the device can be changed; undefined where it can. */
export function whyLocked(snapshot: Pick<DetailsSnapshot, 'situation' | 'isProtected'>): string | undefined {
  if (isGone(snapshot)) return l10n.t('This device no longer exists');
  return snapshot.isProtected ? protectedText() : undefined;
}
