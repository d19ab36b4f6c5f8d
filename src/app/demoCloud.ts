import type { Demo } from '../model/projects/connections.js';
import { demoEndpoint } from '../model/projects/project.js';

/** The embedded cloud behind the demo project: one for as long as the window lives, so that changes made to it stay. */
export class DemoCloud {
  private cloud: ReturnType<typeof createDemoCloud> | undefined;

  async open(): Promise<Demo> {
    const [{ createInProcessTransport }, cloud] = await Promise.all([
      import('../simulator/http/inProcessTransport.js'),
      this.start(),
    ]);
    const { accessId, accessSecret } = cloud.credentials;
    return {
      keys: { endpoint: demoEndpoint, accessId, accessSecret },
      transport: createInProcessTransport(cloud),
    };
  }

  async schema(): Promise<string> {
    return (await this.start()).credentials.schema;
  }

  private start(): ReturnType<typeof createDemoCloud> {
    return (this.cloud ??= createDemoCloud());
  }
}

async function createDemoCloud() {
  const { createCloud } = await import('../simulator/cloud/cloud.js');
  return createCloud({ seed: 1, edition: 'free' });
}
