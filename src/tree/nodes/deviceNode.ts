import * as vscode from 'vscode';
import type { Asker } from '../../base/asking.js';
import { displayName, displayText, markdownText } from '../../base/displayText.js';
import type { Place } from '../../model/fleet/fleetViews.js';
import type { DeviceRef, Known } from '../../model/projects/project.js';
import { commandIds } from '../../platform/commands/commands.js';
import { categoryName } from '../../platform/display/categoryNames.js';
import type { Device } from '../../tuya/results.js';
import { deviceIcon } from './deviceIcon.js';
import { TreeNode, type TreeParts } from './treeNode.js';
import { noteNodes } from './noteNode.js';
import { spread } from './rangeNode.js';

/** Gateways with at most so many sub-devices are open from the start. */
const openUpTo = 10;

/** A device; a gateway has its sub-devices below it. */
export class DeviceNode extends TreeNode implements DeviceRef {
  private initialState: vscode.TreeItemCollapsibleState | undefined;

  constructor(
    id: string,
    parent: TreeNode,
    readonly projectId: string,
    readonly deviceId: string,
    private readonly parts: TreeParts,
    /** A row of a kept list: what stands below a gateway is in the list itself, or isn't meant. */
    private readonly isLeaf = false,
  ) {
    super(id, parent);
  }

  /** What refreshing this node reads again. */
  get place(): Place {
    const { projectId, deviceId } = this;
    return { kind: this.isGateway ? 'gateway' : 'device', projectId, deviceId };
  }

  item(): vscode.TreeItem {
    const { device } = this;
    const name = displayName(device?.name, this.deviceId);
    const product = productOf(device, name);
    const online = onlineWord(device?.online);
    const item = new vscode.TreeItem(name, this.collapsibleState());
    item.id = this.id;
    const doubt = this.isInDoubt ? vscode.l10n.t('change not confirmed, checking again') : '';
    // Whether it is online is what the icon says, by its shape and colour; the tooltip and the screen reader have the word.
    item.description = [product, doubt].filter((part) => part !== '').join(' · ');
    item.iconPath = deviceIcon(device?.category, device?.online);
    item.contextValue = this.contextValue();
    item.accessibilityInformation = {
      label: [name, online, product, this.kindWord(), doubt].filter((part) => part !== '').join(', '),
      role: 'treeitem',
    };
    // Of a gateway too: its arrow is what folds it.
    item.command = {
      command: commandIds.openDetails,
      title: vscode.l10n.t('Open Details'),
      arguments: [this],
    };
    return item;
  }

  /** Everything that the row shows; where it is the same, the row needs no redraw. */
  get signature(): string {
    const { name, productName, category, online } = this.device ?? {};
    const { isInDoubt, subDeviceCount } = this;
    return JSON.stringify([
      name,
      productName,
      category,
      online,
      this.contextValue(),
      subDeviceCount,
      isInDoubt,
    ]);
  }

  /** What decides where it stands among its neighbours. */
  get orderKey(): string {
    return this.parts.core.arranged.orderKey(this);
  }

  override async children(asker: Asker): Promise<TreeNode[]> {
    if (!this.isGateway || this.isLeaf) return [];
    const place = { kind: 'gateway', projectId: this.projectId, deviceId: this.deviceId } as const;
    await this.parts.load(place, asker);
    if (!this.isGateway) return [];
    const { devices, notes } = this.parts.core.fleet.of(this.projectId).subDevicesOf(this.deviceId);
    const noteRows = noteNodes(this.parts, this, notes, place);
    const inOrder = await this.parts.core.arranged.sorted(this.projectId, devices);
    return [...noteRows, ...spread(this.parts, this, inOrder, noteRows.length, deviceRows(this.parts, this))];
  }

  override tooltip(): vscode.MarkdownString {
    const { known } = this;
    const { name, category, productName, ip, updateTime, online } = known?.value ?? {};
    const row = (label: string, value: string | undefined): string =>
      value ? `\n- ${label}: ${markdownText(value)}` : '';
    const text = new vscode.MarkdownString(`**${markdownText(displayName(name, this.deviceId))}**\n`);
    text.appendMarkdown(row(vscode.l10n.t('State'), onlineWord(online)));
    text.appendMarkdown(row(vscode.l10n.t('ID'), this.deviceId));
    text.appendMarkdown(row(vscode.l10n.t('Product'), productName));
    text.appendMarkdown(row(vscode.l10n.t('Category'), categoryWithCode(category)));
    text.appendMarkdown(row(vscode.l10n.t('IP address'), ip));
    text.appendMarkdown(
      row(vscode.l10n.t('Updated'), updateTime === undefined ? undefined : this.parts.time(updateTime)),
    );
    if (known) text.appendMarkdown(row(vscode.l10n.t('Read'), this.parts.time(known.at)));
    return text;
  }

  private get known(): Known<Device> | undefined {
    return this.parts.core.devices.device(this);
  }

  private get device(): Device | undefined {
    return this.known?.value;
  }

  private get isGateway(): boolean {
    const { projects, devices } = this.parts.core;
    // VS Code may still ask about a row whose project has just been removed.
    return projects.get(this.projectId) !== undefined && devices.isGateway(this);
  }

  /** A change to it is being looked for. */
  private get isInDoubt(): boolean {
    const doubts = this.parts.core.actions.doubts.of(this);
    return doubts.some(({ result }) => result.outcome === 'unknown' && result.later !== undefined);
  }

  private get isSub(): boolean {
    if (this.parts.core.devices.gatewayOf(this) !== undefined) return true;
    return this.device?.sub === true && !this.isGateway;
  }

  private get subDeviceCount(): number {
    return this.parts.core.devices.subDevicesOf(this)?.length ?? 0;
  }

  /** VS Code remembers what a person opened and closed; this is only how a row begins. */
  private collapsibleState(): vscode.TreeItemCollapsibleState {
    const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;
    if (!this.isGateway || this.isLeaf) return None;
    const { subDeviceCount } = this;
    return (this.initialState ??= subDeviceCount > 0 && subDeviceCount <= openUpTo ? Expanded : Collapsed);
  }

  private contextValue(): string {
    const { online } = this.device ?? {};
    const state = online === undefined ? 'unknown' : online ? 'online' : 'offline';
    const isProtected = this.parts.core.projects.get(this.projectId)?.isProtected === true;
    return [
      'device',
      state,
      this.isGateway ? 'gateway' : '',
      this.isSub ? 'sub' : '',
      isProtected ? 'protected' : '',
    ]
      .filter((fact) => fact)
      .join('.');
  }

  private kindWord(): string {
    const { subDeviceCount } = this;
    if (this.isGateway && subDeviceCount > 0)
      return vscode.l10n.t('gateway, sub-devices: {0}', subDeviceCount);
    if (this.isGateway) return vscode.l10n.t('gateway');
    return this.isSub ? vscode.l10n.t('sub-device') : vscode.l10n.t('device');
  }
}

/** Makes rows of devices whose ids start with the owner's, whichever range they are shown in. */
export function deviceRows(
  parts: TreeParts,
  owner: TreeNode & { readonly projectId: string },
  { areLeaves = false } = {},
) {
  return (deviceId: string, parent: TreeNode): DeviceNode => {
    const id = `${owner.id}/device/${deviceId}`;
    return parts.node(id, () => new DeviceNode(id, parent, owner.projectId, deviceId, parts, areLeaves));
  };
}

/** The product, unless it says no more than the name. */
function productOf(device: Device | undefined, name: string): string {
  const product = displayName(device?.productName, categoryName(device?.category));
  return product === name ? '' : product;
}

/** The word for who reads, the code for who programs. */
function categoryWithCode(category: string | undefined): string {
  const name = categoryName(category);
  return category === undefined || name === displayText(category) ? name : `${name} (${category})`;
}

function onlineWord(online: boolean | undefined): string {
  if (online === undefined) return vscode.l10n.t('state unknown');
  return online ? vscode.l10n.t('online') : vscode.l10n.t('offline');
}
