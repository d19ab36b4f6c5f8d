import * as z from 'zod';
import { AgentInputError, agentTool } from './agentTool.js';
import {
  code,
  codeSchema,
  deviceId,
  deviceIdSchema,
  project,
  projectSchema,
  value,
  valueSchema,
} from './agentInput.js';
import { findDevice } from './findProject.js';

const input = z.strictObject({ deviceId, project, code, value });

export const sendPoint = agentTool(
  {
    name: 'tuya_send_data_point',
    title: 'Send a data point to a Tuya device',
    description:
      'Sends one value to one device, after a person has agreed to device and value; answers what the device made of it (applied, appliedOther, noReport, same, offline, refused). `value` as the wire has it, before scaling. Never in a protected project. Costs about 3 calls. Do not repeat it where the outcome is unknown: look with tuya_query_log.',
    schema: {
      type: 'object',
      properties: {
        deviceId: deviceIdSchema,
        project: projectSchema,
        code: codeSchema,
        value: { ...valueSchema, description: 'JSON text for a data point of type json.' },
      },
      required: ['deviceId', 'code', 'value'],
      additionalProperties: false,
    },
    isWrite: true,
  },
  input,
  async (host, asked, signal) => {
    const { project: found } = await findDevice(host, asked.deviceId, asked.project);
    if (found.isProtected)
      throw new AgentInputError('The project is protected: nothing in it can be changed.');
    if (!host.send) throw new AgentInputError('Nobody can be asked here, so nothing is sent.');
    const ref = { projectId: found.id, deviceId: asked.deviceId };
    const verdict = await host.send(ref, asked.code, asked.value, signal);
    return verdict ?? { verdict: 'notSent', text: 'The person did not agree.' };
  },
);
