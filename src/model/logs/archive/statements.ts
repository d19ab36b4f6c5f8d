import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Column } from './archiveRow.js';

/** Statements by their text, prepared once for a connection. */
export class Statements {
  private readonly prepared = new Map<string, StatementSync>();

  constructor(private readonly database: DatabaseSync) {}

  run(sql: string, ...values: readonly Column[]): number {
    return Number(this.get(sql).run(...values).changes);
  }

  all(sql: string, ...values: readonly Column[]): readonly Readonly<Record<string, unknown>>[] {
    return this.get(sql).all(...values);
  }

  /** The first column of the first row, where it is a number. */
  number(sql: string, ...values: readonly Column[]): number | undefined {
    const [row] = this.get(sql).all(...values);
    const value = row && Object.values(row)[0];
    return typeof value === 'number' ? value : undefined;
  }

  /**
   * All of it or nothing; nobody else writes meanwhile.
   * @throws what SQLite throws, `busy` before anything was done
   */
  transaction<T>(work: () => T): T {
    this.database.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.database.exec('COMMIT');
      return result;
    } catch (error) {
      // A full disk or a damaged file may have ended it already.
      if (this.database.isTransaction) this.database.exec('ROLLBACK');
      throw error;
    }
  }

  private get(sql: string): StatementSync {
    let statement = this.prepared.get(sql);
    if (!statement) {
      statement = this.database.prepare(sql);
      this.prepared.set(sql, statement);
    }
    return statement;
  }
}
