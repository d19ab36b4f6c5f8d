import * as z from 'zod';
import type { AgentVerdict } from './agentHost.js';

const verdict = z.object({
  verdict: z.string(),
  text: z.string(),
  acceptedMs: z.number().optional(),
  reportedMs: z.number().optional(),
  reported: z.unknown().optional(),
});

/** What a command has answered; undefined where nothing was sent. */
export function readVerdict(answer: unknown): AgentVerdict | undefined {
  const { data } = verdict.safeParse(answer);
  if (!data) return undefined;
  const { verdict: kind, text, acceptedMs, reportedMs, reported } = data;
  return {
    verdict: kind,
    text,
    ...(acceptedMs !== undefined && { acceptedMs }),
    ...(reportedMs !== undefined && { reportedMs }),
    ...(reported !== undefined && { reported }),
  };
}
