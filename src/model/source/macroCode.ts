/** The code that a macro is named after: `DPID_SWITCH_1` is `switch_1`. */
export function codeOfMacro(macro: string): string {
  return macro.replace(/^DPID_/u, '').toLowerCase();
}

/** As the SDK generators name the macro of a code. */
export function macroOfCode(code: string): string {
  return `DPID_${code.replace(/\W/gu, '_').toUpperCase()}`;
}
