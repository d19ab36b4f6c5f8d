import { systemClock } from '../base/clock.js';
import { callsAnHour, HourlyCalls } from '../model/agents/hourlyCalls.js';
import { AgentSession } from './agentSession.js';
import { UsageError } from './cliOptions.js';
import { readKeys } from './keys.js';
import { openCloud } from './ownCloud.js';
import { ownHost } from './ownHost.js';
import { RpcLines } from './rpcLines.js';

/** Set by the configuration that a person has copied: without it, nothing is started. */
const switchName = 'TUYA_AGENT_SERVER';

/** Of package.json, put in where it is built. */
declare const extensionVersion: string;

const usage = `Answers agents about the devices of a Tuya cloud project, by the Model Context Protocol on standard
input and output. It listens on no port, and ends with its client.

The environment says what it may do:
  TUYA_AGENT_SERVER      on: it answers; read-only
                         send: values may be sent, too, each after the client has asked its person
  TUYA_ACCESS_ID, TUYA_ACCESS_SECRET, and TUYA_REGION or TUYA_ENDPOINT
`;

async function answer(args: readonly string[], environment: NodeJS.ProcessEnv): Promise<void> {
  if (args.length > 0) {
    process.stderr.write(usage);
    process.exitCode = args.includes('--help') ? 0 : 2;
    return;
  }
  const mode = environment[switchName];
  if (mode !== 'on' && mode !== 'send')
    throw new UsageError(
      `${switchName} is off. Copy the configuration in VS Code: “Tuya: Copy Agent Server Configuration…”.`,
    );
  const hour = new HourlyCalls(callsAnHour, systemClock);
  const cloud = openCloud(readKeys(environment), environment, hour);
  const lines = new RpcLines(process.stdin, process.stdout);
  const session = new AgentSession(lines, ownHost(cloud, hour), {
    version: extensionVersion,
    maySend: mode === 'send',
  });
  const end = (): void => void process.stdin.destroy();
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
  // A client that is gone reads no answer.
  process.stdout.on('error', end);
  try {
    await session.run();
  } finally {
    await cloud.close();
  }
}

/** Answers until the client ends. Never rejects: what went wrong stands on the error output, and in the exit code. */
export async function serve(args: readonly string[], environment: NodeJS.ProcessEnv): Promise<void> {
  try {
    await answer(args, environment);
  } catch (error) {
    const isUsage = error instanceof UsageError;
    const isEnd = error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
    if (isEnd) return;
    process.stderr.write(isUsage ? `${error.message}\n` : 'The server could not go on.\n');
    process.exitCode = isUsage ? 2 : 1;
  }
}
