import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aWorkbench } from '../../../support/commandSetup.js';
import { workbench } from '../../../support/vscodeShim.js';

let bench: Awaited<ReturnType<typeof aWorkbench>>;
beforeEach(async () => {
  bench = await aWorkbench();
  await bench.run('tuya.addProject', { name: 'Bench', ...bench.keys });
});
afterEach(() => bench.end());

describe('the configuration for other agents', () => {
  it('is copied after a yes, switched on and without the secret', async () => {
    await bench.run('tuya.copyAgentServer');
    expect(workbench.questions).toHaveLength(1);
    expect(workbench.questions[0]?.detail).toContain('‘Bench’');
    expect(workbench.clipboard).toBe('');
    workbench.answerTo = () => 'Copy';
    await bench.run('tuya.copyAgentServer');
    expect(JSON.parse(workbench.clipboard)).toMatchObject({
      mcpServers: {
        tuya: {
          command: 'node',
          env: {
            TUYA_AGENT_SERVER: 'on',
            TUYA_ACCESS_ID: bench.keys.accessId,
            TUYA_ENDPOINT: bench.keys.endpoint,
          },
        },
      },
    });
    expect(workbench.clipboard).not.toContain(bench.keys.accessSecret);
  });
});
