import { displayName, displayText } from '../../base/displayText.js';
import { isoTime } from '../../base/isoTime.js';
import type { LogRow } from '../../model/logs/rows/logTypes.js';
import type { OpenLog } from '../../model/logs/open/openLog.js';
import { decodeLogValue } from '../../model/logs/rows/logValue.js';
import type { PointModel } from '../../model/values/pointModel.js';
import type { LogPointDto, LogRowDetailsDto } from '../../protocol/logRows.js';
import { shownCode } from '../details/deviceParts.js';
import { meaningDto } from '../details/meaningDto.js';
import { rangeText, typeName } from '../../platform/display/pointRange.js';
import { unreadField } from '../details/unreadFields.js';
import { decodedDto, fullLength, shortened } from '../details/valueDto.js';

/** Everything of one row. */
export function rowDetails(row: LogRow, { devices }: OpenLog): LogRowDetailsDto {
  const { code, value, device: index, unread } = row;
  const decoded = decodeLogValue(value, code ?? '', devices.point(index, code ?? ''));
  const name = code === undefined ? undefined : devices.codeName(index, code);
  const device = devices.device(index);
  const point = pointDto(devices.point(index, code ?? '').model);
  const more = decodedDto(decoded, fullLength);
  return {
    id: row.id,
    device: displayName(device?.name, devices.idOf(index)),
    deviceId: displayText(devices.idOf(index)),
    time: row.time,
    iso: isoTime(row.time) ?? '',
    ...(device?.timeZone && { zone: displayText(device.timeZone, 40) }),
    type: row.type,
    ...(row.from !== undefined && { from: row.from.slice(0, 20) }),
    ...(code !== undefined && { code: shownCode(code) }),
    ...(name !== undefined && { name: displayText(name) }),
    ...(point && { point }),
    kind: decoded.kind === 'empty' ? 'none' : decoded.kind,
    ...(value !== undefined && { raw: shortened(value, fullLength) }),
    ...meaningDto(decoded),
    ...(more && { decoded: more }),
    ...(row.status !== undefined && { status: displayText(row.status) }),
    ...(row.rowKey !== undefined && { rowKey: displayText(row.rowKey, 400) }),
    ...(unread && { unread: Object.keys(unread).map((field) => unreadField(field, unread)) }),
    json: shortened(wireJson(row, devices.idOf(index)), fullLength),
  };
}

function pointDto(model: PointModel | undefined): LogPointDto | undefined {
  if (!model) return undefined;
  const { dpId, access } = model;
  const [type, range] = [typeName(model.type, undefined), rangeText(model)];
  return {
    ...(dpId !== undefined && { dpId }),
    ...(access && { access }),
    ...(type !== undefined && { type }),
    ...(range !== undefined && { range }),
  };
}

/** The row by the cloud's own field names. */
export function wireJson(row: LogRow, deviceId: string): string {
  const { code, value, time, from, type, status, rowKey } = row;
  return JSON.stringify(
    {
      device_id: deviceId,
      ...(code !== undefined && { code }),
      ...(value !== undefined && { value }),
      event_time: time,
      ...(from !== undefined && { event_from: from }),
      event_id: type,
      ...(status !== undefined && { status }),
      ...(rowKey !== undefined && { row: rowKey }),
    },
    undefined,
    2,
  );
}
