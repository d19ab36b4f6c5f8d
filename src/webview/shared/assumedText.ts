import * as l10n from '@vscode/l10n';
import type { AgreementDto } from '../../protocol/details.js';
import { countText } from './plainText.js';

/** What stands behind a `≈`. */
export function assumedText({ agreeing, products }: AgreementDto, locale: string): string {
  return l10n.t(
    'Scale and unit are assumed: {0} of {1} known products with this data point have them.',
    countText(agreeing, locale),
    countText(products, locale),
  );
}
