import * as vscode from 'vscode';
import { displayName } from '../../base/displayText.js';
import type { Core } from '../../app/core.js';
import type { Project } from '../../model/projects/project.js';
import { callsText, numberText } from '../../platform/display/numbers.js';

/** A project whose devices haven't all been read: what reading them would be, in words. */
export interface ReadAllOffer {
  readonly projectId: string;
  readonly text: string;
}

/** Only what was read is found: each project of which that isn't all. */
export function readAllOffers(core: Core): readonly ReadAllOffer[] {
  return core.projects
    .list()
    .filter(({ id }) => core.fleet.of(id).allCost()?.calls !== 0)
    .map((project) => ({ projectId: project.id, text: offerText(core, project) }));
}

function offerText({ fleet }: Core, { id, kind, name: given }: Project): string {
  const name = displayName(given, id);
  const cost = fleet.of(id).allCost();
  // Where nothing was read yet nobody knows; the demo costs nothing.
  if (!cost || kind === 'demo') return vscode.l10n.t('Read all devices of {0}', name);
  const { calls, total } = cost;
  const price = callsText(calls);
  return total === undefined
    ? vscode.l10n.t('Read all devices of {0}: about {1}', name, price)
    : vscode.l10n.t('Read all {0} devices of {1}: about {2}', numberText(total), name, price);
}
