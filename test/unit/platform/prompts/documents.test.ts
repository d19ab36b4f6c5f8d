import { beforeEach, describe, expect, it } from 'vitest';
import { Documents } from '../../../../src/platform/prompts/documents.js';
import { workbench } from '../../../support/vscodeShim.js';

beforeEach(() => workbench.reset());

describe('documents made here', () => {
  it('show a text, then another in its place, and tell that it changed', async () => {
    const documents = new Documents();
    const changed: string[] = [];
    documents.onDidChange((uri) => changed.push(uri.toString()));
    const update = await documents.show('report.md', 'first');
    update('second');
    expect(changed).toEqual(['tuya-report:/1/report.md']);
    const read = (path: string): string =>
      documents.provideTextDocumentContent({ toString: () => `tuya-report:${path}` } as never);
    expect(read('/1/report.md')).toBe('second');
    expect(read('/2/report.md')).toBe('');
    documents.dispose();
    expect(workbench.providers.size).toBe(0);
  });
});
