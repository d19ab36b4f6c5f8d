/** Words of the chart under the log. `{0}`, `{1}` stand for what the page fills in. */
export interface LogsChartStrings {
  readonly label: string;
}
