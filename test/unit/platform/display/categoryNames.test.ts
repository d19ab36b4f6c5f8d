import { expect, it } from 'vitest';
import { categoryName } from '../../../../src/platform/display/categoryNames.js';

it.each([
  ['cz', 'Socket'],
  ['pm2.5', 'PM2.5 detector'],
  // A code without a word stays a code, and one of the language's own names finds nothing.
  ['newcode', 'newcode'],
  ['constructor', 'constructor'],
  ['$(flame)\u202e', '$ (flame)'],
  ['', ''],
  [undefined, ''],
])('%j is %j', (category, name) => {
  expect(categoryName(category)).toBe(name);
});
