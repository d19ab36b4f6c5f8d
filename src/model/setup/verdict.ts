import { apiGroupOf, type ApiGroup } from '../../tuya/api/apiGroups.js';
import type { TuyaError } from '../../tuya/errors/errors.js';

/** What a data center said to the keys. */
export type Verdict =
  | {
      readonly kind: 'holds';
      readonly devices: number;
      /** The cloud gave no total: there may be more. */
      readonly orMore: boolean;
    }
  | { readonly kind: 'empty' }
  | (Failure & { readonly kind: 'wrongKeys' | 'suspended' | 'ipNotAllowed' | 'unreachable' | 'unclear' })
  | (Failure & { readonly kind: 'notAuthorised'; readonly apiGroup: ApiGroup });

export type VerdictKind = Verdict['kind'];
export type FailedVerdict = Exclude<Verdict, { readonly kind: 'holds' | 'empty' }>;

interface Failure {
  /** With the code and the trace id, where the cloud gave them. */
  readonly error: TuyaError;
}

/** "The data center is suspended": not enabled for the project. */
const suspendedCode = 28841107;
/** Doubles as "no access from this region", which is about this computer's address. */
const crossRegionCode = 2007;

/** Sorts a refused token call, or a refused list of devices after it. */
export function verdictOf(error: TuyaError): FailedVerdict {
  return error.code === suspendedCode ? { kind: 'suspended', error } : byReason(error);
}

function byReason(error: TuyaError): FailedVerdict {
  // Whatever a proxy refuses, the data center never saw.
  if (error.reason.startsWith('proxy')) return { kind: 'unreachable', error };
  switch (error.reason) {
    case 'credentials':
      return { kind: 'wrongKeys', error };
    case 'permission':
      if (error.remedy === 'allowIp') return { kind: 'ipNotAllowed', error };
      // Refused by something in front of the cloud.
      if (error.remedy === 'checkNetwork') return { kind: 'unreachable', error };
      return { kind: 'notAuthorised', error, apiGroup: apiGroupOf(error.operation) };
    case 'subscription':
      return { kind: 'notAuthorised', error, apiGroup: apiGroupOf(error.operation) };
    case 'dataCenter':
      return { kind: error.code === crossRegionCode ? 'ipNotAllowed' : 'unclear', error };
    case 'network':
    case 'timeout':
    case 'tls':
      return { kind: 'unreachable', error };
    default:
      return { kind: 'unclear', error };
  }
}
