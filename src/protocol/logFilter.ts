import * as z from 'zod';

export const highlightSchema = z.strictObject({
  /** As in the filter box: words or `/regex/`. */
  text: z.string().min(1).max(500),
  /** 0 … 4 */
  colour: z.int().min(0).max(4),
  enabled: z.boolean(),
});
export type LogHighlightDto = z.infer<typeof highlightSchema>;

export const filterSchema = z.strictObject({
  text: z.string().max(2000),
  /** `hide` what doesn't match, or `keep` it and step. */
  mode: z.enum(['hide', 'keep']),
  /** Event types that are switched off by their chips. */
  hiddenTypes: z.array(z.int()).max(200),
});
export type LogFilterDto = z.infer<typeof filterSchema>;

/** What is wrong with a filter, at `from`…`to` of its text. */
export interface FilterProblemDto {
  readonly from: number;
  readonly to: number;
  readonly message: string;
}
