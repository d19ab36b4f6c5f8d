import { describe, expect, it } from 'vitest';
import { testDataCenters } from '../../../../src/platform/settings/testDataCenters.js';
import { ExtensionMode } from '../../../support/vscodeShim.js';

const seven = Array.from({ length: 7 }, (_, at) => `http://127.0.0.1:${8001 + at}`);
const { Production, Development, Test } = ExtensionMode;

describe('servers in the place of the data centers', () => {
  it.each([Development, Test])('are taken where the extension runs from its source (%i)', (mode) => {
    const centers = testDataCenters(mode, seven.join());
    expect(centers?.map(({ endpoint }) => endpoint)).toEqual(seven);
    expect(centers?.map(({ name }) => name)).toContain('Central Europe');
  });

  it.each([Production, undefined])('are ignored by an installed extension (%s)', (mode) => {
    expect(testDataCenters(mode, seven.join())).toBeUndefined();
  });

  it.each([
    'https://evil.example',
    'http://192.168.0.2:80',
    'http://127.0.0.1.evil.example',
    'http://user@127.0.0.1:80',
    'file:///tmp',
  ])('are never on another machine: %s', (origin) => {
    expect(testDataCenters(Development, [origin, ...seven.slice(1)].join())).toHaveLength(6);
  });

  it.each([undefined, ''])('are nobody’s where none is named', (text) => {
    expect(testDataCenters(Development, text)).toBeUndefined();
  });
});
