import type { FirmwareKind } from './pointSite.js';
import type { TypeFamily } from './typeWords.js';

/** What can be written at a place in source; `typed` stands there already. */
export interface CompletionPlace {
  readonly wants:
    | { readonly what: 'macro' | 'id' | 'code' }
    | { readonly what: 'type'; readonly family: TypeFamily }
    /** A member of an enum, of the data point that a macro or a number names. */
    | { readonly what: 'member'; readonly of: string; readonly by: 'place' | 'name' };
  readonly typed: string;
}

const inC: readonly (readonly [
  RegExp,
  (groups: Readonly<Record<string, string>>) => CompletionPlace['wants'],
])[] = [
  [
    /\bmcu_dp_enum_update\s{0,8}\(\s{0,8}(?<of>\w{1,100})\s{0,8},\s{0,8}(?<typed>\d{0,3})$/u,
    ({ of = '' }) => ({ what: 'member', of, by: 'place' }),
  ],
  [
    /\.\s{0,8}id\s{0,8}=\s{0,8}(?<of>\w{1,100})\b[^{}]{0,300}\.\s{0,8}dp_enum\s{0,8}=\s{0,8}(?<typed>\d{0,3})$/u,
    ({ of = '' }) => ({ what: 'member', of, by: 'place' }),
  ],
  [
    /\{\s{0,8}(?:DPID_\w{1,100}|\d{1,3})\s{0,8},\s{0,8}(?<typed>(?:DP_[A-Z_]{0,20})?)$/u,
    () => ({ what: 'type', family: 'mcuType' }),
  ],
  [/\.\s{0,8}type\s{0,8}=\s{0,8}(?<typed>[A-Z_]{0,20})$/u, () => ({ what: 'type', family: 'property' })],
  [
    /\\"(?<of>\d{1,3})\\"\s{0,8}:\s{0,8}\\"(?<typed>\w{0,40})$/u,
    ({ of = '' }) => ({ what: 'member', of, by: 'name' }),
  ],
  [/\\"(?<typed>\d{0,3})$/u, () => ({ what: 'id' })],
  [/(?:^|[^\w])(?<typed>DPI?D?_?\w{0,100})$/u, () => ({ what: 'macro' })],
  [/\bmcu_dp_\w{1,20}_update\s{0,8}\(\s{0,8}(?<typed>)$/u, () => ({ what: 'macro' })],
  [/\.\s{0,8}id\s{0,8}=\s{0,8}(?<typed>\d{0,3})$/u, () => ({ what: 'macro' })],
];

const inEsphome: typeof inC = [
  [/\bdatapoint_type:[ ]+(?<typed>\w{0,20})$/u, () => ({ what: 'type', family: 'esphome' })],
  [/(?:^|[\s_-])\w{0,40}datapoint:[ ]+(?<typed>\d{0,3})$/u, () => ({ what: 'id' })],
  [
    /\bset_enum_datapoint_value\s{0,8}\(\s{0,8}(?<of>\d{1,3})\s{0,8},\s{0,8}(?<typed>\d{0,3})$/u,
    ({ of = '' }) => ({ what: 'member', of, by: 'place' }),
  ],
  [/\bset_[a-z]{1,20}_datapoint_value\s{0,8}\(\s{0,8}(?<typed>\d{0,3})$/u, () => ({ what: 'id' })],
];

const inOpenBeken: typeof inC = [
  [
    /^\s{0,40}linkTuyaMCUOutputToChannel\s{1,8}\d{1,3}\s{1,8}(?<typed>\w{0,20})$/iu,
    () => ({ what: 'type', family: 'openBeken' }),
  ],
  [/^\s{0,40}linkTuyaMCUOutputToChannel\s{1,8}(?<typed>\d{0,3})$/iu, () => ({ what: 'id' })],
];

const inTuyaLocal: typeof inC = [
  [/^\s{0,60}(?:-\s{1,4})?type:[ ]+(?<typed>\w{0,20})$/u, () => ({ what: 'type', family: 'tuyaLocal' })],
  [/^\s{0,60}(?:-\s{1,4})?id:[ ]+(?<typed>\d{0,3})$/u, () => ({ what: 'id' })],
];

const inJson: typeof inC = [[/"code"\s{0,8}:\s{0,8}"(?<typed>\w{0,60})$/u, () => ({ what: 'code' })]];

const places: Readonly<Record<FirmwareKind, typeof inC>> = {
  c: inC,
  esphome: inEsphome,
  openBeken: inOpenBeken,
  tuyaLocal: inTuyaLocal,
  tinytuya: inJson,
  tuyaOpenModel: inJson,
  tuyaOpenProject: [],
};

/** As much of a text before the caret as a place is told by. */
export const completionLookback = 600;

/** @param before the text before the caret; of C a few lines, else the line */
export function completionPlace(kind: FirmwareKind, before: string): CompletionPlace | undefined {
  const text = before.slice(-completionLookback);
  for (const [pattern, wants] of places[kind]) {
    const groups = pattern.exec(text)?.groups;
    if (groups) return { wants: wants(groups), typed: groups['typed'] ?? '' };
  }
  return undefined;
}
