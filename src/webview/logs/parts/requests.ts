import type { LogFilterDto } from '../../../protocol/logFilter.js';
import type { FromLogsPage } from '../../../protocol/logRequests.js';
import { PageRequests } from '../../shared/requests.js';

/** The page's requests to the host; the filter is changed in parts. */
export class LogsRequests extends PageRequests<FromLogsPage> {
  private sentFilter: LogFilterDto | undefined;

  /** Changes a part of the filter. What was sent before and hasn't come back yet counts too. */
  changeFilter(shown: LogFilterDto, change: Partial<LogFilterDto>): void {
    const next = { ...this.filterAfter(shown), ...change };
    this.sentFilter = next;
    void this.ask('filter', next).then((answer) => {
      if (answer === undefined && this.sentFilter === next) this.sentFilter = undefined;
    });
  }

  /** The filter as it will be: as the host shows it, or as it was sent meanwhile. */
  filterAfter(shown: LogFilterDto): LogFilterDto {
    if (this.sentFilter && JSON.stringify(ordered(this.sentFilter)) === JSON.stringify(ordered(shown)))
      this.sentFilter = undefined;
    return this.sentFilter ?? shown;
  }
}

function ordered({ text, mode, hiddenTypes }: LogFilterDto): readonly unknown[] {
  return [text, mode, hiddenTypes];
}
