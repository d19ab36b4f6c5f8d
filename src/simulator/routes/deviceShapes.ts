import type { Blueprint } from '../fleet/fleet.js';
import type { World } from '../world/world.js';

/** A device as the detail call and both lists show it. Times are epoch seconds. */
export function deviceRecord(world: World, device: Blueprint, now: number): Record<string, unknown> {
  const { online, status, updateTime } = world.read(device, now);
  const person = world.fleet.person(device.owner);
  const isSub = device.product.kind === 'zigbee';
  return {
    active_time: device.activeTime,
    biz_type: device.bizType,
    category: device.product.category,
    create_time: device.createTime,
    icon: device.product.icon,
    id: device.id,
    ip: device.ip,
    lat: isSub ? '' : person.lat,
    local_key: device.localKey,
    lon: isSub ? '' : person.lon,
    model: device.product.model,
    name: world.nameOf(device),
    ...(isSub ? { node_id: device.uuid } : {}),
    online,
    owner_id: device.ownerId,
    product_id: device.productId,
    product_name: device.product.name,
    status,
    sub: isSub,
    time_zone: person.timeZone,
    uid: world.fleet.uidOf(device.owner),
    update_time: updateTime,
    uuid: device.uuid,
  };
}

/** A device as the calls of IoT Core show it: with its gateway, and without its status. */
export function iotDeviceRecord(world: World, device: Blueprint, now: number): Record<string, unknown> {
  const { status: _status, biz_type: _bizType, ...record } = deviceRecord(world, device, now);
  const sn = world.fleet.serialOf(device);
  return {
    ...record,
    ...(sn === undefined ? {} : { sn }),
    asset_id: device.ownerId,
    gateway_id: device.gateway === undefined ? '' : world.fleet.idOf(device.gateway),
  };
}

/** A device as the list of a gateway's sub-devices shows it. */
export function subDeviceRecord(world: World, device: Blueprint, now: number): Record<string, unknown> {
  const { online, updateTime } = world.read(device, now);
  return {
    active_time: device.activeTime,
    category: device.product.category,
    icon: device.product.icon,
    id: device.id,
    name: world.nameOf(device),
    node_id: device.uuid,
    online,
    owner_id: device.ownerId,
    product_id: device.productId,
    update_time: updateTime,
  };
}
