import * as z from 'zod';

const columnNames = ['time', 'device', 'type', 'dp', 'code', 'value', 'latency', 'source'] as const;

/** How a person wants the grid of every log. */
export const layoutPrefsSchema = z.object({
  /** In order; each column at most once. */
  columns: z
    .array(z.object({ column: z.enum(columnNames), shown: z.boolean(), width: z.int().min(24).max(2000) }))
    .max(columnNames.length)
    .refine((columns) => new Set(columns.map(({ column }) => column)).size === columns.length),
  zone: z.enum(['local', 'utc', 'device']),
  time: z.enum(['absolute', 'relative', 'delta']),
});
export type LayoutPrefs = z.infer<typeof layoutPrefsSchema>;

export const savedFilterSchema = z.object({
  name: z.string().min(1).max(100),
  text: z.string().min(1).max(2000),
});
export type SavedFilter = z.infer<typeof savedFilterSchema>;

export const highlightRuleSchema = z.object({
  text: z.string().min(1).max(500),
  /** 0 … 4 */
  colour: z.int().min(0).max(4),
  enabled: z.boolean(),
});
export type HighlightRule = z.infer<typeof highlightRuleSchema>;

/** What a person sees who never changed anything; the page knows how wide columns are that aren't named. */
export const usualLayout: LayoutPrefs = { columns: [], zone: 'local', time: 'absolute' };
