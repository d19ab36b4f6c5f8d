import * as z from 'zod';
import type { PointDefinition, ShadowProperty } from '../results.js';
import { msOfSeconds, numberOf, optionalNumber, requiredId, text } from './fields.js';
import { isObject, parsedText } from './jsonText.js';
import { record, type Writable } from './record.js';

/** What a data point is called in every answer that defines one. */
const naming = {
  code: requiredId,
  dp_id: optionalNumber,
  dpId: optionalNumber,
  abilityId: optionalNumber,
  name: text,
  desc: text,
  description: text,
};

/** An entry of a specification's `functions` and `status`; which of the two it is from says who may set it. */
export const specifiedPointReader = record(
  z.object({ ...naming, type: text, values: z.unknown().optional() }),
  { required: ['code'] },
  (wire): PointDefinition => {
    const point = named(wire);
    if (wire.type) point.type = wire.type;
    const values = parsedText(wire.values);
    if (values !== undefined) point.values = values;
    return point;
  },
);

/** A property of a thing model's service. */
export const modelPropertyReader = record(
  z.object({ ...naming, accessMode: text, typeSpec: z.unknown().optional() }),
  { required: ['code'] },
  (wire): PointDefinition => {
    const point = named(wire);
    const access = accessModes.get(wire.accessMode?.trim().toLowerCase());
    if (access !== undefined) point.access = access;
    const spec = parsedText(wire.typeSpec);
    if (!isObject(spec)) {
      if (spec !== undefined) point.values = spec;
      return point;
    }
    const { type, ...values } = spec;
    if (typeof type === 'string' && type !== '') point.type = type;
    if (Object.keys(values).length > 0) point.values = values;
    return point;
  },
);

export const shadowPropertyReader = record(
  z.object({
    code: requiredId,
    custom_name: text,
    dp_id: optionalNumber,
    dpId: optionalNumber,
    time: optionalNumber,
    type: text,
    value: z.unknown().optional(),
  }),
  { required: ['code'] },
  (wire): ShadowProperty => {
    const property: Writable<ShadowProperty> = { code: String(wire.code), value: wire.value };
    const dpId = dpIdOf(wire.dp_id) ?? dpIdOf(wire.dpId);
    // Milliseconds by the page; seconds, which most other answers have, can be told from them.
    const at = msOfSeconds(wire.time);
    if (dpId !== undefined) property.dpId = dpId;
    if (wire.custom_name) property.customName = wire.custom_name;
    if (at !== undefined) property.at = at;
    if (wire.type) property.type = wire.type;
    return property;
  },
);

const accessModes: ReadonlyMap<unknown, 'ro' | 'wr' | 'rw'> = new Map<unknown, 'ro' | 'wr' | 'rw'>([
  ['ro', 'ro'],
  ['wr', 'wr'],
  ['rw', 'rw'],
]);

function named(wire: z.infer<z.ZodObject<typeof naming>>): Writable<PointDefinition> {
  const point: Writable<PointDefinition> = { code: String(wire.code) };
  const dpId = dpIdOf(wire.dp_id) ?? dpIdOf(wire.dpId) ?? dpIdOf(wire.abilityId);
  const description = wire.description || wire.desc;
  // One form of the specification has the values once more in the place of a description.
  const isText = description && !description.trimStart().startsWith('{');
  if (dpId !== undefined) point.dpId = dpId;
  if (wire.name) point.name = wire.name;
  if (isText) point.description = description;
  return point;
}

function dpIdOf(value: string | number | null | undefined): number | undefined {
  const number = numberOf(value);
  return number !== undefined && Number.isSafeInteger(number) && number > 0 ? number : undefined;
}
