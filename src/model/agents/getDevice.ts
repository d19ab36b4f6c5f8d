import * as z from 'zod';
import { deviceLine, fitting, listRoom, masked, pointFacts, timeText, valueFacts } from './agentTexts.js';
import type { AgentModel } from './agentHost.js';
import { agentTool } from './agentTool.js';
import { deviceId, deviceIdSchema, project, projectSchema } from './agentInput.js';
import { findDevice } from './findProject.js';

const input = z.strictObject({ deviceId, project, addresses: z.boolean().optional() });

const pointsAtMost = 100;
const notReportedRoom = 12_000;

export const getDevice = agentTool(
  {
    name: 'tuya_get_device',
    title: 'Get a Tuya device',
    description:
      'Reads one device: online state, and every data point with its present value, type, range, unit and access by the product’s model. Costs 1 call, and up to 2 more the first time a product’s model is read. User and network address are masked unless `addresses` is set.',
    schema: {
      type: 'object',
      properties: {
        deviceId: deviceIdSchema,
        project: projectSchema,
        addresses: { type: 'boolean', description: 'Show the user’s id and the network address in full.' },
      },
      required: ['deviceId'],
      additionalProperties: false,
    },
  },
  input,
  async (host, asked, signal) => {
    const { project: found } = await findDevice(host, asked.deviceId, asked.project);
    const client = await host.client(found.id, signal);
    const device = await client.devices.get(asked.deviceId, signal);
    host.took(found.id, [device], 'put');
    const { productId = '' } = device;
    const isKept = productId === '' || (await host.keptModel(found.id, productId)).size > 0;
    const { points: model, problem }: AgentModel =
      productId === ''
        ? { points: new Map<string, never>() }
        : await host.model({ projectId: found.id, deviceId: device.id, productId }, signal);
    const codes = new Set(device.status.map(({ code }) => code));
    const unreported = [...model.values()].filter(({ code }) => !codes.has(code));
    const reported = fitting(
      device.status.slice(0, pointsAtMost).map(({ code, value }) => {
        const point = model.get(code);
        return { ...(point ? pointFacts(point) : { code }), ...valueFacts(code, value, point) };
      }),
      listRoom - notReportedRoom,
    );
    const others = fitting(
      unreported.slice(0, pointsAtMost).map((point) => pointFacts(point)),
      notReportedRoom,
    );
    const shown = asked.addresses === true ? (text: string | undefined) => text : masked;
    return {
      project: found.name,
      isProtected: found.isProtected,
      ...deviceLine(device),
      isSubDevice: device.sub,
      gatewayId: device.gatewayId,
      user: shown(device.uid),
      address: shown(device.ip),
      paired: timeText(device.activeTime),
      ...(model.size === 0 && problem !== undefined && { modelProblem: host.describe(problem).what }),
      dataPoints: reported,
      moreDataPoints: device.status.length - reported.length,
      notReported: others,
      moreNotReported: unreported.length - others.length,
      calls: isKept ? 1 : '1 to 3',
    };
  },
);
