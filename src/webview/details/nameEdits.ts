import type { TemplateResult } from 'lit';
import { html } from 'lit';
import type { NamedThing } from '../../protocol/details.js';
import { fill } from '../shared/fill.js';
import '../shared/nameEdit.js';
import type { Scene } from './parts.js';

export interface NameOptions {
  /** What is renamed, for the labels. */
  readonly what: string;
  readonly name: string;
  readonly shown: unknown;
}

/** A name with its pencil. */
export function nameEdit(
  { strings, actions, snapshot }: Scene,
  thing: NamedThing,
  { what, name, shown }: NameOptions,
): TemplateResult {
  return html`<tuya-name
    .key=${JSON.stringify(thing)}
    .name=${name}
    .shown=${shown}
    .label=${fill(strings.rename, what)}
    .fieldLabel=${fill(strings.newName, what)}
    .words=${strings}
    .locked=${snapshot.isProtected ? strings.isProtected : ''}
    .check=${(typed: string) => actions.checkName(thing, typed)}
    .save=${(typed: string) => actions.rename(thing, typed)}
  ></tuya-name>`;
}
