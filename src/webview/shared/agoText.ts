import * as l10n from '@vscode/l10n';
import { timeAgo } from '../../base/timeAgo.js';

/** What is younger is called so. */
export const justNowMs = 10_000;

/** How long ago something was, in one language: `3 min ago`, or `just now`. The formatter is made once. */
export class AgoText {
  private format: Intl.RelativeTimeFormat | undefined;

  constructor(private readonly locale: string) {}

  /** Both in epoch milliseconds. What no calendar holds has no text. */
  since(at: number, now: number): string | undefined {
    const ms = at - now;
    if (!Number.isFinite(ms)) return undefined;
    if (Math.abs(ms) < justNowMs) return l10n.t('just now');
    this.format ??= new Intl.RelativeTimeFormat(this.locale, { numeric: 'always', style: 'narrow' });
    return timeAgo(this.format, ms);
  }
}
