import { keys } from '../support/faultServer.js';
import type { LabClient } from './labClient.js';
import { runPlainly, type Ask } from './plainReading.js';

/** Tuya's own connector for Node.js as it comes; undefined where it isn't installed. */
export async function connectorClient(): Promise<LabClient | undefined> {
  const loaded = await import('@tuya/tuya-connector-nodejs').catch(() => undefined);
  if (!loaded) return undefined;
  return {
    name: "Tuya's connector",
    open: ({ origin }) => {
      const context = new loaded.TuyaContext({
        baseUrl: origin,
        accessKey: keys.accessId,
        secretKey: keys.accessSecret,
      });
      const ask: Ask = async ({ method, path, query, body }) => {
        const answer = await context.request({
          method,
          path,
          ...(query && { query: { ...query } }),
          ...(body && { body }),
        });
        if (answer.success !== true) throw new Error(`${answer.code}: ${answer.msg}`);
        return answer.result;
      };
      return {
        run: (verb) => runPlainly(ask, verb),
        now: () => Date.now(),
        said: () => undefined,
        close: () => Promise.resolve(),
      };
    },
  };
}
