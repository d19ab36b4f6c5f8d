import type { Core } from '../../app/core.js';
import type { DeviceRef } from '../../model/projects/project.js';
import { DeviceNode } from './deviceNode.js';
import { GroupNode } from './groupNode.js';
import { ListNode } from './listNode.js';
import { UnownedNode, UserNode } from './ownerNode.js';
import { RangeNode } from './rangeNode.js';
import type { TreeNode } from './treeNode.js';

/**
 * The row of a device, found by going down only where it can stand: its user, its gateway, ranges. Kept lists are no
 * place of their own.
 */
export async function findDeviceNode(
  core: Core,
  from: TreeNode,
  ref: DeviceRef,
  childrenOf: (node: TreeNode) => Promise<TreeNode[]>,
): Promise<DeviceNode | undefined> {
  const uid = core.devices.device(ref)?.value.uid;
  const gateway = core.devices.gatewayOf(ref);
  const mayHold = (node: TreeNode): boolean => {
    if (node instanceof ListNode) return false;
    if (node instanceof DeviceNode) return node.deviceId === gateway;
    // Of a long list one range is made: rows that nobody asked for are no use, and would be very many.
    if (node instanceof RangeNode) return node.mayHold([ref.deviceId, gateway]);
    if (node instanceof GroupNode) return node.holds(ref.deviceId);
    if (node instanceof UserNode) return uid === undefined || node.uid === uid;
    return !(node instanceof UnownedNode) || !uid;
  };
  const children = await childrenOf(from);
  const found = children.find((node) => node instanceof DeviceNode && node.deviceId === ref.deviceId);
  if (found instanceof DeviceNode) return found;
  for (const child of children.filter(mayHold)) {
    const below = await findDeviceNode(core, child, ref, childrenOf);
    if (below) return below;
  }
  return undefined;
}
