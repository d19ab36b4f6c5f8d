import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { bundledPackages, licenceTable, notices, sbom } from '../../package/bundled.mjs';

/** As esbuild tells what it made. */
const metafile = {
  outputs: {
    'dist/extension.js': {
      inputs: {
        'src/extension.ts': { bytesInOutput: 100 },
        'node_modules/undici/lib/core/connect.js': { bytesInOutput: 1_000 },
        'node_modules/undici/lib/core/util.js': { bytesInOutput: 10 },
        'node_modules/typescript/lib/typescript.js': { bytesInOutput: 0 },
      },
    },
    'dist/webview/logs.js': {
      inputs: { 'node_modules/@lit/reactive-element/node/x.js': { bytesInOutput: 1 } },
    },
  },
};
const product = { name: 'tuya-device-explorer', version: '1.2.3', license: 'MIT' };
const versionOf = async (name: string): Promise<string> => {
  const manifest = JSON.parse(await readFile(`node_modules/${name}/package.json`, 'utf8')) as {
    version: string;
  };
  return manifest.version;
};

describe('what is bundled', () => {
  it('are the packages with a byte in a bundle, and those that are copied', async () => {
    const packages = await bundledPackages([metafile], ['@vscode/codicons']);
    expect(packages.map(({ name }) => name)).toEqual(['@lit/reactive-element', '@vscode/codicons', 'undici']);
    expect(packages[2]).toMatchObject({ version: await versionOf('undici'), license: 'MIT' });
  });

  it('is a bill of materials that is the same each time', async () => {
    const packages = await bundledPackages([metafile]);
    const text = sbom(product, packages);
    expect(sbom(product, await bundledPackages([metafile]))).toBe(text);
    const lit = `pkg:npm/%40lit/reactive-element@${await versionOf('@lit/reactive-element')}`;
    expect(JSON.parse(text)).toMatchObject({
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      metadata: { component: { name: product.name, version: '1.2.3' } },
      components: [
        {
          type: 'library',
          purl: lit,
          licenses: [{ license: { id: 'BSD-3-Clause' } }],
          hashes: [{ alg: 'SHA-512', content: expect.stringMatching(/^[0-9a-f]{128}$/) as unknown }],
        },
        { name: 'undici' },
      ],
      dependencies: [
        { ref: 'pkg:npm/tuya-device-explorer@1.2.3', dependsOn: [lit, expect.anything() as unknown] },
      ],
    });
  });

  it('has its licences with it, also those that a package only names', async () => {
    const text = await notices(await bundledPackages([metafile], ['@vscode/l10n', '@vscode/codicons']));
    for (const part of [
      'BSD 3-Clause License',
      'Copyright (c) Microsoft Corporation',
      'Creative Commons',
      'undici contributors',
      'Copyright (c) Fedor Indutny, 2018',
    ])
      expect(text.toLowerCase()).toContain(part.toLowerCase());
    expect(text).not.toContain('The Device Explorer for Tuya authors');
  });

  it('has the address of a licence that is content with it, and what goes with that', async () => {
    const text = await notices(await bundledPackages([metafile], ['@vscode/codicons']));
    const [, part = ''] = /\n@vscode\/codicons ([\s\S]*?)\n\n\n/.exec(text) ?? [];
    for (const said of [
      'By Microsoft Corporation: https://www.npmjs.com/package/@vscode/codicons.',
      'a part of it',
      'Creative Commons Attribution 4.0',
      'https://creativecommons.org/licenses/by/4.0/legalcode',
      'disclaims all warranties',
      'THE SOFTWARE IS PROVIDED "AS IS"',
    ])
      expect(part).toContain(said);
    expect(part.length).toBeLessThan(2_000);
  });

  it('is a table', async () => {
    const [head, rule, ...rows] = licenceTable(await bundledPackages([metafile])).split('\n');
    expect([head, rule, rows.length]).toEqual([
      expect.stringMatching(/^\| Package +\| Version +\| Licence +\|$/),
      expect.stringMatching(/^\| -+ \| -+ \| -+ \|$/),
      2,
    ]);
  });
});
