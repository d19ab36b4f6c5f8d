import * as z from 'zod';
import { parseJson } from '../../base/json.js';
import { problemOf } from '../schemas/record.js';

/** What every answer is wrapped in. Success and failure stand here, not in the HTTP status. */
export type Envelope =
  | {
      readonly success: true;
      readonly result: unknown;
      /** The cloud's clock, epoch ms. */
      readonly time: number | undefined;
    }
  | {
      readonly success: false;
      readonly code: number | undefined;
      readonly msg: string;
      readonly tid: string | undefined;
      /** The cloud's clock, epoch ms. */
      readonly time: number | undefined;
    };

const schema = z.object({
  success: z.boolean(),
  result: z.unknown().optional(),
  code: z.unknown().optional(),
  msg: z.unknown().optional(),
  t: z.unknown().optional(),
  tid: z.unknown().optional(),
});

/** The envelope and the trace id, or nothing where the body isn't one: HTML, empty, cut off, another JSON. */
export function readEnvelope(body: Uint8Array): { envelope: Envelope; tid: string | undefined } | undefined {
  let json: unknown;
  try {
    json = parseJson(textOf(body));
  } catch {
    // The parser's message quotes the body: it goes nowhere.
    return undefined;
  }
  if (!isEnvelope(json)) return undefined;
  const { success, result, code, msg, t, tid } = json;
  const trace = typeof tid === 'string' && /^[\w.:-]{1,100}$/.test(tid) ? tid : undefined;
  const time = timeOf(t);
  if (success) return { envelope: { success, result, time }, tid: trace };
  const words = typeof msg === 'string' ? msg : '';
  return { envelope: { success, code: integerOf(code), msg: words, tid: trace, time }, tid: trace };
}

/** What the schema says, for every answer that comes. */
function isEnvelope(json: unknown): json is z.infer<typeof schema> {
  return (
    typeof json === 'object' &&
    json !== null &&
    !Array.isArray(json) &&
    'success' in json &&
    typeof json.success === 'boolean'
  );
}

/** Why a body is no envelope, without a value of it. */
export function envelopeProblem(body: Uint8Array): string {
  if (body.length === 0) return 'is empty';
  let json: unknown;
  try {
    json = JSON.parse(textOf(body));
  } catch {
    return "isn't JSON";
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return 'is an envelope';
  const { field, problem } = problemOf(parsed.error, json, 'answer');
  return `${field} ${problem}`;
}

function textOf(body: Uint8Array): string {
  return (
    Buffer.isBuffer(body) ? body : Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  ).toString();
}

/** Epoch ms; anything else is no time. */
function timeOf(value: unknown): number | undefined {
  const time = integerOf(value);
  return time !== undefined && time > 1e12 && time < 1e13 ? time : undefined;
}

function integerOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number) ? number : undefined;
}
