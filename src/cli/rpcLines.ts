import type { Readable, Writable } from 'node:stream';
import * as z from 'zod';

const id = z.union([z.string().max(200), z.number()]);
const message = z.looseObject({
  jsonrpc: z.literal('2.0'),
  id: id.optional(),
  method: z.string().max(200).optional(),
  params: z.unknown().optional(),
  result: z.unknown().optional(),
  error: z.unknown().optional(),
});
export type RpcMessage = z.infer<typeof message>;
export type RpcId = z.infer<typeof id>;

/** UTF-16 units of one line; a longer one is no question to us. */
const longestLine = 1_000_000;

/** Messages of JSON-RPC, one a line, as the Model Context Protocol has them on standard input and output. */
export class RpcLines {
  constructor(
    private readonly input: Readable,
    private readonly output: Writable,
  ) {}

  send(content: object): void {
    this.output.write(`${JSON.stringify({ jsonrpc: '2.0', ...content })}\n`);
  }

  /**
   * Ends with the input. A line that is no message is answered as the protocol wants it, and reading goes on.
   * @param take is told of each message; it doesn't keep the next one waiting
   */
  async read(take: (read: RpcMessage) => void): Promise<void> {
    let rest = '';
    let isTooLong = false;
    this.input.setEncoding('utf8');
    for await (const chunk of this.input) {
      const lines = (rest + String(chunk)).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (!isTooLong) this.takeLine(line, take);
        isTooLong = false;
      }
      if (rest.length <= longestLine) continue;
      if (!isTooLong) this.refuse(-32_600, 'The message is too long.');
      [rest, isTooLong] = ['', true];
    }
  }

  private takeLine(line: string, take: (read: RpcMessage) => void): void {
    if (line.trim() === '') return;
    let parsed: unknown;
    try {
      parsed = JSON.parse(line);
    } catch {
      this.refuse(-32_700, 'This is not JSON.');
      return;
    }
    const read = message.safeParse(parsed);
    if (read.success) take(read.data);
    else this.refuse(-32_600, 'This is no JSON-RPC message.');
  }

  private refuse(code: number, text: string): void {
    this.send({ id: null, error: { code, message: text } });
  }
}
