import * as z from 'zod';
import { sliceTime, takeBreak } from '../../base/timeSlicing.js';
import type { Device } from '../../tuya/results.js';
import type { AgentHost } from './agentHost.js';
import { deviceLine, fitting, listRoom, timeText } from './agentTexts.js';
import { agentTool } from './agentTool.js';
import { limit, project, projectSchema } from './agentInput.js';
import { findProject } from './findProject.js';

const input = z.strictObject({
  project,
  filter: z.string().min(1).max(100).optional(),
  online: z.boolean().optional(),
  productId: z.string().min(1).max(64).optional(),
  category: z.string().min(1).max(40).optional(),
  limit: limit(100),
  refresh: z.boolean().optional(),
});
type Input = z.infer<typeof input>;

const shownAtFirst = 25;
/** Pages of a hundred devices that one question may cost. */
const pagesAtMost = 10;
const pageSize = 100;

export const listDevices = agentTool(
  {
    name: 'tuya_list_devices',
    title: 'List Tuya devices',
    description:
      'Lists devices of a Tuya cloud project, with id, name, online state, category and product. Answers from what was read before and costs no calls, unless nothing was read yet or `refresh` is set: then one call per 100 devices, ten at most; `notAllRead` says that the project has devices that those didn’t reach. `more` says how many others match.',
    schema: {
      type: 'object',
      properties: {
        project: projectSchema,
        filter: { type: 'string', description: 'Part of a name, an id or a product’s name.' },
        online: { type: 'boolean', description: 'Only devices that are online, or only those that are not.' },
        productId: { type: 'string' },
        category: { type: 'string', description: 'Category code, such as dj for a lamp.' },
        limit: {
          type: 'integer',
          minimum: 1,
          maximum: 100,
          description: 'Devices to answer with; 25 if absent.',
        },
        refresh: { type: 'boolean', description: 'Read the devices anew.' },
      },
      additionalProperties: false,
    },
  },
  input,
  async (host, asked, signal) => {
    const { id, name } = findProject(host, asked.project);
    let known = await host.known(id);
    let reading: Reading = { calls: 0, isWhole: true };
    if (asked.refresh === true || known.size === 0) {
      reading = await read(host, id, signal);
      known = await host.known(id);
    }
    const most = asked.limit ?? shownAtFirst;
    const found: Device[] = [];
    let matching = 0;
    let oldest: number | undefined;
    let isOver = sliceTime();
    for (const { value, at } of known.values()) {
      if (isOver()) {
        await takeBreak(signal);
        isOver = sliceTime();
      }
      if (!isMeant(value, asked)) continue;
      matching++;
      if (found.length >= most) continue;
      found.push(value);
      oldest = Math.min(oldest ?? at, at);
    }
    const shown = fitting(
      found.map((device) => deviceLine(device)),
      listRoom,
    );
    return {
      project: name,
      devices: shown,
      matching,
      more: matching - shown.length,
      known: known.size,
      oldestRead: timeText(oldest),
      ...(!reading.isWhole && { notAllRead: true }),
      ...(reading.stopped !== undefined && { stopped: host.describe(reading.stopped).what }),
      calls: reading.calls,
    };
  },
);

interface Reading {
  readonly calls: number;
  /** Whether the list was read to its end. */
  readonly isWhole: boolean;
  /** Why it wasn't read on. */
  readonly stopped?: unknown;
}

/** Reads pages until the list ends, at most ten. */
async function read(host: AgentHost, projectId: string, signal: AbortSignal): Promise<Reading> {
  const client = await host.client(projectId, signal);
  let [calls, rows, isWhole] = [0, 0, true];
  const readOn = (): Promise<unknown> => host.client(projectId, signal);
  try {
    for await (const page of client.devices.iterate({ paging: 'lastId', pageSize }, signal, readOn)) {
      const { items, badRecords, incomplete, total } = page;
      calls++;
      rows += items.length + badRecords.length;
      host.took(projectId, items, 'merge');
      if (incomplete !== undefined) isWhole = false;
      if (calls < pagesAtMost) continue;
      const isEnd = total === undefined ? items.length + badRecords.length < pageSize : rows >= total;
      return { calls, isWhole: isWhole && isEnd };
    }
  } catch (error) {
    // What was read was paid for, and is an answer.
    if (calls > 0 && host.isUsedUp(error)) return { calls, isWhole: false, stopped: error };
    throw error;
  }
  return { calls: Math.max(calls, 1), isWhole };
}

function isMeant(device: Device, { filter, online, productId, category }: Input): boolean {
  if (online !== undefined && (device.online === true) !== online) return false;
  if (productId !== undefined && device.productId !== productId) return false;
  if (category !== undefined && device.category !== category) return false;
  if (filter === undefined) return true;
  const wanted = filter.toLowerCase();
  return [device.name, device.id, device.productName].some((text) => text?.toLowerCase().includes(wanted));
}
