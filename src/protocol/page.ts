import * as z from 'zod';

/** What every page and its host share. The page imports types only. */

/** English text to what it is in the person's language. */
export type Texts = Readonly<Record<string, string>>;

/** What a page has before the first message, in its html. Never a secret. */
export interface PageSeed {
  /** Names what the page shows. VS Code keeps it and gives it to the serializer after a window reload. */
  readonly key: Readonly<Record<string, unknown>>;
  /** Absent where the page stays in English. */
  readonly texts?: Texts;
  /**
   * What the page shows until it has heard from its host. VS Code keeps the html and makes a page of it anew: by then
   * the state is an old one, and a page that has seen the id before doesn't draw it.
   */
  readonly first?: { readonly id: string; readonly state: unknown };
}

/**
 * The host of a page sends the whole state, on ready and on every change, and asks for nothing. `noSnapshot` says that
 * the state could not be put together: what the page shows is an earlier one.
 */
export interface FromPageHost<Snapshot> {
  readonly events: {
    readonly snapshot: Snapshot;
    readonly noSnapshot: null;
    /** What a person asks for by a key of VS Code or its palette. A page does nothing about one it doesn't know. */
    readonly command: string;
  };
  readonly requests: Record<never, never>;
}

/** For requests that say everything by their name. */
export const noParams = z.strictObject({});
export type NoParams = z.infer<typeof noParams>;
