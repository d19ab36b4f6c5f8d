type Column = Float64Array | Uint32Array | Int32Array | Uint16Array | Uint8Array;

/** The column with room for at least `length` entries: itself, or a copy of twice the size. */
export function growArray<T extends Column>(column: T, length: number): T {
  if (column.length >= length) return column;
  const larger = new (column.constructor as new (length: number) => T)(Math.max(length, column.length * 2));
  larger.set(column);
  return larger;
}
