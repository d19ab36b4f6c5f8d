import * as vscode from 'vscode';
import type { Place } from '../../model/fleet/fleetViews.js';
import type { TreeParts } from './treeNode.js';

/** `as of 10:42` where what stands below was read in an earlier window, and not again yet; '' otherwise. */
export function asOf({ core, time }: Pick<TreeParts, 'core' | 'time'>, place: Place): string {
  if (!core.projects.get(place.projectId)) return '';
  const at = core.fleet.of(place.projectId).oldSince(place);
  return at === undefined ? '' : vscode.l10n.t('as of {0}', time(at));
}
