import * as vscode from 'vscode';
import { displayName, markdownText } from '../../base/displayText.js';
import type { Core } from '../../app/core.js';
import type { DeviceRef } from '../../model/projects/project.js';
import type { PointSite } from '../../model/source/pointSite.js';
import type { PointModel } from '../../model/values/pointModel.js';
import { commandIds, type CommandId } from '../../platform/commands/commands.js';
import { rangeText, typeName } from '../../platform/display/pointRange.js';
import { liveValue } from './liveValue.js';
import type { SourceProduct } from './sourceProducts.js';

const devicesShown = 3;

/** Markdown that runs nothing but these commands, on whatever a cloud or a file has written into it. */
function trusted(): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  const enabledCommands: readonly CommandId[] = [
    commandIds.openDetails,
    commandIds.openLogs,
    commandIds.sendDataPoint,
    commandIds.openProduct,
    commandIds.linkSource,
  ];
  text.isTrusted = { enabledCommands };
  return text;
}

/** What a data point in source is: its name, type and range, the values that devices here have of it. */
export function pointHover(
  core: Core,
  site: PointSite,
  dpId: number | undefined,
  product: SourceProduct,
  point: PointModel | undefined,
): vscode.MarkdownString {
  const text = trusted();
  text.appendMarkdown(headOf(site, dpId, point));
  if (point) {
    const facts = [typeName(point.type, undefined), rangeText(point), accessText(point)].flatMap((fact) =>
      fact === undefined ? [] : [markdownText(fact, 300)],
    );
    if (facts.length > 0) text.appendMarkdown(`\n\n${facts.join(' · ')}`);
    text.appendMarkdown(valuesText(core, point, product));
  } else {
    const why = product.points
      ? vscode.l10n.t('The product’s model has no such data point.')
      : vscode.l10n.t('The product’s model isn’t known here yet.');
    text.appendMarkdown(`\n\n${markdownText(why)}`);
  }
  text.appendMarkdown(`\n\n${linksText(product)}`);
  return text;
}

/** Of a data point whose product nobody knows. */
export function unlinkedHover(site: PointSite, dpId: number | undefined): vscode.MarkdownString {
  const text = trusted();
  text.appendMarkdown(headOf(site, dpId, undefined));
  text.appendMarkdown(`\n\n${markdownText(vscode.l10n.t('It isn’t known which product this file is for.'))}`);
  text.appendMarkdown(`\n\n${link(commandIds.linkSource, undefined, vscode.l10n.t('Link to Product…'))}`);
  return text;
}

function headOf({ macro }: PointSite, dpId: number | undefined, point: PointModel | undefined): string {
  const name = point?.name === undefined ? '' : displayName(point.name, '');
  const number = dpId ?? point?.dpId;
  const parts = [
    ...(name === '' ? [] : [`**${markdownText(name)}**`]),
    ...(point ? [`\`${displayName(point.code, '').replaceAll('`', '')}\``] : []),
    ...(number === undefined ? [] : [vscode.l10n.t('DP {0}', number)]),
  ];
  return parts.length > 0 ? parts.join(' · ') : `\`${macro ?? ''}\``;
}

function accessText({ access }: PointModel): string | undefined {
  if (access === 'ro') return vscode.l10n.t('report only');
  if (access === 'wr') return vscode.l10n.t('send only');
  return access === 'rw' ? vscode.l10n.t('send and report') : undefined;
}

function valuesText(core: Core, point: PointModel, { devices }: SourceProduct): string {
  const shown = devices.some.slice(0, devicesShown);
  const lines = shown.map((ref) => `- ${valueLine(core, ref, point)}`);
  const more = devices.count - shown.length;
  if (more > 0)
    lines.push(
      `- ${more === 1 ? vscode.l10n.t('and 1 more device') : vscode.l10n.t('and {0} more devices', more)}`,
    );
  return lines.length > 0 ? `\n\n${lines.join('\n')}` : '';
}

function valueLine(core: Core, ref: DeviceRef, point: PointModel): string {
  const known = core.devices.device(ref);
  const name = link(commandIds.openDetails, ref, displayName(known?.value.name, ref.deviceId));
  const live = liveValue(core, ref, point);
  const value = live
    ? `\`${live.text.replaceAll('`', '')}\` · ${markdownText(live.read)}`
    : markdownText(vscode.l10n.t('not read yet'));
  return [
    `${name}: ${value}`,
    link(commandIds.openLogs, ref, vscode.l10n.t('Log')),
    ...(point.access === 'ro' ? [] : [link(commandIds.sendDataPoint, ref, vscode.l10n.t('Send…'))]),
  ].join(' · ');
}

function linksText({ productId, projectId, name, file, known }: SourceProduct): string {
  const product = displayName(name, productId);
  const from =
    file === undefined
      ? vscode.l10n.t('Product ‘{0}’', product)
      : vscode.l10n.t('Product ‘{0}’, by {1}', product, file);
  const isRead = known?.reading.state === 'read';
  return [
    markdownText(from, 300),
    ...(projectId === undefined
      ? []
      : [
          link(
            commandIds.openProduct,
            { projectId, productId },
            isRead ? vscode.l10n.t('Open Product') : vscode.l10n.t('Read the model (1 or 2 calls)'),
          ),
        ]),
    link(commandIds.linkSource, undefined, vscode.l10n.t('Link to Product…')),
  ].join(' · ');
}

function link(command: CommandId, arg: object | undefined, label: string): string {
  const query = arg === undefined ? '' : `?${encodeURIComponent(JSON.stringify([arg]))}`;
  // What Markdown reads as the end of an address.
  const address = `command:${command}${query}`.replace(/[()]/gu, (each) => (each === '(' ? '%28' : '%29'));
  return `[${markdownText(label)}](${address})`;
}
