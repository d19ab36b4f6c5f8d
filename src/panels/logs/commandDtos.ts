import * as vscode from 'vscode';
import type { CommandLink } from '../../model/logs/open/commandLinks.js';
import type { OpenLog } from '../../model/logs/open/openLog.js';
import type { LogRow } from '../../model/logs/rows/logTypes.js';
import { reportOf } from '../../model/sending/sentCommand.js';
import { numberText } from '../../platform/display/numbers.js';
import { sentences } from '../../platform/display/sentences.js';
import { commandText } from '../../platform/errorMessages/sendTexts.js';
import type { LogCommandDto } from '../../protocol/logRows.js';
import { shownValue, toneOf } from '../details/commandDto.js';
import { verdictName } from './eventTexts.js';

/** What a row has to do with something that was sent from here; undefined where it hasn't. */
export function commandDto(
  { commands, devices, session }: OpenLog,
  { id, device }: LogRow,
): LogCommandDto | undefined {
  const slot = session.table.slotOf(id);
  const link = slot === undefined ? undefined : commands.of(slot);
  if (!link) return undefined;
  const { command, role } = link;
  const { verdict, acceptedMs } = command;
  const { model } = devices.point(device, command.code);
  const shown = (value: unknown): string => shownValue(command.code, value, model);
  const latencyMs = reportOf(verdict)?.ms;
  return {
    key: command.key,
    role,
    tone: verdict ? toneOf(verdict) : 'waiting',
    verdict: verdictName(verdict?.kind ?? 'waiting'),
    text: role === 'sent' ? sentText(link, shown) : reportText(shown(command.value), latencyMs ?? 0),
    ...(acceptedMs !== undefined && { acceptedMs }),
    ...(latencyMs !== undefined && { latencyMs }),
  };
}

function sentText({ command }: CommandLink, shown: (value: unknown) => string): string {
  const gone = command.isValueGone ? vscode.l10n.t('The value isn’t kept.') : '';
  return sentences([gone, commandText(command, shown)]);
}

function reportText(sent: string, ms: number): string {
  return vscode.l10n.t('The report of {0}, {1} ms after it was sent.', sent, numberText(ms));
}

/** A command as JSON, for whoever copies its row: no cloud has a form of its own for it. */
export function commandJson({ command }: CommandLink, { time }: LogRow, deviceId: string): string {
  const { code, value, route, acceptedMs, verdict } = command;
  const report = reportOf(verdict);
  return JSON.stringify(
    {
      device_id: deviceId,
      code,
      ...(value !== undefined && { value }),
      sent_time: time,
      ...(route && { route }),
      ...(acceptedMs !== undefined && { accepted_ms: acceptedMs }),
      verdict: verdict?.kind ?? 'waiting',
      ...(report && { reported_value: report.value }),
      ...(report?.at !== undefined && { reported_time: report.at }),
      ...(report?.ms !== undefined && { latency_ms: report.ms }),
    },
    undefined,
    2,
  );
}
