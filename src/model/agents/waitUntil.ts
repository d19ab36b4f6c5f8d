import * as z from 'zod';
import { isAbortError } from '../../base/errors.js';
import type { LogEntry } from '../../tuya/results.js';
import { decodeLogValue } from '../logs/rows/logValue.js';
import { rawText } from '../values/decodeValue.js';
import type { PointModel } from '../values/pointModel.js';
import { timeText } from './agentTexts.js';
import { AgentInputError, agentTool } from './agentTool.js';
import { code, deviceId, deviceIdSchema, project, projectSchema, value, valueSchema } from './agentInput.js';
import { findDevice } from './findProject.js';
import { readRows } from './logReading.js';
import { logText, typeWord } from './logStatistics.js';

const conditions = ['reports', 'changes', 'eq', 'ne', 'lt', 'le', 'gt', 'ge', 'online', 'offline'] as const;
type Condition = (typeof conditions)[number];

const input = z.strictObject({
  deviceId,
  project,
  code: code.optional(),
  condition: z.enum(conditions),
  value: value.optional(),
  timeoutS: z.number().min(1).max(600).optional(),
  sinceS: z.number().min(0).max(600).optional(),
});
type Input = z.infer<typeof input>;

const timeoutAtFirstS = 60;
/** So many looks at most; a long wait looks more seldom. */
const looksAtMost = 20;
const soonestMs = 3_000;
/** The cloud writes a row some seconds late, and its clock isn't this one. */
const overlapMs = 15_000;
/** How far back the first look goes, ms: for the value that a change is one from, and where this clock is ahead. */
const beforeMs = 24 * 3_600_000;

export const waitUntil = agentTool(
  {
    name: 'tuya_wait_until',
    title: 'Wait for a Tuya device',
    description:
      'Waits until a device reports a data point (`reports`), reports another value than the one before, of a day at most (`changes`; where the model has one value only, each report counts), a value that compares (`eq`, `ne`, `lt`, `le`, `gt`, `ge` with `value` as the wire has it, before scaling), or comes online or goes offline. Looks into the device’s log every 3 s or more seldom: at most 20 calls, about timeoutS / 3 for a short wait. Use it after a flash or a command in place of polling.',
    schema: {
      type: 'object',
      properties: {
        deviceId: deviceIdSchema,
        project: projectSchema,
        code: { type: 'string', description: 'Code of the data point; any data point if absent.' },
        condition: { type: 'string', enum: [...conditions] },
        value: { ...valueSchema, description: 'What the report is compared with.' },
        timeoutS: { type: 'number', minimum: 1, maximum: 600, description: 'Seconds to wait; 60 if absent.' },
        sinceS: {
          type: 'number',
          minimum: 0,
          maximum: 600,
          description: 'Reports of so many seconds before this question count too; 0 if absent.',
        },
      },
      required: ['deviceId', 'condition'],
      additionalProperties: false,
    },
  },
  input,
  async (host, asked, signal) => {
    const test = conditionOf(asked);
    const { project: found, known } = await findDevice(host, asked.deviceId, asked.project);
    const model = await host.keptModel(found.id, known?.value.productId ?? '');
    const started = host.clock.now();
    const time = host.time(found.id);
    // Rows have the cloud's times, and this computer's clock may be another.
    const since = (): number => time.of(started - (asked.sinceS ?? 0) * 1000);
    const timeoutMs = (asked.timeoutS ?? timeoutAtFirstS) * 1000;
    const paceMs = Math.max(soonestMs, Math.ceil(timeoutMs / (looksAtMost - 1)));
    const device = { projectId: found.id, deviceId: asked.deviceId };
    let calls = 0;
    /** The value before the question; absent where the first look found none. */
    let before: LogEntry | undefined;
    for (;;) {
      const isFirst = calls === 0;
      const { rows: read, calls: used } = await readRows(
        host,
        device,
        {
          types: isOfConnection(asked.condition) ? [1, 2] : [7],
          codes: asked.code === undefined || isOfConnection(asked.condition) ? [] : [asked.code],
          // Until an answer has said how late it is there, a day more is read: of a page, the newest rows come first.
          from: isFirst ? since() - beforeMs : since(),
          to: time.of(host.clock.now()) + overlapMs,
          callsAtMost: 1,
        },
        signal,
      );
      calls += used;
      const from = since();
      const rows = read.filter(({ eventTime }) => eventTime >= from);
      if (isFirst) before = read.find(({ eventTime }) => eventTime < from);
      // The oldest first: what came to pass first is what was waited for.
      const met = rows
        .toReversed()
        .find((row, at, all) => test(row, all[at - 1] ?? before, model.get(row.code ?? '')));
      const waitedS = Math.round((host.clock.now() - started) / 100) / 10;
      if (met) return { met: true, ...rowFacts(met, model), waitedS, calls };
      const left = started + timeoutMs - host.clock.now();
      if (left <= 0)
        return {
          met: false,
          rowsSeen: rows.length,
          last: rows[0] && rowFacts(rows[0], model),
          waitedS,
          calls,
        };
      await pause(host.clock.sleep(Math.min(paceMs, left), signal), signal);
    }
  },
);

async function pause(sleeping: Promise<void>, signal: AbortSignal): Promise<void> {
  try {
    await sleeping;
  } catch (error) {
    if (!isAbortError(error)) throw error;
  }
  signal.throwIfAborted();
}

function isOfConnection(condition: Condition): boolean {
  return condition === 'online' || condition === 'offline';
}

type Test = (row: LogEntry, before: LogEntry | undefined, model: PointModel | undefined) => boolean;

/** @throws AgentInputError where the question isn't whole */
function conditionOf({ condition, code: point, value: wanted }: Input): Test {
  if (condition === 'online') return ({ eventId }) => eventId === 1;
  if (condition === 'offline') return ({ eventId }) => eventId === 2;
  if (condition === 'reports') return () => true;
  if (point === undefined) throw new AgentInputError('`code` is needed for this condition.');
  if (condition === 'changes')
    return (row, before, model) => isEvent(model) || (before !== undefined && row.value !== before.value);
  if (wanted === undefined) throw new AgentInputError('`value` is needed for this condition.');
  const text = rawText(wanted);
  if (condition === 'eq') return ({ value: is }) => is === text || isSameNumber(is, wanted);
  if (condition === 'ne') return ({ value: is }) => is !== text && !isSameNumber(is, wanted);
  const limit = Number(wanted);
  if (!Number.isFinite(limit)) throw new AgentInputError('`value` has to be a number for this condition.');
  const compare = comparisons[condition];
  return (row, _, model) => {
    const decoded = decodeLogValue(row.value, row.code ?? '', { ...(model && { model }) });
    return decoded.kind === 'number' && compare(decoded.value, limit);
  };
}

/** An enum of one value, as motion sensors and buttons have it: each report is the event, and its value never changes. */
function isEvent(model: PointModel | undefined): boolean {
  return model?.type === 'enum' && model.range?.length === 1 && !model.mayBeOthers;
}

const comparisons = {
  lt: (a: number, b: number) => a < b,
  le: (a: number, b: number) => a <= b,
  gt: (a: number, b: number) => a > b,
  ge: (a: number, b: number) => a >= b,
} as const;

function isSameNumber(is: string | undefined, wanted: boolean | number | string): boolean {
  return typeof wanted === 'number' && is !== undefined && is.trim() !== '' && Number(is) === wanted;
}

function rowFacts(row: LogEntry, model: ReadonlyMap<string, PointModel>): object {
  const point = row.code ?? '';
  return {
    time: timeText(row.eventTime),
    type: typeWord(row.eventId),
    code: row.code,
    value: row.value?.slice(0, 200),
    shown: row.value === undefined ? undefined : logText(row.value, point, model.get(point)),
  };
}
