import * as z from 'zod';
import type { DataPoint, Device, FactoryInfo, OutletName } from '../results.js';
import {
  flag,
  isUsualFlag,
  isUsualId,
  isUsualOptionalId,
  isUsualOptionalNumber,
  isUsualText,
  msOfSeconds,
  numberOf,
  optionalId,
  optionalNumber,
  requiredId,
  text,
  textOf,
} from './fields.js';
import { kindOf, record, type ListPart, type Writable } from './record.js';

const dataPointSchema = z.object({ code: z.string(), value: z.unknown().optional(), type: text });

const deviceSchema = z.object({
  id: requiredId,
  name: text,
  uid: optionalId,
  local_key: text,
  category: optionalId,
  product_id: optionalId,
  product_name: text,
  sub: flag,
  uuid: optionalId,
  owner_id: optionalId,
  online: flag,
  status: z.array(dataPointSchema).nullish(),
  active_time: optionalNumber,
  create_time: optionalNumber,
  update_time: optionalNumber,
  biz_type: optionalNumber,
  icon: text,
  ip: text,
  time_zone: text,
  model: text,
  lat: optionalId,
  lon: optionalId,
  node_id: optionalId,
  gateway_id: optionalId,
});

/** Field by field, as the schema has them: a loop over names would take twenty times as long. */
function isUsualDevice(raw: { readonly [Name in keyof typeof deviceSchema.shape]?: unknown }): boolean {
  return (
    isUsualId(raw.id) &&
    isUsualText(raw.name) &&
    isUsualOptionalId(raw.uid) &&
    isUsualText(raw.local_key) &&
    isUsualOptionalId(raw.category) &&
    isUsualOptionalId(raw.product_id) &&
    isUsualText(raw.product_name) &&
    isUsualFlag(raw.sub) &&
    isUsualOptionalId(raw.uuid) &&
    isUsualOptionalId(raw.owner_id) &&
    isUsualFlag(raw.online) &&
    isUsualStatus(raw.status) &&
    isUsualOptionalNumber(raw.active_time) &&
    isUsualOptionalNumber(raw.create_time) &&
    isUsualOptionalNumber(raw.update_time) &&
    isUsualOptionalNumber(raw.biz_type) &&
    isUsualText(raw.icon) &&
    isUsualText(raw.ip) &&
    isUsualText(raw.time_zone) &&
    isUsualText(raw.model) &&
    isUsualOptionalId(raw.lat) &&
    isUsualOptionalId(raw.lon) &&
    isUsualOptionalId(raw.node_id) &&
    isUsualOptionalId(raw.gateway_id)
  );
}

function isUsualStatus(raw: unknown): boolean {
  if (raw === undefined || raw === null) return true;
  if (!Array.isArray(raw)) return false;
  for (const point of raw as readonly unknown[]) {
    if (typeof point !== 'object' || point === null || Array.isArray(point)) return false;
    const { code, type } = point as { readonly code?: unknown; readonly type?: unknown };
    if (typeof code !== 'string' || !isUsualText(type)) return false;
  }
  return true;
}

/** The device object of GET devices/{id}, users/{uid}/devices, devices and sub-devices. */
export const deviceReader = record(
  deviceSchema,
  { required: ['id'], lists: { status: statusPart }, isUsual: isUsualDevice },
  (wire, extra): Device => {
    const device: Writable<Device> = { id: String(wire.id), status: statusOf(wire.status), extra };
    const uid = textOf(wire.uid);
    const category = textOf(wire.category);
    const productId = textOf(wire.product_id);
    const uuid = textOf(wire.uuid);
    const ownerId = textOf(wire.owner_id);
    const activeTime = msOfSeconds(wire.active_time);
    const createTime = msOfSeconds(wire.create_time);
    const updateTime = msOfSeconds(wire.update_time);
    const bizType = numberOf(wire.biz_type);
    const lat = textOf(wire.lat);
    const lon = textOf(wire.lon);
    const nodeId = textOf(wire.node_id);
    const gatewayId = textOf(wire.gateway_id);
    if (wire.name) device.name = wire.name;
    if (uid !== undefined) device.uid = uid;
    if (wire.local_key) device.localKey = wire.local_key;
    if (category !== undefined) device.category = category;
    if (productId !== undefined) device.productId = productId;
    if (wire.product_name) device.productName = wire.product_name;
    if (typeof wire.sub === 'boolean') device.sub = wire.sub;
    if (uuid !== undefined) device.uuid = uuid;
    if (ownerId !== undefined) device.ownerId = ownerId;
    if (typeof wire.online === 'boolean') device.online = wire.online;
    if (activeTime !== undefined) device.activeTime = activeTime;
    if (createTime !== undefined) device.createTime = createTime;
    if (updateTime !== undefined) device.updateTime = updateTime;
    if (bizType !== undefined) device.bizType = bizType;
    if (wire.icon) device.icon = wire.icon;
    if (wire.ip) device.ip = wire.ip;
    if (wire.time_zone) device.timeZone = wire.time_zone;
    if (wire.model) device.model = wire.model;
    if (lat !== undefined) device.lat = lat;
    if (lon !== undefined) device.lon = lon;
    if (nodeId !== undefined) device.nodeId = nodeId;
    if (gatewayId !== undefined) device.gatewayId = gatewayId;
    return device;
  },
);

const factoryInfoSchema = z.object({ id: requiredId, uuid: optionalId, sn: optionalId, mac: text });

export const factoryInfoReader = record(
  factoryInfoSchema,
  { required: ['id'] },
  (wire, extra): FactoryInfo => {
    const info: Writable<FactoryInfo> = { id: String(wire.id), extra };
    const uuid = textOf(wire.uuid);
    const sn = textOf(wire.sn);
    if (uuid !== undefined) info.uuid = uuid;
    if (sn !== undefined) info.sn = sn;
    if (wire.mac) info.mac = wire.mac;
    return info;
  },
);

/** A channel that nobody has named yet has an empty name. */
export const outletNameReader = record(
  z.object({ identifier: z.union([z.string(), z.number()]), name: text }),
  { required: ['identifier'] },
  (wire): OutletName => ({ identifier: String(wire.identifier), name: wire.name ?? '' }),
);

type WireDataPoint = z.infer<typeof dataPointSchema>;

function statusOf(status: readonly WireDataPoint[] | null | undefined): readonly DataPoint[] {
  return (status ?? []).map(({ code, value, type }) =>
    typeof type === 'string' ? { code, value, type } : { code, value },
  );
}

/** Data points one by one: a list of them, or an object of values by code as some clouds send it. */
function statusPart(raw: unknown): ListPart | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined;
  if (!Array.isArray(raw))
    return { entries: Object.entries(raw).map(([code, value]) => ({ code, value })), unread: [] };
  const entries: unknown[] = [];
  const unread: ListPart['unread'][number][] = [];
  for (const [index, point] of (raw as readonly unknown[]).entries()) {
    const given: Partial<Record<'code' | 'value' | 'type', unknown>> =
      typeof point === 'object' && point !== null ? point : {};
    const code = typeof given.code === 'number' ? String(given.code) : given.code;
    if (typeof code === 'string' && code !== '') {
      const type = typeof given.type === 'number' ? String(given.type) : given.type;
      entries.push({ code, value: given.value, ...(typeof type === 'string' && { type }) });
      if (typeof type === 'string' || type === undefined || type === null) continue;
      const typeAt = `[${index}].type`;
      unread.push({ field: typeAt, at: typeAt, raw: type, problem: `can't be ${kindOf(type)}` });
      continue;
    }
    const isPoint = given === point;
    const wrong = isPoint ? `has a code that can't be ${kindOf(code)}` : `can't be ${kindOf(point)}`;
    const problem = isPoint && code === undefined ? 'has no code' : wrong;
    const at = `[${index}]`;
    unread.push({ field: at, at, raw: point, problem });
  }
  return { entries, unread };
}
