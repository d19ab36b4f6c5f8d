/** What codes of data points are made of: letters, digits and a few signs that can stand in a path. */
const codePattern = /^[\p{L}\p{N}_:-][\p{L}\p{N}_.:-]{0,127}$/u;

export type PointCodeInput =
  | { readonly ok: true; readonly code: string }
  | { readonly ok: false; readonly problem: 'empty' | 'notACode' };

/** The code of a data point as it was typed. */
export function readPointCode(typed: string): PointCodeInput {
  const code = typed.trim();
  if (code === '') return { ok: false, problem: 'empty' };
  return codePattern.test(code) ? { ok: true, code } : { ok: false, problem: 'notACode' };
}
