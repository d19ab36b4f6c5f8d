import * as z from 'zod';
import { dataCenters, type DataCenterKey } from '../../tuya/dataCenters.js';
import { checkEndpoint } from '../../tuya/endpoint.js';
import { demoEndpoint, type Project } from './project.js';

const dataCenterKeys = dataCenters.map(({ key }) => key);
const nonEmpty = z.string().trim().min(1);
const dataCenterKey = z.custom<DataCenterKey>((value) => dataCenterKeys.some((key) => key === value));

/** An entry of the stored list. An endpoint that no prompt would have let through is not let in here either. */
const storedProject = z
  .object({
    id: nonEmpty,
    name: nonEmpty,
    kind: z.enum(['cloud', 'demo']),
    endpoint: nonEmpty,
    dataCenter: dataCenterKey.optional(),
    accessId: z.string(),
    schema: nonEmpty.optional(),
    uids: z.array(nonEmpty),
    isProtected: z.boolean().optional(),
    isSessionOnly: z.boolean().optional(),
    // A budget that can't be read costs nobody the project.
    callBudget: z.number().int().min(0).optional().catch(undefined),
  })
  .check((context) => {
    const { kind, endpoint, dataCenter } = context.value;
    const official = dataCenters.find(({ key }) => key === dataCenter);
    const allowed = kind === 'demo' ? endpoint === demoEndpoint : checkEndpoint(endpoint).ok;
    if (!allowed || (official && official.endpoint !== endpoint)) {
      context.issues.push({ code: 'custom', path: ['endpoint'], message: 'not allowed', input: endpoint });
    }
  });

export type StoredEntry =
  | { readonly ok: true; readonly project: Project }
  | { readonly ok: false; readonly name?: string; readonly field: string };

/** Reads one stored entry; says which field is wrong where it can't be read. */
export function readStoredProject(entry: unknown): StoredEntry {
  const read = storedProject.safeParse(entry);
  if (read.success) return { ok: true, project: dropUndefined(read.data) };
  const name = z.object({ name: nonEmpty }).safeParse(entry);
  const field = read.error.issues[0]?.path.join('.') ?? '';
  return { ok: false, field, ...(name.success ? { name: name.data.name } : {}) };
}

function dropUndefined(project: z.infer<typeof storedProject>): Project {
  const { dataCenter, schema, isProtected, isSessionOnly, callBudget, ...rest } = project;
  return {
    ...rest,
    ...(dataCenter ? { dataCenter } : {}),
    ...(schema ? { schema } : {}),
    ...(isProtected ? { isProtected } : {}),
    ...(isSessionOnly ? { isSessionOnly } : {}),
    ...(callBudget === undefined ? {} : { callBudget }),
  };
}
