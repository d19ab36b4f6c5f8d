/** A failure as it is told: what, what to do, and what support asks for. */
export interface ProblemDto {
  readonly what: string;
  readonly remedy?: string;
  readonly code?: number;
  readonly tid?: string;
}
