import type { TemplateResult } from 'lit';
import { icon } from './icon.js';

/** How something that was sent has gone so far. */
export type Tone = 'waiting' | 'good' | 'note' | 'bad';

/** Says it to the eye; the words stand beside it. */
export function toneIcon(tone: Tone): TemplateResult {
  switch (tone) {
    case 'waiting':
      return icon('loading', 'codicon-modifier-spin dim');
    case 'good':
      return icon('pass', 'ok');
    case 'note':
      return icon('warning', 'warn');
    case 'bad':
      return icon('error', 'sent-bad');
  }
}
