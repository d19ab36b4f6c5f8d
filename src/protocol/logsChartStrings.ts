/** Words of the chart under the log. `{0}`, `{1}` … stand for what the page fills in. */
export interface LogsChartStrings {
  readonly label: string;
  /** Nothing to draw in the range. */
  readonly empty: string;
  readonly emptyHint: string;
  readonly noneChosen: string;
  readonly loading: string;
  readonly failed: string;
  readonly retry: string;
  readonly lanes: string;
  readonly chooseLanes: string;
  /** {0} lanes at most. */
  readonly tooManyLanes: string;
  readonly busiest: string;
  readonly zoomIn: string;
  readonly zoomOut: string;
  readonly reset: string;
  readonly savePng: string;
  readonly on: string;
  readonly off: string;
  /** {0} name of a data point. */
  readonly noPoints: string;
  readonly noPointsHere: string;
  /** {0} name, {1} points, {2} from, {3} to, {4} lowest, {5} highest, {6} last. */
  readonly numberSummary: string;
  /** {0} name, {1} points, {2} from, {3} to, {4} last. */
  readonly booleanSummary: string;
  /** {0} time, {1} value. */
  readonly pointAt: string;
  /** What keys do in a lane. */
  readonly keys: string;
  readonly mouse: string;
  /** {0} points drawn, {1} points there are. */
  readonly thinned: string;
  /** A scale that is only usual for the code. */
  readonly assumed: string;
}
