export type DataCenterKey = 'cn' | 'us' | 'us-e' | 'eu' | 'eu-w' | 'in' | 'sg';

export interface DataCenter {
  readonly key: DataCenterKey;
  readonly name: string;
  /** Origin of the API, no trailing slash. */
  readonly endpoint: string;
  /** Origin that serves the device icons, no trailing slash. */
  readonly iconHost: string;
}

/**
 * The seven data centers Tuya publishes. Singapore's icon host follows the rule that fits the others
 * (`images.` before the host's own domain); Tuya doesn't name it.
 */
export const dataCenters: readonly DataCenter[] = [
  dataCenter('cn', 'China', 'openapi.tuyacn.com', 'tuyacn.com'),
  dataCenter('us', 'Western America', 'openapi.tuyaus.com', 'tuyaus.com'),
  dataCenter('us-e', 'Eastern America', 'openapi-ueaz.tuyaus.com', 'tuyaus.com'),
  dataCenter('eu', 'Central Europe', 'openapi.tuyaeu.com', 'tuyaeu.com'),
  dataCenter('eu-w', 'Western Europe', 'openapi-weaz.tuyaeu.com', 'tuyaeu.com'),
  dataCenter('in', 'India', 'openapi.tuyain.com', 'tuyain.com'),
  dataCenter('sg', 'Singapore', 'openapi-sg.iotbing.com', 'iotbing.com'),
];

/** The data center whose endpoint is exactly this one. */
export function dataCenterOf(endpoint: string): DataCenter | undefined {
  return dataCenters.find((center) => center.endpoint === endpoint);
}

function dataCenter(key: DataCenterKey, name: string, host: string, domain: string): DataCenter {
  return { key, name, endpoint: `https://${host}`, iconHost: `https://images.${domain}` };
}
