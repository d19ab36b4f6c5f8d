/**
 * One file `NAME.bench.ts`: its default export. Every side of every row has a process of its own, which does nothing while
 * another side has its turn; the sides take turns round by round. README.md beside this says how to write one.
 */
export interface Bench {
  readonly title: string;
  /**
   * Something all sides talk to, as a server: started once, in a process of its own, which is ended with the last row.
   * What it resolves with is given to each side, and has to be JSON.
   */
  readonly background?: () => Promise<unknown>;
  /** True where `dist` is measured: then both checkouts have it, built for production. */
  readonly needsBuild?: boolean;
  /** Played in the Node that comes with VS Code: it has SQLite, whatever runs the bench. */
  readonly needsSqlite?: boolean;
  readonly rows: readonly Row[];
}

export interface Row {
  readonly name: string;
  /** Operations in a round: `time` and `cpu` are told for one of them. */
  readonly count?: number;
  /** What one operation is called. */
  readonly unit?: string;
  readonly rounds?: number;
  /** Sides that take minutes for a turn: each is played once, cold, and every round of ours stands beside that turn. */
  readonly once?: readonly string[];
  /**
   * `ours`, and what stands beside it: `bare`, a peer by its name. With `--against`, `ours` is played with the other
   * checkout's `src` as well, as the side `theirs`; write a `theirs` only where an older checkout is called otherwise.
   */
  readonly sides: { readonly ours: Side; readonly [name: string]: Side };
  readonly goals?: readonly Goal[];
}

/** Makes ready what a round needs; untimed. One that rejects is printed with its reason, and the others play on. */
export type Side = (given: Given) => Round | Promise<Round>;

export interface Given {
  /** The checkout this side is of. */
  readonly root: string;
  /** What the background resolved with. */
  readonly data: unknown;
}

export interface Round {
  /** Before each turn, untimed. */
  before?(): unknown;
  /** One turn. Its time and its process' CPU are measured; it may return more figures: smaller is better. */
  run(): unknown;
  /** Figures that are read after the turn, untimed. */
  after?(): Figures | undefined | Promise<Figures | undefined>;
  close?(): unknown;
}

/** By name, with the unit in it: `{ 'bytes a row': 43, 'lag p99, ms': 8 }`. */
export type Figures = Readonly<Record<string, number>>;

export interface Goal {
  /** `time`, `cpu` or a figure of the round. */
  readonly figure: string;
  /** The side that the ratio is to; absent where the figure itself is meant. */
  readonly beside?: string;
  readonly atMost: number;
}
