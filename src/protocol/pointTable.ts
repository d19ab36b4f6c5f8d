import type { PointNameDto } from './deviceParts.js';
import type { ProblemDto } from './problem.js';
import type { EditorDto } from './sending.js';

/** What is known of a data point apart from its value. */
export interface PointAboutDto {
  /** As shown, and as the page names it in requests. */
  readonly code: string;
  readonly dpId?: number;
  readonly name?: PointNameDto;
  /** As Tuya names it: `Integer`. */
  readonly type?: string;
  /** `ro` the device reports it, `wr` the cloud sets it, `rw` both. */
  readonly access?: 'ro' | 'wr' | 'rw';
  /** `0.0 to 100.0 %`, the members of an enum, the labels of a bitmap. Cut at a limit. */
  readonly range?: string;
  /** A person changed what it means. */
  readonly isChanged?: true;
  /** How a value of it is entered; absent where it can't be set. */
  readonly editor?: EditorDto;
}

/** What is known of the product's model. */
export type ModelDto =
  | { readonly state: 'unread' | 'loading' | 'none' }
  | {
      readonly state: 'read';
      readonly source: 'thingModel' | 'specification' | 'import';
      /** When it was read or imported, epoch milliseconds. */
      readonly readAt: number;
      /** The name of the file an imported one is from. */
      readonly file?: string;
      /** Data points of it that couldn't be read; absent where there are none. */
      readonly unread?: number;
      /** Why reading it anew failed; what was known before stands. */
      readonly problem?: ProblemDto;
    }
  /** `refused`: the project may not read it. */
  | { readonly state: 'refused' | 'failed'; readonly problem: ProblemDto };

/** What is known of ids, ages and given names of data points. `none`: not asked for, or the device has none. */
export type ShadowDto =
  | { readonly state: 'none' | 'loading' | 'read' }
  | { readonly state: 'failed'; readonly problem: ProblemDto };
