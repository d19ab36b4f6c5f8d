import { beforeEach, describe, expect, it } from 'vitest';
import { VirtualDocuments } from '../../../../src/platform/prompts/virtualDocuments.js';
import { TabInputCustom, TabInputText, Uri, workbench } from '../../../support/vscodeShim.js';

beforeEach(() => workbench.reset());

const read = (documents: VirtualDocuments, path: string): string =>
  documents.provideTextDocumentContent({ toString: () => `tuya-report:${path}` } as never);

describe('documents made here', () => {
  it('show a text, then another in its place, and tell that it changed', async () => {
    const documents = new VirtualDocuments();
    const changed: string[] = [];
    documents.onDidChange((uri) => changed.push(uri.toString()));
    const update = await documents.show('report.md', 'first');
    expect(update('second')).toBe(true);
    expect(changed).toEqual(['tuya-report:/1/report.md']);
    expect(read(documents, '/1/report.md')).toBe('second');
    expect(read(documents, '/2/report.md')).toMatch(/no longer available/);
    documents.dispose();
    expect(workbench.providers.size).toBe(0);
  });

  it('open as what they are made of, and nobody is asked to save them', async () => {
    const documents = new VirtualDocuments();
    await documents.show('devices.json', '[]');
    expect(workbench.shown).toEqual(['tuya-report:/1/devices.json']);
    expect(workbench.documents).toEqual([]);
  });

  it('open rendered where VS Code’s preview is there, and else as their source', async () => {
    const documents = new VirtualDocuments();
    await documents.show('report.md', '# A', { rendered: true });
    expect(workbench.shown).toEqual(['tuya-report:/1/report.md']);
    workbench.extensions.add('vscode.markdown-language-features');
    await documents.show('report.md', '# B', { rendered: true });
    expect(workbench.shown).toEqual([
      'tuya-report:/1/report.md',
      'tuya-report:/2/report.md in vscode.markdown.preview.editor',
    ]);
  });

  it('are forgotten once they are closed; the one of a name is made again', async () => {
    const documents = new VirtualDocuments();
    const update = await documents.show('calls.md', 'first', { single: true });
    await documents.show('calls.md', 'second', { single: true });
    expect(read(documents, '/calls.md')).toBe('second');
    workbench.documentClosed.fire({ uri: { scheme: 'file', toString: () => 'tuya-report:/calls.md' } });
    expect(update('third')).toBe(true);
    workbench.documentClosed.fire({
      uri: { scheme: 'tuya-report', toString: () => 'tuya-report:/calls.md' },
    });
    expect(update('fourth')).toBe(false);
    expect(read(documents, '/calls.md')).toMatch(/no longer available/);
  });

  it('are copied by their address, or as the one in front', async () => {
    const documents = new VirtualDocuments();
    await documents.show('report.md', '# A');
    expect(documents.textOf('tuya-report:/1/report.md')).toBe('# A');
    expect(documents.textOf('tuya-report:/2/report.md')).toBeUndefined();
    expect(documents.textOf(undefined)).toBeUndefined();
    workbench.tabInFront = new TabInputCustom(Uri.parse('tuya-report:/1/report.md'), 'preview');
    expect(documents.textOf(undefined)).toBe('# A');
    workbench.tabInFront = new TabInputText(Uri.parse('file:/README.md'));
    expect(documents.textOf(undefined)).toBeUndefined();
  });
});
