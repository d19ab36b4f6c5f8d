import * as z from 'zod';
import { agentTool } from './agentTool.js';
import { project, projectSchema } from './agentInput.js';
import { findProject } from './findProject.js';

const input = z.strictObject({ project });

export const callBudget = agentTool(
  {
    name: 'tuya_get_call_budget',
    title: 'Get the Tuya call budget',
    description:
      'Says how many cloud calls a project has used today and this month, and its monthly budget (a trial has about 26,000). Costs no calls. Look here before reading much.',
    schema: { type: 'object', properties: { project: projectSchema }, additionalProperties: false },
  },
  input,
  (host, asked) => {
    const { id, name } = findProject(host, asked.project);
    const { today, month, limit, forecast } = host.usage(id);
    const left = limit === undefined ? undefined : Math.max(limit - month, 0);
    return Promise.resolve({ project: name, today, month, budget: limit, left, forecast });
  },
);
