import { iconUrl } from '../../tuya/api/iconUrl.js';
import type { ExportedDevice, ExportOptions } from './exportedDevice.js';
import { tinytuyaMapping, type TinytuyaMapping } from './tinytuyaMapping.js';

/**
 * One entry of tinytuya's `devices.json`, with the fields and in the order its wizard writes them (Cloud.filter_devices
 * and wizard.py). `ip` and `version`, which it finds on the local network, aren't here: the cloud's `ip` is the address of
 * the router.
 */
export interface TinytuyaDevice {
  readonly name: string;
  readonly id: string;
  /** The local key; '' where there is none, or it wasn't asked for. */
  readonly key: string;
  readonly mac: string;
  readonly uuid?: string;
  readonly sn?: string;
  readonly category?: string;
  readonly product_name?: string;
  readonly product_id?: string;
  readonly biz_type?: number;
  readonly model?: string;
  readonly sub?: boolean;
  /** A full address. */
  readonly icon?: string;
  /** Only where the product's model is known. */
  readonly mapping?: TinytuyaMapping;
  readonly node_id?: string;
  /** Only on sub-devices: the gateway's id; '' where it isn't known. */
  readonly parent?: string;
}

export function tinytuyaDevice(
  { device, factory, gatewayId, points }: ExportedDevice,
  endpoint: string,
  { withKeys }: ExportOptions,
): TinytuyaDevice {
  const parent = gatewayId ?? device.gatewayId;
  const entry = {
    name: (device.name ?? '').trim(),
    id: device.id,
    key: withKeys ? (device.localKey ?? '') : '',
    mac: factory?.mac ?? '',
    uuid: factory?.uuid ?? device.uuid,
    sn: factory?.sn,
    category: device.category,
    product_name: device.productName,
    product_id: device.productId,
    biz_type: device.bizType,
    model: device.model,
    sub: device.sub,
    icon: iconUrl(endpoint, device.icon),
    mapping: points && points.size > 0 ? tinytuyaMapping(points.values()) : undefined,
    node_id: device.nodeId,
    parent: parent ? parent : device.sub ? '' : undefined,
  };
  return Object.fromEntries(
    Object.entries(entry).filter(([, value]) => value !== undefined),
  ) as unknown as TinytuyaDevice;
}
