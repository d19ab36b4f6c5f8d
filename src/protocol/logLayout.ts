import * as z from 'zod';

/** Times in the grid, and how from/to are typed. */
export const zoneSchema = z.enum(['local', 'utc', 'device']);
export const timeStyleSchema = z.enum(['absolute', 'relative', 'delta']);
export const columnSchema = z.enum(['time', 'device', 'type', 'dp', 'code', 'value', 'latency', 'source']);
export type LogColumn = z.infer<typeof columnSchema>;

/** How the person wants the grid; remembered for all logs. */
export const layoutSchema = z.strictObject({
  /** In order. */
  columns: z
    .array(z.strictObject({ column: columnSchema, shown: z.boolean(), width: z.int().min(24).max(2000) }))
    .max(8),
  zone: zoneSchema,
  time: timeStyleSchema,
});
export type LogLayoutDto = z.infer<typeof layoutSchema>;
