import { displayText } from '../../base/displayText.js';
import { oppositeOf } from '../../model/sending/commandSender.js';
import type { SentCommand, Verdict } from '../../model/sending/sentCommand.js';
import { decodeValue } from '../../model/values/decodeValue.js';
import type { PointModel } from '../../model/values/pointModel.js';
import { shownText } from '../../model/values/shownText.js';
import { commandText } from '../../platform/errorMessages/sendTexts.js';
import type { CommandDto } from '../../protocol/sending.js';
import { shownCode } from './deviceParts.js';
import { meaningDto } from './meaningDto.js';

/** Commands that the page lists; the newest ones. */
const mostCommands = 50;
const longestValue = 120;

/** The commands of a device, the newest first. */
export function commandDtos(
  commands: readonly SentCommand[],
  points: ReadonlyMap<string, PointModel> | undefined,
): readonly CommandDto[] {
  return commands.slice(0, mostCommands).map((command) => {
    const model = points?.get(command.code);
    const shown = (value: unknown): string => shownValue(command.code, value, model);
    const { isValueGone, together } = command;
    const opposite = isValueGone ? undefined : oppositeOf(command, model);
    const others = commands.filter((other) => together !== undefined && other.together === together).length;
    return {
      id: command.id,
      code: shownCode(command.code),
      ...(isValueGone ? { isValueGone } : { value: shown(command.value) }),
      ...(others > 1 && { together: others }),
      at: command.at,
      isEnded: command.state === 'ended',
      tone: command.verdict ? toneOf(command.verdict) : 'waiting',
      text: commandText(command, shown),
      ...(opposite && { opposite: shown(opposite.value) }),
    };
  });
}

/** A value in one line, as the table has it. */
export function shownValue(code: string, value: unknown, model: PointModel | undefined): string {
  const decoded = decodeValue({ code, value }, model);
  return displayText(meaningDto(decoded).shown?.text ?? shownText(decoded), longestValue);
}

/** How a verdict looks. */
export function toneOf({ kind }: Verdict): CommandDto['tone'] {
  switch (kind) {
    case 'applied':
      return 'good';
    case 'appliedOther':
    case 'same':
    case 'noReport':
    case 'unseen':
    case 'unknown':
      return 'note';
    case 'offline':
    case 'refused':
      return 'bad';
  }
}
