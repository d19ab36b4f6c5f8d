import { WrittenRow } from './fileRow.js';

/** What stands in one file. */
export class FileContent {
  /** By their milliseconds. Most hold one row without a key, of which its fields alone are kept. */
  private readonly rows = new Map<number, number | WrittenRow[]>();

  at(time: number): readonly WrittenRow[] {
    const there = this.rows.get(time) ?? [];
    return typeof there === 'number' ? [new WrittenRow(there, undefined)] : there;
  }

  add(time: number, row: WrittenRow): void {
    const there = this.rows.get(time);
    if (typeof there === 'object') there.push(row);
    else if (there === undefined && row.key === undefined) this.rows.set(time, row.fields);
    else this.rows.set(time, [...this.at(time), row]);
  }

  /** The newest time that isn’t after `now`; undefined where there is none. A device’s clock may be a century ahead. */
  newest(now: number): number | undefined {
    let newest: number | undefined;
    for (const time of this.rows.keys()) if (time <= now && time > (newest ?? -Infinity)) newest = time;
    return newest;
  }
}

/** What stands in all files of a device, the oldest file first. */
export class WrittenRows {
  constructor(readonly files: FileContent[] = []) {}

  at(time: number): readonly WrittenRow[] {
    return this.files.flatMap((file) => file.at(time));
  }

  get current(): FileContent {
    const last = this.files.at(-1);
    if (last) return last;
    const first = new FileContent();
    this.files.push(first);
    return first;
  }
}
