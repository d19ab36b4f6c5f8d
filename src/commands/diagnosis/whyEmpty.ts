import * as vscode from 'vscode';
import {
  emptinessCauses,
  emptinessCost,
  type CauseFound,
  type EmptyCause,
  type EmptyPlace,
} from '../../model/diagnosis/emptiness.js';
import type { Place } from '../../model/fleet/fleetViews.js';
import type { TuyaClient } from '../../tuya/client.js';
import type { ListRef } from '../../model/lists/deviceLists.js';
import { callsText } from '../../platform/display/numbers.js';
import { consolePageLabel, openConsolePage } from '../../platform/errorMessages/consolePages.js';
import { withCancellableProgress } from '../../platform/prompts/notify.js';
import { describeProblem, problemText } from '../../platform/errorMessages/problemTexts.js';
import { editProject } from '../setup/addProject.js';
import type { CommandDeps } from '../commandDeps.js';
import { addUser } from '../projects/addUser.js';
import { refresh } from '../projects/refresh.js';
import { diagnoseProject } from './diagnoseProject.js';

type Action = 'readAgain' | 'openConsole' | 'findCenter' | 'addUser' | 'diagnose';

interface Row extends vscode.QuickPickItem {
  readonly action?: Action;
}

/** Says why a list has nothing in it: the likely causes in order, each with what helps against it. */
export async function whyEmpty(deps: CommandDeps, what: Place | ListRef): Promise<void> {
  const { projects, connections, budget } = await deps.core.get();
  const { projectId } = what;
  const project = projects.get(projectId);
  if (!project) return;
  const place: EmptyPlace = 'listId' in what ? { kind: 'list', projectId } : what;
  const open = async (signal: AbortSignal): Promise<TuyaClient> => {
    // The examination of a project asks nobody by itself.
    await budget.admit(projectId, { asker: 'person', signal });
    const { client, transport } = await connections.examination(projectId);
    // That one is for a word without keys, which isn't said here.
    await transport.close();
    return client;
  };
  const look = (signal: AbortSignal): Promise<readonly CauseFound[]> =>
    emptinessCauses(place, () => open(signal), signal);
  const cost = emptinessCost(place);
  const title = vscode.l10n.t('Checking why it is empty: at most {0}', callsText(cost));
  const causes = await (cost === 0
    ? look(new AbortController().signal)
    : withCancellableProgress(title, look));
  const rows: readonly Row[] = [
    // The demo has no keys and no console.
    ...causes.map((cause) => rowOf(cause, project.kind === 'cloud')),
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    { label: `$(refresh) ${vscode.l10n.t('Refresh')}`, action: 'readAgain' },
    { label: `$(pulse) ${vscode.l10n.t('Diagnose Project')}`, action: 'diagnose' },
  ];
  const placeHolder = vscode.l10n.t('Likely causes, the most likely first. Choose one to fix it.');
  const chosen = await vscode.window.showQuickPick(rows, {
    title: vscode.l10n.t('Why Is This Empty?'),
    placeHolder,
  });
  switch (chosen?.action) {
    case 'readAgain':
      await refresh(deps, what);
      return;
    case 'openConsole':
      await openConsolePage('projects');
      return;
    case 'findCenter':
      await editProject(deps, projectId);
      return;
    case 'addUser':
      await addUser(deps, projectId);
      return;
    case 'diagnose':
      await diagnoseProject(deps, projectId);
      return;
    default:
  }
}

function rowOf({ cause, so, error }: CauseFound, isCloud: boolean): Row {
  const { label, help, action } = causeTexts[cause]();
  const detail = error && cause === 'refused' ? problemText(describeProblem(error)) : help;
  const canAct = action === 'readAgain' || isCloud;
  const icon = { yes: 'error', likely: 'circle-filled', maybe: 'circle-outline' }[so];
  const shown = { label: `$(${icon}) ${label}`, description: soTexts[so](), detail };
  if (!action || !canAct) return shown;
  const does = action === 'openConsole' ? consolePageLabel('projects') : actionTexts[action]();
  return { ...shown, detail: `${detail} → ${does}`, action };
}

const soTexts = {
  yes: () => vscode.l10n.t('the cloud says so'),
  likely: () => vscode.l10n.t('likely'),
  maybe: () => vscode.l10n.t('possible'),
} as const;

const actionTexts: Readonly<Record<Exclude<Action, 'openConsole'>, () => string>> = {
  readAgain: () => vscode.l10n.t('Refresh'),
  findCenter: () => vscode.l10n.t('Find the Data Center'),
  addUser: () => vscode.l10n.t('Add a User ID…'),
  diagnose: () => vscode.l10n.t('Diagnose Project'),
};

interface CauseText {
  readonly label: string;
  readonly help: string;
  readonly action?: Action;
}

const causeTexts: Readonly<Record<EmptyCause, () => CauseText>> = {
  refused: () => ({ label: vscode.l10n.t('The cloud refuses the list'), help: '', action: 'diagnose' }),
  filled: () => ({
    label: vscode.l10n.t('It is no longer empty'),
    help: vscode.l10n.t('The cloud has entries now.'),
    action: 'readAgain',
  }),
  noLinkedAccount: () => ({
    label: vscode.l10n.t('No app account is linked to the cloud project'),
    help: vscode.l10n.t('Link the app account that owns the devices: Devices → Link App Account.'),
    action: 'openConsole',
  }),
  otherDataCenter: () => ({
    label: vscode.l10n.t('The devices are in another data center'),
    help: vscode.l10n.t('The data center of the cloud project must be that of the app account.'),
    action: 'findCenter',
  }),
  userNotLinked: () => ({
    label: vscode.l10n.t('The user does not belong to this cloud project'),
    help: vscode.l10n.t('Link the app account to the cloud project, or correct the user ID.'),
    action: 'openConsole',
  }),
  noPairedDevice: () => ({
    label: vscode.l10n.t('No device is paired yet'),
    help: vscode.l10n.t('Pair one in the app, then read the list again.'),
    action: 'readAgain',
  }),
  onlyShared: () => ({
    label: vscode.l10n.t('The user has only devices that others share'),
    help: vscode.l10n.t('They are listed under their owner. ‘New Device List’ finds shared devices.'),
  }),
  gatewayOffline: () => ({
    label: vscode.l10n.t('The gateway is offline'),
    help: vscode.l10n.t('Check that it has power and is connected to the network.'),
    action: 'readAgain',
  }),
  notAGateway: () => ({
    label: vscode.l10n.t('The device is no gateway'),
    help: vscode.l10n.t('Only gateways have sub-devices.'),
  }),
  nothingPaired: () => ({
    label: vscode.l10n.t('Nothing is paired with the gateway'),
    help: vscode.l10n.t('Pair a sub-device with it in the app, then read the list again.'),
    action: 'readAgain',
  }),
  narrowFilter: () => ({
    label: vscode.l10n.t('No device matches the conditions of the list'),
    help: vscode.l10n.t('Make another list with fewer conditions.'),
  }),
  goneDevices: () => ({
    label: vscode.l10n.t('Its devices have left the cloud project'),
    help: vscode.l10n.t('They were removed, or belong to another account by now.'),
    action: 'readAgain',
  }),
};
