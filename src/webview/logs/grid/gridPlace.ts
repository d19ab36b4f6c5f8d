/** A place in the log that outlives the page. */
export interface GridPlace {
  readonly sticks: boolean;
  /** The first row on screen, and how many px of it are above the edge. */
  readonly id?: number;
  readonly time?: number;
  readonly hidden?: number;
}
