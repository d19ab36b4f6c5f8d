/** Which rows are selected, by id, and from where a range with Shift starts. Nothing in it changes in place. */
export interface Selection {
  readonly ids: ReadonlySet<number>;
  readonly from: number | undefined;
}

export const nothingSelected: Selection = { ids: new Set(), from: undefined };

export function only(id: number): Selection {
  return { ids: new Set([id]), from: id };
}

export function toggled({ ids }: Selection, id: number): Selection {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return { ids: next, from: id };
}

export function range(from: number, ids: Iterable<number>): Selection {
  return { ids: new Set(ids), from };
}
