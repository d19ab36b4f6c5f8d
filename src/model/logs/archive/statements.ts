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

  /** Rows as lists of their columns, which must have different names: with many rows, objects take half of the time. */
  lists(sql: string, ...values: readonly Column[]): readonly (readonly unknown[])[] {
    const statement = this.get(sql);
    if (!canBeLists(statement)) return statement.all(...values).map((row) => Object.values(row));
    statement.setReturnArrays(true);
    return statement.all(...values) as unknown as readonly (readonly unknown[])[];
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

/** Older Nodes give objects only. */
function canBeLists(statement: StatementSync): boolean {
  return typeof (statement as Partial<StatementSync>).setReturnArrays === 'function';
}
