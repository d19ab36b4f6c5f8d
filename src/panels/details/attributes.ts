import type { Device } from '../../tuya/results.js';
import type { AttributeDto, AttributeGroupKey } from '../../protocol/details.js';

type DeviceField = Exclude<keyof Device, 'status' | 'extra'>;

/** One attribute of the device tables: its name on the wire, ours, and how it reads. */
export interface AttributeRow {
  readonly wireName: string;
  readonly field: DeviceField;
  readonly kind: Exclude<AttributeDto['kind'], 'absent'>;
}

/** All attributes that Tuya's device tables list or its answers are known to hold, in reading order. */
export const attributeGroups: readonly {
  readonly key: AttributeGroupKey;
  readonly rows: readonly AttributeRow[];
}[] = [
  {
    key: 'identity',
    rows: [
      { wireName: 'id', field: 'id', kind: 'code' },
      { wireName: 'name', field: 'name', kind: 'text' },
      { wireName: 'uuid', field: 'uuid', kind: 'code' },
      { wireName: 'local_key', field: 'localKey', kind: 'secret' },
      { wireName: 'uid', field: 'uid', kind: 'code' },
      { wireName: 'owner_id', field: 'ownerId', kind: 'code' },
      { wireName: 'sub', field: 'sub', kind: 'flag' },
      { wireName: 'gateway_id', field: 'gatewayId', kind: 'device' },
      { wireName: 'node_id', field: 'nodeId', kind: 'code' },
    ],
  },
  {
    key: 'product',
    rows: [
      { wireName: 'product_name', field: 'productName', kind: 'text' },
      { wireName: 'product_id', field: 'productId', kind: 'code' },
      { wireName: 'category', field: 'category', kind: 'code' },
      { wireName: 'model', field: 'model', kind: 'text' },
      { wireName: 'biz_type', field: 'bizType', kind: 'code' },
      { wireName: 'icon', field: 'icon', kind: 'code' },
    ],
  },
  {
    key: 'place',
    rows: [
      { wireName: 'online', field: 'online', kind: 'flag' },
      { wireName: 'ip', field: 'ip', kind: 'code' },
      { wireName: 'time_zone', field: 'timeZone', kind: 'code' },
      { wireName: 'lat', field: 'lat', kind: 'code' },
      { wireName: 'lon', field: 'lon', kind: 'code' },
    ],
  },
  {
    key: 'times',
    rows: [
      { wireName: 'active_time', field: 'activeTime', kind: 'time' },
      { wireName: 'create_time', field: 'createTime', kind: 'time' },
      { wireName: 'update_time', field: 'updateTime', kind: 'time' },
    ],
  },
];
