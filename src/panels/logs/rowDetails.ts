import { displayName, displayText } from '../../base/displayText.js';
import { isoTime } from '../../base/isoTime.js';
import { sentType } from '../../model/logs/rows/commandRow.js';
import type { LogRow } from '../../model/logs/rows/logTypes.js';
import type { OpenLog } from '../../model/logs/open/openLog.js';
import { decodeLogValue } from '../../model/logs/rows/logValue.js';
import type { PointModel } from '../../model/values/pointModel.js';
import type { LogPointDto, LogRowDetailsDto } from '../../protocol/logRows.js';
import { shownCode } from '../details/deviceParts.js';
import { commandDto, commandJson } from './commandDtos.js';
import { meaningDto } from '../details/meaningDto.js';
import { rangeText, typeName } from '../../platform/display/pointRange.js';
import { unreadField } from '../details/unreadFields.js';
import { decodedDto, fullLength, shortened } from '../details/valueDto.js';

/** Everything of one row. */
export function rowDetails(row: LogRow, log: OpenLog): LogRowDetailsDto {
  const { devices } = log;
  const { code, value, device: index, unread } = row;
  const decoded = decodeLogValue(value, code ?? '', devices.point(index, code ?? ''));
  const name = code === undefined ? undefined : devices.codeName(index, code);
  const device = devices.device(index);
  const point = pointDto(devices.point(index, code ?? '').model);
  const command = commandDto(log, row);
  const isOfCloud = row.type !== sentType;
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
    ...(isOfCloud && row.status !== undefined && { status: displayText(row.status) }),
    ...(isOfCloud && row.rowKey !== undefined && { rowKey: displayText(row.rowKey, 400) }),
    ...(command && { command }),
    ...(unread && { unread: Object.keys(unread).map((field) => unreadField(field, unread)) }),
    json: shortened(rowJson(row, log), fullLength),
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

/** The row as JSON: by the cloud's own field names, or what was sent from here. */
export function rowJson(row: LogRow, { devices, commands, session }: OpenLog): string {
  const deviceId = devices.idOf(row.device);
  const slot = session.table.slotOf(row.id);
  const link = slot === undefined || row.type !== sentType ? undefined : commands.of(slot);
  return link ? commandJson(link, row, deviceId) : wireJson(row, deviceId);
}

function wireJson(row: LogRow, deviceId: string): string {
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
