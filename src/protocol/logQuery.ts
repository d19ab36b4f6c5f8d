import * as z from 'zod';

export const rangeSchema = z.discriminatedUnion('kind', [
  /** The last so many ms, up to now. */
  z.strictObject({
    kind: z.literal('last'),
    ms: z
      .int()
      .positive()
      .max(366 * 86_400_000),
  }),
  z.strictObject({ kind: z.literal('between'), from: z.int().nonnegative(), to: z.int().nonnegative() }),
  /** From a marker up to now. */
  z.strictObject({ kind: z.literal('sinceMarker'), marker: z.string().min(1).max(100) }),
]);
export type LogRangeDto = z.infer<typeof rangeSchema>;

export const querySchema = z.strictObject({
  range: rangeSchema,
  /** Event types 1 … 10; at least one. */
  types: z.array(z.int().min(1).max(10)).min(1).max(10),
  /** Only these data points; empty for all. */
  codes: z.array(z.string().min(1).max(200)).max(100),
});
export type LogQueryDto = z.infer<typeof querySchema>;
