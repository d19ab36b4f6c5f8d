import * as z from 'zod';
import { AgentInputError, agentTool } from './agentTool.js';

const input = z.strictObject({ code: z.int().min(0).max(999_999_999_999) });

export const explainCode = agentTool(
  {
    name: 'tuya_explain_code',
    title: 'Explain a Tuya error code',
    description:
      'Says in words what an error code of Tuya’s cloud means, and what to do about it. Costs no calls.',
    schema: {
      type: 'object',
      properties: {
        code: { type: 'integer', minimum: 0, maximum: 999_999_999_999, description: 'Such as 1106 or 2008.' },
      },
      required: ['code'],
      additionalProperties: false,
    },
  },
  input,
  (host, { code }) => {
    const meaning = host.explain(code);
    if (!meaning) throw new AgentInputError(`Nobody knows a code ${code} of Tuya’s cloud.`);
    return Promise.resolve({ code, ...meaning });
  },
);
