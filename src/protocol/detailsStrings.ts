import type { AttributeGroupKey } from './details.js';
import type { DetailsWriteStrings } from './detailsWriteStrings.js';

/** `{0}`, `{1}` stand for what the page fills in. */
export interface DetailsStrings extends DetailsWriteStrings {
  readonly refresh: string;
  readonly refreshing: string;
  readonly cancel: string;
  readonly retry: string;
  readonly copyId: string;
  readonly copyJson: string;
  readonly copy: string;
  /** {0}: what is copied */
  readonly copyWhat: string;
  readonly copied: string;
  readonly copyFailed: string;
  readonly show: string;
  readonly hide: string;
  readonly secretHidden: string;
  readonly online: string;
  readonly offline: string;
  readonly onlineUnknown: string;
  readonly product: string;
  readonly category: string;
  readonly project: string;
  readonly demo: string;
  readonly user: string;
  readonly gateway: string;
  /** {0}: time of day or date */
  readonly staleLabel: string;
  /** {0}: time of day or date */
  readonly stale: string;
  readonly loading: string;
  readonly updated: string;
  /** {0}: number of data points */
  readonly updatedChanged: string;
  readonly refreshFailed: string;
  readonly refreshCancelled: string;
  readonly requestFailed: string;
  readonly dataPoints: string;
  readonly code: string;
  readonly value: string;
  readonly type: string;
  readonly changed: string;
  readonly newDataPoint: string;
  /** {0}: the value before */
  readonly was: string;
  readonly emptyValue: string;
  readonly showAll: string;
  /** {0}: number of characters */
  readonly characters: string;
  /** {0}: number of entries */
  readonly jsonSize: string;
  /** {0}: number of bytes */
  readonly bytes: string;
  readonly noDataPoints: string;
  readonly noDataPointsGateway: string;
  readonly noDataPointsInfrared: string;
  readonly noDataPointsUnknown: string;
  readonly attributes: string;
  readonly attribute: string;
  readonly notReported: string;
  readonly yes: string;
  readonly no: string;
  readonly groups: Readonly<Record<AttributeGroupKey, string>>;
  readonly deviceTime: string;
  readonly iso: string;
  readonly localTime: string;
  readonly moreTimes: string;
  readonly subDevices: string;
  readonly noSubDevices: string;
  readonly noSubDevicesWhy: string;
  readonly subDevicesUnread: string;
  readonly loadSubDevices: string;
  /** {0}: number of devices */
  readonly unlistedSubDevices: string;
  readonly factory: string;
  readonly factoryUnread: string;
  readonly factoryUnknown: string;
  readonly loadFactory: string;
  readonly deviceGone: string;
  readonly deviceGoneWhat: string;
  readonly projectGone: string;
  readonly projectGoneWhat: string;
  readonly unread: string;
  /** {0}: error code */
  readonly errorCode: string;
  /** {0}: tid */
  readonly errorTid: string;
  readonly showExtensionLog: string;
  readonly openDeviceLog: string;
  readonly deviceActions: string;
}
