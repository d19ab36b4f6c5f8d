import type { Project } from '../../model/projects/project.js';
import type { ProjectField } from '../../model/projects/projectErrors.js';
import type { ProjectDraft } from '../../model/setup/projectSetup.js';
import { dataCenterOf, dataCenters, type DataCenterKey } from '../../tuya/dataCenters.js';
import { checkEndpoint } from '../../tuya/endpoint.js';

/** The prompts of a project, each by what it asks for. */
export type FormStep = 'center' | ProjectField;

/** A published data center, the one that turns out to know the keys, or another host. */
export type CenterChoice = DataCenterKey | 'find' | 'custom';

/** What was typed so far, kept while a person goes back and forth. */
export interface FormValues {
  center: CenterChoice | undefined;
  endpoint: string;
  accessId: string;
  accessSecret: string;
  /** The secret is for this window only. */
  isSessionOnly: boolean;
  name: string;
  schema: string;
  uids: string;
  /** The foreign endpoint a person has agreed to. */
  agreedEndpoint: string | undefined;
}

export function emptyForm(): FormValues {
  return {
    center: 'find',
    endpoint: '',
    accessId: '',
    accessSecret: '',
    isSessionOnly: false,
    name: '',
    schema: '',
    uids: '',
    agreedEndpoint: undefined,
  };
}

/** The form of a project that is there. Its secret stays where it is: it is typed again or not at all. */
export function formOf(project: Project): FormValues {
  return {
    ...placeOf(project.endpoint),
    accessId: project.accessId,
    accessSecret: '',
    isSessionOnly: project.isSessionOnly === true,
    name: project.name,
    schema: project.schema ?? '',
    uids: project.uids.join(', '),
    agreedEndpoint: project.endpoint,
  };
}

/** An endpoint as it would have been chosen. */
export function placeOf(endpoint: string): Pick<FormValues, 'center' | 'endpoint'> {
  return { center: dataCenterOf(endpoint)?.key ?? 'custom', endpoint };
}

/**
 * The steps that these values lead through. A new project needs its keys and no more: the rest can be told once it is
 * connected.
 */
export function stepsOf({ center }: FormValues, isNew: boolean): readonly FormStep[] {
  const keys = ['accessId', 'accessSecret'] as const;
  const place = center === 'custom' ? (['center', 'endpoint'] as const) : (['center'] as const);
  return isNew ? [...keys, ...place] : [...place, ...keys, 'name', 'schema', 'uids'];
}

/** The endpoint is typed for the last row of the data centers: both are one part. */
export function partOf(step: FormStep): FormStep {
  return step === 'endpoint' ? 'center' : step;
}

/** The step to go back to for a field: an official endpoint was chosen, not typed. */
export function stepFor(field: ProjectField, { center }: FormValues): FormStep {
  return field === 'endpoint' && center !== 'custom' ? 'center' : field;
}

/** The endpoint that the values stand for; undefined where it isn't one yet. */
export function endpointOf({ center, endpoint }: FormValues): string | undefined {
  if (center !== 'custom') return dataCenters.find(({ key }) => key === center)?.endpoint;
  const check = checkEndpoint(endpoint);
  return check.ok ? check.endpoint : undefined;
}

/** Ids separated by commas, semicolons or spaces, each once. */
export function splitUids(text: string): readonly string[] {
  return [...new Set(text.split(/[\s,;]+/u).filter((uid) => uid !== ''))];
}

/** The project as it was typed; undefined while there is no endpoint. */
export function draftOf(values: FormValues): ProjectDraft | undefined {
  const endpoint = endpointOf(values);
  if (endpoint === undefined) return undefined;
  const { accessId, accessSecret, isSessionOnly, name, schema, uids } = values;
  return {
    endpoint,
    accessId: accessId.trim(),
    accessSecret: accessSecret.trim(),
    isSessionOnly,
    uids: splitUids(uids),
    ...(name.trim() ? { name: name.trim() } : {}),
    ...(schema.trim() ? { schema: schema.trim() } : {}),
  };
}
