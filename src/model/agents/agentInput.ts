import * as z from 'zod';

// Parts of the tools' inputs, each with what a model is told of it.

export const project = z.string().min(1).max(200).optional();
export const projectSchema = {
  type: 'string',
  description: 'Name or id of the cloud project; only needed where there are several.',
} as const;

export const deviceId = z.string().regex(/^[\w-]{1,64}$/u);
export const deviceIdSchema = {
  type: 'string',
  description: 'The device’s id, from tuya_list_devices.',
} as const;

export const code = z.string().min(1).max(100);
export const codeSchema = {
  type: 'string',
  description: 'Code of the data point, such as switch_1.',
} as const;

export const limit = (most: number) => z.int().min(1).max(most).optional();

/** A number, text or truth, as the wire has it; JSON for what has parts. */
export const value = z.union([z.boolean(), z.number(), z.string().max(4_000)]);
/** One type a branch: some models' programs refuse a list of types. */
export const valueSchema = { anyOf: [{ type: 'boolean' }, { type: 'number' }, { type: 'string' }] } as const;
