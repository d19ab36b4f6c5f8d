/**
 * Whether a task's name is one that a person has named; `*` stands for anything, case doesn't matter.
 * Matched piece by piece: a pattern made of stars can't take long.
 */
export function isNamedTask(name: string, patterns: readonly string[]): boolean {
  const folded = name.toLowerCase();
  return patterns.some((pattern) => matches(folded, pattern.trim().toLowerCase()));
}

function matches(name: string, pattern: string): boolean {
  if (pattern === '') return false;
  const pieces = pattern.split('*');
  const [first = '', ...rest] = pieces;
  const last = rest.pop();
  if (last === undefined) return name === first;
  if (!name.startsWith(first)) return false;
  let at = first.length;
  for (const piece of rest) {
    const found = name.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return name.length - last.length >= at && name.endsWith(last);
}
