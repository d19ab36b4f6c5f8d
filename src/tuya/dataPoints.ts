export interface DataPointsApi {
  /** Names a data point of a device (`functions/{code}`). */
  rename(deviceId: string, code: string, name: string, signal?: AbortSignal): Promise<void>;
}
