import * as vscode from 'vscode';
import { isAbortError, toError } from '../../base/errors.js';
import { displayName } from '../../base/displayText.js';
import type { Core } from '../../app/core.js';
import type { AllCost, AllProgress, Place } from '../../model/fleet/fleetViews.js';
import type { Project } from '../../model/projects/project.js';
import { callsText, numberText } from '../../platform/display/numbers.js';
import { sentences } from '../../platform/display/sentences.js';
import { showFailure } from '../../platform/errorMessages/nextSteps.js';
import { describeProblem, problemText } from '../../platform/errorMessages/problemTexts.js';
import { confirmed, withCancellableProgress } from '../../platform/prompts/notify.js';
import type { CommandDeps } from '../commandDeps.js';
import { chosenProject } from './projects.js';

/** From so many calls on it is asked beforehand. */
const askedFrom = 20;
/** Progress is told so often at most, ms. */
const tellEveryMs = 200;

/** Reads every device of a project in one action, after it said what that costs. Given up, it goes on from there. */
export async function readAll(deps: CommandDeps, projectId: string | undefined): Promise<void> {
  const core = await deps.core.get();
  const question = vscode.l10n.t('Read all devices of which project?');
  const project = await chosenProject(core, projectId, question);
  if (!project) return;
  await core.fleet.restored(project.id);
  const cost = await costNow(deps, core, project);
  if (!cost) return;
  if (cost.calls === 0) return offerAgain(deps, core, project);
  if (await agreedToCost(core, project, cost)) await read(deps, core, project, cost);
}

/**
 * Where nothing was read yet, the first pages say how many there are. Undefined where the project is gone meanwhile.
 * @throws why they can't be read, or an abort error
 */
async function costNow(
  { activity }: CommandDeps,
  { fleet, projects }: Core,
  { id: projectId }: Project,
): Promise<AllCost | undefined> {
  const place: Place = { kind: 'users', projectId };
  const own = fleet.of(projectId);
  const known = own.allCost();
  if (known) return known;
  await activity.run(async (signal) => {
    const asking = { asker: 'person', signal } as const;
    // What has failed is tried again: a person asks for it.
    await (own.needsLoad(place) ? own.load(place, asking) : own.refresh(place, asking));
  });
  if (!projects.get(projectId)) return undefined;
  if (own.whyUnread !== undefined) throw toError(own.whyUnread);
  return own.allCost();
}

async function agreedToCost({ budget }: Core, project: Project, cost: AllCost): Promise<boolean> {
  if (project.kind === 'demo' || (cost.calls < askedFrom && cost.isCounted)) return true;
  const { known, total } = cost;
  const { limit, used } = budget.state(project.id);
  const detail = sentences([
    costText(cost),
    limit === undefined
      ? ''
      : vscode.l10n.t('Calls used this month: {0} of {1}.', numberText(used), numberText(limit)),
    knownText(known, total),
    vscode.l10n.t('You can stop at any time and continue later.'),
  ]);
  return confirmed(
    vscode.l10n.t('Read all devices of ‘{0}’?', nameOf(project)),
    detail,
    vscode.l10n.t('Read All'),
  );
}

function costText({ calls, isCounted }: AllCost): string {
  // What is counted is asked about only where it is many.
  if (isCounted) return vscode.l10n.t('It costs about {0}.', callsText(calls));
  return vscode.l10n.t(
    'It costs {0} at least: the cloud doesn’t say how many devices there are.',
    callsText(calls),
  );
}

async function read(deps: CommandDeps, core: Core, project: Project, cost: AllCost): Promise<void> {
  const fleet = core.fleet.of(project.id);
  const title = vscode.l10n.t('Reading all devices of ‘{0}’', nameOf(project));
  const reason = await deps.activity.run((cancelled) =>
    withCancellableProgress(title, (signal, tell) => {
      let toldAt = -Infinity;
      return fleet.readAll({ asker: 'person', signal: AbortSignal.any([signal, cancelled]) }, (progress) => {
        if (performance.now() - toldAt < tellEveryMs) return;
        toldAt = performance.now();
        tell(progressText(progress, cost));
      });
    }),
  );
  if (!core.projects.get(project.id)) return;
  if (reason !== undefined && !isAbortError(reason)) throw toError(reason);
  // Nobody waits for the message to be closed.
  const now = fleet.allCost() ?? cost;
  if (reason === undefined) void tellDone(core, project);
  else void offerToGoOn(deps, core, project, now);
}

async function offerToGoOn(
  deps: CommandDeps,
  core: Core,
  project: Project,
  { known, total }: AllCost,
): Promise<void> {
  const goOn = vscode.l10n.t('Continue');
  const text = sentences([
    vscode.l10n.t('Reading ‘{0}’ has stopped.', nameOf(project)),
    knownText(known, total),
  ]);
  if ((await vscode.window.showInformationMessage(text, goOn)) !== goOn) return;
  const cost = core.projects.get(project.id) && core.fleet.of(project.id).allCost();
  if (!cost || cost.calls === 0) return;
  try {
    // What it costs was agreed to.
    await read(deps, core, project, cost);
  } catch (error) {
    // The command has ended long ago: nobody else tells it.
    if (!isAbortError(error)) await showFailure(problemText(describeProblem(error)), error);
  }
}

async function tellDone(core: Core, project: Project): Promise<void> {
  // What is known may have others that are gone since: what is told is what the rows say.
  await core.counts.settled(project.id);
  if (!core.projects.get(project.id)) return;
  const { devices } = core.counts.ofProject(project.id);
  const isOff = core.fleet
    .of(project.id)
    .users()
    .notes.some(({ kind }) => kind === 'incomplete');
  const text = sentences([
    vscode.l10n.t('‘{0}’ has been read: {1}.', nameOf(project), devicesText(devices)),
    isOff ? vscode.l10n.t('Some came or went meanwhile; a row of the project says how many.') : '',
  ]);
  await vscode.window.showInformationMessage(text);
}

/** All was read: it may have been long ago. */
async function offerAgain(deps: CommandDeps, core: Core, project: Project): Promise<void> {
  const again = vscode.l10n.t('Read Again');
  await core.counts.settled(project.id);
  const { devices } = core.counts.ofProject(project.id);
  const text = vscode.l10n.t('‘{0}’ has been read: {1}.', nameOf(project), devicesText(devices));
  if ((await vscode.window.showInformationMessage(text, again)) !== again) return;
  if (!core.projects.get(project.id)) return;
  const fleet = core.fleet.of(project.id);
  const place: Place = { kind: 'users', projectId: project.id };
  await deps.activity.run((signal) => fleet.refresh(place, { asker: 'person', signal }));
  if (!core.projects.get(project.id)) return;
  const failed = fleet.users().notes.find((note) => note.kind === 'failed' && !note.hint);
  if (failed?.kind === 'failed') throw toError(failed.error);
  const cost = fleet.allCost();
  // A short list has been read by now: that it has is told.
  if (cost && (await agreedToCost(core, project, cost))) await read(deps, core, project, cost);
}

function progressText({ calls, read, total }: AllProgress, cost: AllCost): string {
  const left = numberText(Math.max(calls, cost.calls));
  return [
    total !== undefined && total >= read
      ? vscode.l10n.t('{0} of {1} devices', numberText(read), numberText(total))
      : devicesText(read),
    cost.isCounted
      ? vscode.l10n.t('call {0} of {1}', numberText(calls), left)
      : vscode.l10n.t('call {0}', numberText(calls)),
  ].join(' · ');
}

function knownText(known: number, total: number | undefined): string {
  return total !== undefined && total > known
    ? vscode.l10n.t('{0} of {1} devices are known.', numberText(known), numberText(total))
    : vscode.l10n.t('Known so far: {0}.', devicesText(known));
}

function devicesText(count: number): string {
  return count === 1 ? vscode.l10n.t('1 device') : vscode.l10n.t('{0} devices', numberText(count));
}

function nameOf({ name, id }: Project): string {
  return displayName(name, id);
}
