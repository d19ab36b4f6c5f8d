import * as z from 'zod';
import { AgentInputError, agentTool } from './agentTool.js';
import { fitting, listRoom, timeText } from './agentTexts.js';
import { code, deviceId, deviceIdSchema, limit, project, projectSchema } from './agentInput.js';
import { findDevice } from './findProject.js';
import { readRows } from './logReading.js';
import { logStatistics, logText, typeWord } from './logStatistics.js';

const minuteMs = 60_000;
const input = z.strictObject({
  deviceId,
  project,
  lastMinutes: z
    .number()
    .min(1)
    .max(7 * 24 * 60)
    .optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
  codes: z.array(code).min(1).max(20).optional(),
  types: z.array(z.int().min(1).max(10)).min(1).max(10).optional(),
  rows: z.int().min(0).max(200).optional(),
  maxCalls: limit(10),
});

const everyType = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const rowsAtFirst = 20;
const callsAtFirst = 3;

export const queryLog = agentTool(
  {
    name: 'tuya_query_log',
    title: 'Query a Tuya device’s log',
    description:
      'Reads what a device reported: statistics over all rows that were read (counts by type, per data point range, mean, changes, last value), then the newest rows. One call per 100 rows, `maxCalls` at most (3 if absent). `isComplete` false says that older rows of the range were not read. Values are shown as the product’s model scales them.',
    schema: {
      type: 'object',
      properties: {
        deviceId: deviceIdSchema,
        project: projectSchema,
        lastMinutes: {
          type: 'number',
          minimum: 1,
          maximum: 10080,
          description: 'How far back; 60 if absent.',
        },
        from: { type: 'string', format: 'date-time', description: 'In place of lastMinutes.' },
        to: { type: 'string', format: 'date-time', description: 'Now if absent.' },
        codes: {
          type: 'array',
          items: { type: 'string' },
          maxItems: 20,
          description: 'Only these data points.',
        },
        types: {
          type: 'array',
          items: { type: 'integer', minimum: 1, maximum: 10 },
          description:
            'Only these: 1 online, 2 offline, 3 activated, 4 reset, 5 command, 6 firmware, 7 report, 8 semaphore, 9 restart, 10 timer.',
        },
        rows: {
          type: 'integer',
          minimum: 0,
          maximum: 200,
          description: 'Rows to answer with; 20 if absent.',
        },
        maxCalls: { type: 'integer', minimum: 1, maximum: 10 },
      },
      required: ['deviceId'],
      additionalProperties: false,
    },
  },
  input,
  async (host, asked, signal) => {
    const { project: found, known } = await findDevice(host, asked.deviceId, asked.project);
    const time = host.time(found.id);
    const device = { projectId: found.id, deviceId: asked.deviceId };
    const read = async (callsAtMost: number, callsBefore = 0) => {
      const { shift } = time;
      const to = asked.to === undefined ? host.clock.now() + shift + 1 : Date.parse(asked.to);
      const from =
        asked.from === undefined
          ? to - Math.round((asked.lastMinutes ?? 60) * minuteMs)
          : Date.parse(asked.from);
      if (!(from < to)) throw new AgentInputError('`from` has to be before `to`.');
      // The first answer may say that it's another time for the cloud.
      const isOver = (): boolean => callsBefore === 0 && asked.to === undefined && time.hasLeapt(shift);
      const selection = { types: asked.types ?? everyType, codes: asked.codes ?? [] };
      const all = await readRows(host, device, { ...selection, from, to, callsAtMost, isOver }, signal);
      const left = callsAtMost - all.calls;
      if (isOver() && left > 0) return read(left, all.calls);
      return { ...all, isComplete: all.isComplete && !isOver(), from, to, calls: all.calls + callsBefore };
    };
    const { rows, isComplete, from, to, calls, stopped } = await read(asked.maxCalls ?? callsAtFirst);
    const productId = known?.value.productId ?? '';
    const model = await host.keptModel(found.id, productId);
    const statistics = logStatistics(rows, model);
    const shown = fitting(
      rows.slice(0, asked.rows ?? rowsAtFirst).map(({ eventTime, eventId, code: point, value }) => ({
        time: timeText(eventTime),
        type: typeWord(eventId),
        code: point,
        value: value === undefined ? undefined : logText(value, point ?? '', model.get(point ?? '')),
      })),
      listRoom - JSON.stringify(statistics).length,
    );
    return {
      from: timeText(from),
      to: timeText(to),
      statistics,
      isComplete,
      ...(stopped !== undefined && { stopped: host.describe(stopped).what }),
      rows: shown,
      more: rows.length - shown.length,
      calls,
    };
  },
);
