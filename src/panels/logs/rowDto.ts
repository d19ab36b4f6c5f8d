import { displayText } from '../../base/displayText.js';
import type { LogRow } from '../../model/logs/rows/logTypes.js';
import type { LogDevices } from '../../model/logs/open/logDevices.js';
import { decodeLogValue, type KnownPoint } from '../../model/logs/rows/logValue.js';
import type { LogItem } from '../../model/logs/view/logView.js';
import type { LogCommandDto, LogRowDto, LogValueDto } from '../../protocol/logRows.js';
import type { DecodedValue } from '../../model/values/decodedValue.js';
import { shownText } from '../../model/values/shownText.js';
import { visible } from '../../protocol/text.js';
import { meaningDto } from '../details/meaningDto.js';
import { shownCode } from '../details/deviceParts.js';

/** A cell shows one line of so many characters; the row's details show the rest. */
const cellLength = 200;
/** A longer value isn't taken apart for a cell: a window has hundreds of them. */
const decodedLength = 4096;

/**
 * A row as a line of the grid shows it.
 * @param command what it has to do with something that was sent
 */
export function rowDto(
  item: LogItem & { readonly kind: 'row' },
  devices: LogDevices,
  command?: LogCommandDto,
): LogRowDto {
  const { row, index, matches, previousTime, rule } = item;
  const { code } = row;
  const known = devices.point(row.device, code ?? '');
  const name = code === undefined ? undefined : devices.codeName(row.device, code);
  const dpId = code === undefined ? undefined : known.model?.dpId;
  return {
    kind: 'row',
    index,
    id: row.id,
    time: row.time,
    device: row.device,
    type: row.type,
    ...(row.from !== undefined && { from: row.from.slice(0, 20) }),
    ...(code !== undefined && { code: shownCode(code) }),
    ...(name !== undefined && { name: displayText(name) }),
    ...(dpId !== undefined && { dpId }),
    value: cellValue(row, known),
    ...(previousTime !== undefined && { delta: row.time - previousTime }),
    matches,
    ...(rule !== undefined && { rule }),
    ...(command && { command }),
  };
}

function cellValue({ code = '', value }: LogRow, known: KnownPoint): LogValueDto {
  if (value !== undefined && value.length > decodedLength) return longValue(value, code, known);
  const decoded = decodeLogValue(value, code, known);
  const { raw } = decoded;
  const { isOutside } = decoded;
  const shown = cellShown(decoded);
  const whole = {
    text: oneLine(raw),
    truncated: raw.length > cellLength,
    ...(shown && { shown }),
    ...(isOutside && { isOutside }),
  };
  switch (decoded.kind) {
    case 'empty':
      return { kind: 'none', ...whole };
    case 'json':
      return { kind: 'json', ...whole, size: Object.keys(decoded.value).length };
    case 'binary':
      return { kind: 'binary', ...whole, ...(shown && { shown }), size: decoded.bytes.length };
    case 'boolean':
    case 'number':
    case 'text':
      return { kind: decoded.kind, ...whole };
  }
}

/** Bytes that mean nothing else are shown as hex. */
function cellShown(decoded: DecodedValue): LogValueDto['shown'] {
  return meaningDto(decoded).shown ?? (decoded.kind === 'binary' ? { text: shownText(decoded) } : undefined);
}

/** By its ends alone. */
function longValue(value: string, code: string, known: KnownPoint): LogValueDto {
  const whole = { text: oneLine(value), truncated: true };
  if (/^\s*[[{]/.test(value.slice(0, cellLength)) && /[\]}]\s*$/.test(value.slice(-cellLength)))
    return { kind: 'json', ...whole };
  const start = decodeLogValue(value.slice(0, decodedLength), code, known);
  if (start.kind !== 'binary' || value.length % 4 !== 0) return { kind: 'text', ...whole };
  const shown = cellShown(start);
  const padding = value.endsWith('==') ? 2 : value.endsWith('=') ? 1 : 0;
  return { kind: 'binary', ...whole, ...(shown && { shown }), size: (value.length / 4) * 3 - padding };
}

function oneLine(text: string): string {
  return visible(text.slice(0, cellLength)).replace(/[\n\t]+/g, ' ');
}
