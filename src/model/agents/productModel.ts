import * as z from 'zod';
import type { AgentModel } from './agentHost.js';
import { fitting, listRoom, pointFacts } from './agentTexts.js';
import { AgentInputError, agentTool } from './agentTool.js';
import { deviceId, deviceIdSchema, project, projectSchema } from './agentInput.js';
import { findDevice } from './findProject.js';

const input = z.strictObject({ deviceId, project });

const pointsAtMost = 200;

export const productModel = agentTool(
  {
    name: 'tuya_get_product_model',
    title: 'Get a Tuya product’s model',
    description:
      'Says what the data points of a device’s product are: number (dpId), code, type, range, scale, unit, access. Raw numbers are divided by 10 to the power of `scale`. Kept once read; costs up to 2 calls the first time, else none.',
    schema: {
      type: 'object',
      properties: { deviceId: deviceIdSchema, project: projectSchema },
      required: ['deviceId'],
      additionalProperties: false,
    },
  },
  input,
  async (host, asked, signal) => {
    const { project: found, known } = await findDevice(host, asked.deviceId, asked.project);
    const productId = known?.value.productId;
    if (productId === undefined || productId === '')
      throw new AgentInputError('This device was not read yet: call tuya_get_device first.');
    const kept = await host.keptModel(found.id, productId);
    const { points, problem }: AgentModel =
      kept.size > 0
        ? { points: kept }
        : await host.model({ projectId: found.id, deviceId: asked.deviceId, productId }, signal);
    // A model that nobody could read isn't one that the cloud doesn't have.
    if (points.size === 0 && problem !== undefined) throw problem;
    const shown = fitting(
      [...points.values()].slice(0, pointsAtMost).map((point) => pointFacts(point)),
      listRoom,
    );
    return {
      productId,
      dataPoints: shown,
      more: points.size - shown.length,
      isKept: kept.size > 0,
      calls: kept.size > 0 ? 0 : '0 to 2',
      ...(points.size === 0 && {
        note: 'The cloud has no model for this product.',
      }),
    };
  },
);
