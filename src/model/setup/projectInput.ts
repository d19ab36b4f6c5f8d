import * as z from 'zod';
import { dataCenters } from '../../tuya/dataCenters.js';
import { checkEndpoint } from '../../tuya/endpoint.js';
import { ProjectInputError } from '../projects/projectErrors.js';
import type { ProjectDraft } from './projectSetup.js';

const text = z.string().trim().min(1);

/** What `tuya.addProject` takes from a script. */
const projectInput = z.strictObject({
  name: text.optional(),
  dataCenter: z.enum(dataCenters.map(({ key }) => key) as [string, ...string[]]).optional(),
  endpoint: text.optional(),
  accessId: text,
  accessSecret: text,
  schema: text.optional(),
  uids: z.array(text).max(100).optional(),
});

export interface ReadInput {
  readonly draft: ProjectDraft;
  /** The host is neither an official one nor this machine: a person must agree to it. */
  readonly needsConsent: boolean;
}

/**
 * Reads the object a script passes to `tuya.addProject`: a data center or an endpoint, and the keys.
 * @throws ProjectInputError
 */
export function readProjectInput(input: unknown): ReadInput {
  const read = projectInput.safeParse(input);
  if (!read.success) {
    const [issue] = read.error.issues;
    const unknownField = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
    throw new ProjectInputError(unknownField ?? (issue?.path.join('.') || 'project'));
  }
  const { name, dataCenter, endpoint, accessId, accessSecret, schema, uids } = read.data;
  const center = dataCenters.find(({ key }) => key === dataCenter);
  if ((center === undefined) === (endpoint === undefined)) throw new ProjectInputError('dataCenter');
  const check = checkEndpoint(center?.endpoint ?? endpoint ?? '');
  if (!check.ok) throw new ProjectInputError('endpoint');
  return {
    draft: {
      endpoint: check.endpoint,
      accessId,
      accessSecret,
      uids: [...new Set(uids ?? [])],
      ...(name ? { name } : {}),
      ...(schema ? { schema } : {}),
    },
    needsConsent: !check.official && !check.loopback,
  };
}
