import { expect, it } from 'vitest';
import { readTexts } from '../../../../src/webview/shared/seed.js';

it.each([
  [undefined],
  [null],
  ['{"Cancel":"x"}'],
  [7],
  [['Cancel']],
  [{ Cancel: 1, Save: { message: 'x' } }],
])('takes no texts from %j', (texts) => {
  expect(Object.values(readTexts(texts)).filter((text) => text !== 'Cancel')).toEqual([]);
});

it('takes texts as they are, and leaves out what is none', () => {
  const texts = JSON.parse('{"Save":"<b>保存</b>","Cancel":null,"__proto__":{"Edit":"x"}}') as unknown;
  expect(readTexts(texts)).toEqual({ Save: '<b>保存</b>' });
});
