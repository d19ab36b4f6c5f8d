import { z } from 'zod';
import type { DataPoint, Device, FactoryInfo, OutletName } from '../results.js';
import { flag, number, optionalId, requiredId, requiredText, seconds, text } from './fields.js';
import { noExtra, record } from './record.js';

interface WireDataPoint {
  readonly code: string;
  readonly value?: unknown;
  readonly type?: string | null | undefined;
}

const statusSchema = z
  .array(z.object({ code: z.string(), value: z.unknown().optional(), type: z.string().nullish() }))
  .nullish();

/** The device object of GET devices/{id}, users/{uid}/devices, devices and sub-devices. */
export const deviceReader = record<Device>(
  {
    id: requiredId('id'),
    name: text('name'),
    uid: optionalId('uid'),
    local_key: text('localKey'),
    category: optionalId('category'),
    product_id: optionalId('productId'),
    product_name: text('productName'),
    sub: flag('sub'),
    uuid: optionalId('uuid'),
    owner_id: optionalId('ownerId'),
    online: flag('online'),
    status: {
      to: 'status',
      schema: statusSchema,
      read: (value) => (value as WireDataPoint[]).map(toDataPoint),
    },
    active_time: seconds('activeTime'),
    create_time: seconds('createTime'),
    update_time: seconds('updateTime'),
    biz_type: number('bizType'),
    icon: text('icon'),
    ip: text('ip'),
    time_zone: text('timeZone'),
    model: text('model'),
    lat: optionalId('lat'),
    lon: optionalId('lon'),
    node_id: optionalId('nodeId'),
    gateway_id: optionalId('gatewayId'),
  },
  { status: [], extra: noExtra },
);

export const factoryInfoReader = record<FactoryInfo>(
  { id: requiredId('id'), uuid: optionalId('uuid'), sn: optionalId('sn'), mac: text('mac') },
  { extra: noExtra },
);

export const outletNameReader = record<OutletName>({
  identifier: requiredText('identifier'),
  name: requiredText('name'),
});

function toDataPoint({ code, value, type }: WireDataPoint): DataPoint {
  return typeof type === 'string' ? { code, value, type } : { code, value };
}
