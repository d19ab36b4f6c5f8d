import * as vscode from 'vscode';
import { displayText } from '../../base/displayText.js';
import type { Core } from '../../app/core.js';
import {
  factoryCsv,
  factoryJson,
  factoryMarkdown,
  type FactoryRow,
  type FactoryWords,
} from '../../model/exports/factoryTable.js';
import { markdownCellText } from '../../model/exports/markdownCell.js';
import { factoryBatchSize, readFactoryInfos } from '../../model/exports/readFactoryInfos.js';
import { devicesArg, type DeviceScope } from '../../platform/commands/commandArgs.js';
import { saveOrCopyText, type Target } from '../../platform/prompts/saveOrCopyText.js';
import { confirmed, withCancellableProgress } from '../../platform/prompts/notify.js';
import { numberText } from '../../platform/display/numbers.js';
import { describeProblem, referenceText } from '../../platform/errorMessages/problemTexts.js';
import { sentences } from '../../platform/display/sentences.js';
import type { CommandDeps } from '../commandDeps.js';
import { devicesOfScope, type ProjectDevices } from '../devices/scope.js';

/** Reads uuid, serial number and MAC of the devices, twenty a call, and shows them as a table. */
export async function factoryData(deps: CommandDeps, scope: DeviceScope | undefined): Promise<void> {
  const core = await deps.core.get();
  const meant = scope ?? {
    devices: devicesArg(await deps.nodesAtKeyboard()) ?? [],
    list: undefined,
    user: undefined,
    projectId: undefined,
  };
  const groups = devicesOfScope(core, meant);
  if (groups.length === 0) return;
  if (!(await agreedToCost(core, groups))) return;
  const rows: FactoryRow[] = [];
  for (const group of groups) rows.push(...(await read(core, group)));
  const report = documentText(rows, factoryMarkdown(rows, words()));
  await deps.showDocument('factory-data.md', report, { rendered: true });
  await offer(deps, rows, {
    csv: (bom) => factoryCsv(rows, { bom }),
    json: () => factoryJson(rows),
  });
}

/** From so many calls on it is said beforehand what reading costs. */
const saidFrom = 20;

async function agreedToCost(core: Core, groups: readonly ProjectDevices[]): Promise<boolean> {
  const calls = groups.reduce((sum, { projectId, deviceIds }) => {
    const unread = deviceIds.filter((deviceId) => !core.factory.get({ projectId, deviceId }));
    return sum + Math.ceil(unread.length / factoryBatchSize);
  }, 0);
  if (calls <= saidFrom) return true;
  return confirmed(
    vscode.l10n.t('Read the factory data of this many devices?'),
    vscode.l10n.t('It costs {0} calls: the cloud answers for twenty devices at a time.', numberText(calls)),
    vscode.l10n.t('Read'),
  );
}

async function read(core: Core, { projectId, deviceIds }: ProjectDevices): Promise<FactoryRow[]> {
  const client = await core.connections.client(projectId, { asker: 'person' });
  const title = vscode.l10n.t('Reading factory data…');
  const answers = await withCancellableProgress(title, (signal, tell) =>
    readFactoryInfos(client, deviceIds, {
      signal,
      known: (deviceId) => core.factory.get({ projectId, deviceId }),
      onProgress: (done, total) => tell(vscode.l10n.t('{0} of {1}', done, total)),
    }),
  );
  core.factory.put(
    projectId,
    answers.flatMap((answer) => (answer.state === 'answered' ? [answer.info] : [])),
  );
  return answers.map((answer) => {
    const name = core.devices.device({ projectId, deviceId: answer.id })?.value.name;
    return { answer, ...(name !== undefined && { name }) };
  });
}

/** The table, and above it the ids that the cloud said nothing about. */
function documentText(rows: readonly FactoryRow[], table: string): string {
  const silent = rows.filter(({ answer }) => answer.state === 'notAnswered').map(({ answer }) => answer.id);
  const answered = rows.filter(({ answer }) => answer.state === 'answered').length;
  const leftOut = silent.map((id) => markdownCellText(displayText(id))).join(', ');
  const parts = [
    `# ${vscode.l10n.t('Factory Data')}`,
    vscode.l10n.t('Answered: {0} of {1}.', answered, rows.length),
    ...(silent.length > 0 ? [vscode.l10n.t('The cloud left out: {0}', leftOut)] : []),
    table,
  ];
  return parts.join('\n\n');
}

interface Texts {
  csv(bom: boolean): string;
  json(): string;
}

async function offer(deps: CommandDeps, rows: readonly FactoryRow[], texts: Texts): Promise<void> {
  const copy = vscode.l10n.t('Copy as CSV');
  const csv = vscode.l10n.t('Save as CSV…');
  const json = vscode.l10n.t('Save as JSON…');
  const answered = rows.filter(({ answer }) => answer.state === 'answered').length;
  const text = vscode.l10n.t('Factory data: {0} of {1} answered', answered, rows.length);
  const chosen = await vscode.window.showInformationMessage(text, csv, json, copy);
  if (chosen === undefined) return;
  const target: Target = chosen === copy ? 'clipboard' : 'file';
  const delivery =
    chosen === json
      ? { text: texts.json(), fileName: 'factory-data.json' }
      : { text: texts.csv(target === 'file'), fileName: 'factory-data.csv' };
  await saveOrCopyText(delivery, target, deps.showDocument);
}

function words(): FactoryWords {
  return {
    columns: {
      id: vscode.l10n.t('ID'),
      name: vscode.l10n.t('Name'),
      uuid: vscode.l10n.t('UUID'),
      sn: vscode.l10n.t('Serial number'),
      mac: vscode.l10n.t('MAC'),
    },
    notAnswered: vscode.l10n.t('not answered'),
    notAsked: vscode.l10n.t('not asked'),
    failed: (problem) => {
      const told = describeProblem(problem);
      return sentences([told.what, referenceText(told)]);
    },
  };
}
