import { withoutSecrets } from '../../base/secretNames.js';
import type { ExportedDevice, ExportOptions } from './exportedDevice.js';
import { exportedPoint } from './exportedPoint.js';

/**
 * A device as the API names it: the fields of `GET /v1.0/devices/{device_id}` with their wire names and units (times in
 * seconds), and what factory data, gateway and product add. Without keys, `local_key` and what looks like one is left out.
 */
export function deviceRecord(
  { device, factory, gatewayId, points }: ExportedDevice,
  { withKeys }: ExportOptions,
): Record<string, unknown> {
  const known: Record<string, unknown> = {
    id: device.id,
    name: device.name,
    uid: device.uid,
    local_key: withKeys ? device.localKey : undefined,
    category: device.category,
    product_id: device.productId,
    product_name: device.productName,
    model: device.model,
    sub: device.sub,
    gateway_id: gatewayId ?? device.gatewayId,
    node_id: device.nodeId,
    uuid: device.uuid ?? factory?.uuid,
    mac: factory?.mac,
    sn: factory?.sn,
    owner_id: device.ownerId,
    online: device.online,
    ip: device.ip,
    lat: device.lat,
    lon: device.lon,
    time_zone: device.timeZone,
    active_time: seconds(device.activeTime),
    create_time: seconds(device.createTime),
    update_time: seconds(device.updateTime),
    biz_type: device.bizType,
    icon: device.icon,
    status: device.status.map((point) => exportedPoint(point, points?.get(point.code))),
  };
  const extra = withKeys ? device.extra : withoutSecrets(device.extra);
  // A field that couldn't be read has its raw value among the unlisted ones.
  const given = Object.entries(known).filter(([, value]) => value !== undefined);
  return { ...(extra as Record<string, unknown>), ...Object.fromEntries(given) };
}

function seconds(ms: number | undefined): number | undefined {
  return ms === undefined ? undefined : Math.floor(ms / 1000);
}
