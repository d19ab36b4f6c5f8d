import { describe, expect, it } from 'vitest';
import { countText, isPlain } from '../../../../src/webview/shared/plainText.js';

const regions = ['US', 'GB', 'AU', 'CA', 'IE', 'NZ', 'SG', 'HK', 'IN', 'ZA', 'DE', 'CH', 'FI', 'FR', 'DK'];
const locales = [
  ...['en', ...regions.map((region) => `en-${region}`)],
  ...['zh', 'zh-cn', 'zh-CN', 'zh-TW', 'zh-SG', 'zh-HK', 'zh-Hans', 'zh-Hant', 'de', 'ar-EG', 'fa'],
];

describe('a count', () => {
  it.each(locales)('in %s is as Intl writes it', (locale) => {
    for (const count of [
      0, 7, 999, 1000, 12_345, 123_456, 1_000_000, 123_456_789, -1, -999, -12_345, 1234.5678, 0.1234,
    ])
      expect(countText(count, locale)).toBe(count.toLocaleString(locale));
  });

  it('needs no Intl in the languages of the interface', () => {
    expect(['en', 'en-US', 'en-GB', 'zh-cn', 'zh-TW'].map(isPlain)).toEqual([true, true, true, true, true]);
    expect(['de', 'en-IN', 'en-FI', 'en-US-u-nu-thai', 'zh-u-nu-hanidec', ''].map(isPlain)).toEqual(
      Array(6).fill(false),
    );
  });
});
