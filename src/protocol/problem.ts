/** A failure as it is told: what, what to do, and what support asks for. */
export interface ProblemDto {
  readonly what: string;
  readonly remedy?: string;
  readonly code?: number;
  readonly tid?: string;
  /** What of an answer can't be read, never a value. */
  readonly field?: string;
}
