import { describe, expect, it } from 'vitest';
import type { HttpTransport } from '../../../../src/base/http.js';
import { createTuyaClient, type TuyaClient } from '../../../../src/tuya/client.js';
import { operationMs } from '../../../../src/tuya/wire/deadline.js';
import { keys } from '../../../support/faultServer.js';
import { TestTokenStore } from '../../../support/faultServerClient.js';
import { SimulatedTime } from '../../../support/logSessionSetup.js';
import { seeded } from '../../../support/seeded.js';

/** What the cloud takes from a project of one API in a second, from all its windows. */
const allowed = 10;

/** A cloud that answers after some time, and refuses what is too much. */
class CountingCloud {
  calls = 0;
  refused = 0;
  private second = 0;
  private inSecond = 0;

  constructor(
    private readonly time: SimulatedTime,
    private readonly random: () => number,
    private readonly refusal: { readonly status: number; readonly code: number },
  ) {}

  transport(): HttpTransport {
    return {
      send: async ({ path }, signal) => {
        await this.time.sleep(30 + this.random() * 60, signal);
        const isToken = path.includes('/token');
        const isRefused = !isToken && this.isTooMuch();
        await this.time.sleep(10, signal);
        const { status, code } = this.refusal;
        const result = isToken
          ? { access_token: 'a'.repeat(32), expire_time: 7200 }
          : { logs: [], has_next: false };
        const answer = isRefused ? { success: false, code, msg: 'too frequent' } : { success: true, result };
        const body = Buffer.from(JSON.stringify({ ...answer, t: this.time.now(), tid: 'x' }));
        return { status: isRefused ? status : 200, headers: {}, body };
      },
      close: () => Promise.resolve(),
    };
  }

  private isTooMuch(): boolean {
    this.calls++;
    const second = Math.floor(this.time.now() / 1_000);
    if (second !== this.second) this.inSecond = 0;
    this.second = second;
    const isTooMuch = ++this.inSecond > allowed;
    if (isTooMuch) this.refused++;
    return isTooMuch;
  }
}

function page(client: TuyaClient, device: string) {
  return client.logs.page(device, {
    types: [7],
    startTime: 1_700_000_000_000,
    endTime: 1_700_000_001_000,
    size: 1,
  });
}

describe.each([
  { status: 200, code: 1199 },
  { status: 200, code: 40000309 },
  { status: 429, code: 429 },
])('four windows of one project, where the cloud refuses what is too much with $status/$code', (refusal) => {
  it.each([1, 2, 3])(
    'end all that they read, and soon go at a pace that it takes (seed %i)',
    async (seed) => {
      const time = new SimulatedTime();
      const random = seeded(seed);
      const cloud = new CountingCloud(time, random, refusal);
      const windows = Array.from({ length: 4 }, () =>
        createTuyaClient({
          endpoint: 'https://openapi.tuyaeu.com',
          ...keys,
          transport: cloud.transport(),
          tokenStore: new TestTokenStore(),
          clock: time,
          random,
        }),
      );
      const failures: unknown[] = [];
      const tookMs: number[] = [];
      const start = time.now();
      let ended = 0;
      const walkers = windows.flatMap((client, number) =>
        Array.from({ length: 8 }, async (_, walker) => {
          for (let n = 0; n < 15; n++) {
            const from = time.now();
            await page(client, `dev${number}-${walker}-${n}`).catch((error: unknown) => failures.push(error));
            tookMs.push(time.now() - from);
            ended = time.now();
          }
        }),
      );
      const all = Promise.all(walkers);
      await time.pass(300_000);
      await all;
      expect(failures).toEqual([]);
      // Half of all calls were refused where each window kept its own pace, and each counts.
      expect(cloud.refused).toBeLessThan(cloud.calls / 6);
      expect(ended - start).toBeLessThan((2 * 1_000 * 480) / allowed);
      expect(Math.max(...tookMs)).toBeLessThan(operationMs);
      await Promise.all(windows.map((client) => client.close()));
    },
  );
});
