/** A piece of a text, in UTF-16 units; `end` is the first that doesn't belong to it. */
export interface Span {
  readonly start: number;
  readonly end: number;
}
