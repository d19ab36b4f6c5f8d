/** Name of the script that a page runs when it is first needed: the chart of a log. */
export function laterScriptName(entry: string): string | undefined {
  return entry === 'logs' ? 'chart.js' : undefined;
}
