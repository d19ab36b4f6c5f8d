import { dataCenters } from '../tuya/dataCenters.js';
import { checkEndpoint } from '../tuya/endpoint.js';
import { UsageError } from './cliOptions.js';

export interface Keys {
  readonly endpoint: string;
  readonly accessId: string;
  readonly accessSecret: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Where requests go, and with which keys: the environment alone says it. @throws UsageError without any of its values */
export function readKeys(environment: Environment): Keys {
  const { TUYA_ACCESS_ID: accessId, TUYA_ACCESS_SECRET: accessSecret } = environment;
  if (!accessId || !accessSecret)
    throw new UsageError('Set TUYA_ACCESS_ID and TUYA_ACCESS_SECRET in the environment.');
  return { endpoint: readEndpoint(environment), accessId, accessSecret };
}

function readEndpoint({ TUYA_REGION: region, TUYA_ENDPOINT: endpoint }: Environment): string {
  if (endpoint && region) throw new UsageError('Set TUYA_REGION or TUYA_ENDPOINT, not both.');
  if (endpoint) {
    const check = checkEndpoint(endpoint);
    if (!check.ok) throw new UsageError(`TUYA_ENDPOINT can’t be used (${check.reason}).`);
    return check.endpoint;
  }
  const center = dataCenters.find(({ key }) => key === region);
  if (!center) throw new UsageError(`TUYA_REGION is one of ${dataCenters.map(({ key }) => key).join(', ')}.`);
  return center.endpoint;
}
