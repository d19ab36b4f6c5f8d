import { expect, it } from 'vitest';
import { attributeGroups } from '../../../../src/panels/details/attributes.js';
import { attributeLabels } from '../../../../src/webview/details/attributeLabels.js';

it('names every attribute that the host lists, and no other', () => {
  const listed = attributeGroups.flatMap(({ rows }) => rows.map(({ wireName }) => wireName));
  expect([...attributeLabels().keys()].toSorted()).toEqual(listed.toSorted());
});
