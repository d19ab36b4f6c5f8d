import { l10n } from 'vscode';
import { isAbortError } from '../../base/errors.js';
import { parseJson } from '../../base/json.js';
import type { DetailsState } from '../../model/details/detailsState.js';
import { oppositeOf, ValueRefusedError, type CommandSender } from '../../model/sending/commandSender.js';
import type { PointValue } from '../../model/sending/sentCommand.js';
import { readTyped, valueProblem, type TypedValue } from '../../model/sending/typedValue.js';
import { typeOf, type PointModel } from '../../model/values/pointModel.js';
import { commandText, outlookTexts, valueProblemText } from '../../platform/errorMessages/sendTexts.js';
import type { Handlers } from '../../protocol/channel.js';
import type { FromDetailsPage } from '../../protocol/details.js';
import {
  sendAgainParams,
  sendParams,
  sendTogetherParams,
  type SendParams,
  type SendResultDto,
} from '../../protocol/sending.js';
import { RequestRefused } from '../host/requestRefused.js';
import { request } from '../host/requests.js';
import { writeProblem } from '../host/writeTexts.js';
import { shownCode } from './deviceParts.js';
import { shownValue } from './commandDto.js';
import { memberText } from './editorDto.js';
import { onlyOne } from './detailsWrites.js';
import { pointCodes } from './pointTable.js';

/** What the requests act on that send data points. */
export interface DetailsSendingDeps {
  readonly details: { state(): DetailsState };
  readonly sender: Pick<CommandSender, 'sendAll' | 'sentTo' | 'outlook'>;
}

export type SendRequests = Pick<
  Handlers<FromDetailsPage>['requests'],
  'checkSend' | 'send' | 'sendTogether' | 'sendAgain'
>;

interface Meant {
  readonly code: string;
  readonly typed: TypedValue;
}

/** Answers to what the page wants sent: an ordinary send from our own panel, which nobody is asked about again. */
export function detailsSending({ details, sender }: DetailsSendingDeps): SendRequests {
  const modelOf = (code: string): PointModel | undefined => details.state().model?.points.get(code);
  const shownOf =
    (code: string) =>
    (value: unknown): string =>
      shownValue(code, value, modelOf(code));
  const send = async (points: readonly PointValue[], signal: AbortSignal): Promise<SendResultDto> => {
    // Of several each has to be named.
    const named = (code: string, text: string): string =>
      points.length === 1 ? text : l10n.t('{0}: {1}', shownCode(code), text);
    try {
      const sent = await sender.sendAll(details.state().ref, points, signal);
      const lines = sent.map((command) => named(command.code, commandText(command, shownOf(command.code))));
      return { outcome: 'ended', text: lines.join('\n') };
    } catch (error) {
      if (isAbortError(error) && signal.aborted) throw error;
      if (error instanceof ValueRefusedError) {
        const { code = '', problem } = error;
        return { outcome: 'invalid', message: named(code, valueProblemText(problem, shownOf(code))) };
      }
      return { outcome: 'notDone', problem: writeProblem(error) };
    }
  };
  return {
    checkSend: request(sendParams, (asked) => {
      const { code, typed } = meant(details.state(), asked);
      if (!typed.ok) return { problem: valueProblemText(typed.problem, shownOf(code)), notes: [] };
      const outlook = sender.outlook(details.state().ref, { code, value: typed.value });
      return { notes: outlookTexts(outlook, typed.isChecked) };
    }),
    send: request(sendParams, (asked, signal) => {
      const { code, typed } = meant(details.state(), asked);
      if (typed.ok) return send([{ code, value: typed.value }], signal);
      return { outcome: 'invalid', message: valueProblemText(typed.problem, shownOf(code)) };
    }),
    sendTogether: request(sendTogetherParams, ({ points: asked }, signal) => {
      const points: PointValue[] = [];
      for (const one of asked) {
        const { code, typed } = meant(details.state(), one);
        if (!typed.ok) {
          const why = valueProblemText(typed.problem, shownOf(code));
          return { outcome: 'invalid', message: l10n.t('{0}: {1}', shownCode(code), why) };
        }
        points.push({ code, value: typed.value });
      }
      return send(points, signal);
    }),
    sendAgain: request(sendAgainParams, ({ id, how }, signal) => {
      const command = sender.sentTo(details.state().ref).find((each) => each.id === id);
      const point = command && (how === 'same' ? command : oppositeOf(command, modelOf(command.code)));
      if (!point || command.isValueGone) throw new RequestRefused('notThere');
      return send([{ code: point.code, value: point.value }], signal);
    }),
  };
}

/** What the page means, by the cloud's own code, and the value that was entered. */
function meant(state: DetailsState, { code: shown, text, as }: SendParams): Meant {
  if (!state.device) throw new RequestRefused('notThere');
  const code = onlyOne(pointCodes(state), shown);
  return { code, typed: readers[as](text, state.model?.points.get(code)) };
}

const readers: Readonly<
  Record<SendParams['as'], (text: string, model: PointModel | undefined) => TypedValue>
> = { typed: readTyped, json: readJson, member: readMember };

/** The one member that is shown so. */
function readMember(text: string, model: PointModel | undefined): TypedValue {
  const [value, ...others] = (model?.range ?? []).filter((member) => memberText(member, model) === text);
  return value === undefined || others.length > 0
    ? { ok: false, problem: { kind: 'notAMember' } }
    : { ok: true, value, isChecked: true };
}

/** The value itself, as an editor with choices has it. */
function readJson(text: string, model: PointModel | undefined): TypedValue {
  let value: unknown;
  try {
    value = parseJson(text);
  } catch {
    return { ok: false, problem: { kind: 'notJson' } };
  }
  const problem = valueProblem(value, model);
  return problem ? { ok: false, problem } : { ok: true, value, isChecked: typeOf(model) !== undefined };
}
