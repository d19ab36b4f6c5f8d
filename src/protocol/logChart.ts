import * as z from 'zod';
import type { AgreementDto } from './details.js';

export const chartParams = z.strictObject({
  from: z.int().nonnegative(),
  to: z.int().nonnegative(),
  series: z
    .array(z.strictObject({ device: z.int().nonnegative(), code: z.string().min(1).max(200) }))
    .max(12),
  /** Points a lane can show; the host thins more out, keeping minimum and maximum of each stretch. */
  points: z.int().min(10).max(4000),
});
export const pngParams = z.strictObject({
  /** `data:image/png;base64,…` */
  dataUrl: z.string().startsWith('data:image/png;base64,').max(20_000_000),
});

/** One lane of the chart; `times` ascending. */
export interface ChartSeriesDto {
  readonly device: number;
  readonly code: string;
  readonly kind: 'number' | 'boolean' | 'enum';
  /** An enum's words from the lowest step up; its values are places in them. */
  readonly steps?: readonly string[];
  readonly unit?: string;
  /** Set where scale and unit are assumed. */
  readonly assumed?: AgreementDto;
  readonly times: readonly number[];
  readonly values: readonly number[];
  /** Ids of the rows behind the points. */
  readonly ids: readonly number[];
  /** Points there are, before thinning. */
  readonly count: number;
  readonly min?: number;
  readonly max?: number;
  readonly last?: number;
}
