import type * as z from 'zod';
import type {
  Comparison,
  DeviceChoice,
  ExpectationFile,
  FileProblem,
  FileProblemReason,
  Place,
  Step,
} from './expectationFile.js';
import { deviceShape, fileShape, limits, stepKinds, stepShapes } from './shapes.js';
import { nowhere, problemsAtMost, readYaml, type YamlText } from './yamlText.js';

type Path = readonly (string | number)[];

export interface ExpectationReading {
  /** Absent where the file can't be run. */
  readonly file?: ExpectationFile;
  /** Empty where it can. */
  readonly problems: readonly FileProblem[];
}

/** Reads a file of expectations. Whatever stands in it, it takes time in proportion to it, and never throws. */
export function readExpectations(text: string): ExpectationReading {
  const reading = readYaml(text);
  if (!reading.ok) return { problems: reading.problems };
  const reader = new FileReader(reading.yaml);
  const file = reader.read();
  const problems = reader.problems.slice(0, problemsAtMost);
  return file && problems.length === 0 ? { file, problems } : { problems };
}

const usual = { withinMs: 3_000, looks: 10, paceMs: 1_000 };

/** What the steps of a file have in common. */
interface Usual {
  readonly devices: ReadonlySet<string>;
  readonly withinMs: number;
  readonly paceMs: number | undefined;
}

class FileReader {
  readonly problems: FileProblem[] = [];
  private steps = 0;
  /** Data points that were sent to before, by device. */
  private readonly sent = new Set<string>();

  constructor(private readonly yaml: YamlText) {}

  read(): ExpectationFile | undefined {
    const file = this.parse(fileShape, this.yaml.value, []);
    if (!file) return undefined;
    const devices = this.devices(file.devices);
    const common: Usual = {
      devices: new Set(Object.keys(file.devices)),
      withinMs: file.within ?? usual.withinMs,
      paceMs: file.pace,
    };
    const steps = this.list(file.steps, ['steps'], '', common);
    if (runsOf(steps) > limits.runs)
      this.add('tooMany', this.yaml.place([], 'steps'), { limit: limits.runs });
    return {
      ...(file.project !== undefined && { project: file.project }),
      devices,
      restore: file.restore ?? false,
      pauseMs: file.pause ?? 0,
      steps,
    };
  }

  private devices(given: Readonly<Record<string, unknown>>): DeviceChoice[] {
    const keys = Object.keys(given);
    const all = this.yaml.place([], 'devices');
    if (keys.length === 0) this.add('missing', all, { name: 'devices' });
    if (keys.length > limits.devices) this.add('tooMany', all, { limit: limits.devices });
    return keys.slice(0, limits.devices).flatMap((key): readonly DeviceChoice[] => {
      const path = ['devices', key];
      const device = this.parse(deviceShape, given[key], path);
      if (!device) return [];
      const place = this.yaml.place(['devices'], key);
      const { id, name, product, atMost = limits.devicesOfProduct } = device;
      const named = [id, name, product].filter((each) => each !== undefined);
      if (named.length !== 1) {
        this.add('oneDeviceKey', place, { allowed: ['id', 'name', 'product'] });
        return [];
      }
      if (device.atMost !== undefined && product === undefined)
        this.add('unknownKey', this.yaml.place(path, 'atMost'), { name: 'atMost', allowed: ['id', 'name'] });
      if (product !== undefined) return [{ key, place, by: 'product', text: product, atMost }];
      return [{ key, place, by: id === undefined ? 'name' : 'id', text: id ?? name ?? '' }];
    });
  }

  private list(given: readonly unknown[], path: Path, parent: string, common: Usual, depth = 0): Step[] {
    return given.flatMap((each, index): readonly Step[] => {
      this.steps++;
      if (this.steps === limits.steps + 1)
        this.add('tooMany', this.yaml.place([...path, index]), { limit: limits.steps });
      if (this.steps > limits.steps) return [];
      const step = this.step(each, [...path, index], `${parent}${index + 1}`, common, depth);
      return step ? [step] : [];
    });
  }

  private step(given: unknown, path: Path, id: string, common: Usual, depth: number): Step | undefined {
    const place = this.yaml.place(path);
    if (typeof given !== 'object' || given === null || Array.isArray(given)) {
      this.add('notAMap', place);
      return undefined;
    }
    const [kind, other] = stepKinds.filter((each) => Object.hasOwn(given, each));
    if (kind === undefined || other !== undefined) {
      this.add('oneStepKind', place, { allowed: stepKinds });
      return undefined;
    }
    switch (kind) {
      case 'send':
        return this.sendStep(given, path, id, common);
      case 'expect':
        return this.expectStep(given, path, id, common);
      case 'wait': {
        const step = this.parse(stepShapes.wait, given, path);
        return step && { kind, id, place, ...titled(step), ms: step.wait };
      }
      case 'repeat': {
        const step = this.parse(stepShapes.repeat, given, path);
        if (!step) return undefined;
        if (depth === limits.depth) {
          this.add('tooDeep', place);
          return undefined;
        }
        const steps = this.list(step.steps, [...path, 'steps'], `${id}.`, common, depth + 1);
        return { kind, id, place, ...titled(step), times: step.repeat, pauseMs: step.pause ?? 0, steps };
      }
    }
  }

  private sendStep(given: object, path: Path, id: string, common: Usual): Step | undefined {
    const step = this.parse(stepShapes.send, given, path);
    const device = step && this.deviceOf(step.device, path, common);
    if (!step || device === undefined) return undefined;
    const { send, value, values } = step;
    const place = this.yaml.place(path);
    const valueKeys = [value, values].filter((each) => each !== undefined).length;
    if (valueKeys !== (typeof send === 'string' ? 1 : 0)) {
      const allowed = typeof send === 'string' ? ['value', 'values'] : [];
      this.add('oneValueKey', place, { allowed });
      return undefined;
    }
    const points =
      typeof send === 'string'
        ? [{ code: send, values: values ?? [value] }]
        : Object.entries(send).map(([code, each]) => ({ code, values: [each] }));
    for (const { code } of points) this.sent.add(JSON.stringify([device, code]));
    return { kind: 'send', id, place, ...titled(step), device, points };
  }

  private expectStep(given: object, path: Path, id: string, common: Usual): Step | undefined {
    const step = this.parse(stepShapes.expect, given, path);
    const device = step && this.deviceOf(step.device, path, common);
    if (!step || device === undefined) return undefined;
    const place = this.yaml.place(path);
    const { expect: code, any, mayMiss = 0, p50: p50Ms, p95: p95Ms, within, pace } = step;
    const { is, not, above, below, atLeast, atMost, oneOf, contains } = step;
    const asked: Comparison = withoutGaps({ is, not, above, below, atLeast, atMost, oneOf, contains });
    const isNone = Object.keys(asked).length === 0;
    if (any && !isNone) this.add('notWithAny', this.yaml.place(path, 'any'));
    const isSent = isNone && !any;
    if (isSent && !this.sent.has(JSON.stringify([device, code])))
      this.add('noComparison', this.yaml.place(path, 'expect'), { name: code });
    const withinMs = within ?? common.withinMs;
    const paceMs = pace ?? common.paceMs ?? Math.max(usual.paceMs, Math.ceil(withinMs / usual.looks));
    return {
      kind: 'expect',
      id,
      place,
      ...titled(step),
      device,
      code,
      comparison: isSent ? { isSent } : asked,
      withinMs,
      paceMs,
      mayMiss,
      ...withoutGaps({ p50Ms, p95Ms }),
    };
  }

  /** The one that is named; where the file has one only, it needs no name. */
  private deviceOf(named: string | undefined, path: Path, { devices }: Usual): string | undefined {
    if (named !== undefined) {
      if (devices.has(named)) return named;
      this.add('unknownDevice', this.yaml.place([...path, 'device']), { name: named, allowed: [...devices] });
      return undefined;
    }
    const [only, other] = devices;
    if (other === undefined) return only;
    this.add('whichDevice', this.yaml.place(path), { allowed: [...devices] });
    return undefined;
  }

  private parse<T extends z.ZodType>(shape: T, given: unknown, path: Path): z.infer<T> | undefined {
    const result = shape.safeParse(given);
    if (result.success) return result.data;
    for (const issue of result.error.issues.slice(0, problemsAtMost)) this.addIssue(issue, path, shape);
    return undefined;
  }

  private addIssue(issue: z.core.$ZodIssue, path: Path, shape: z.ZodType): void {
    const inner = issue.path.filter((part) => typeof part !== 'symbol');
    const whole = [...path, ...inner];
    if (issue.code === 'unrecognized_keys') {
      const allowed = Object.keys('shape' in shape ? (shape.shape as object) : {});
      for (const name of issue.keys.slice(0, problemsAtMost))
        this.add('unknownKey', this.yaml.place(whole, name), { name, allowed });
      return;
    }
    const { message } = issue;
    const isMissing = inner.length > 0 && valueAt(this.yaml.value, whole) === undefined;
    const reason = isMissing ? 'missing' : (message as FileProblemReason);
    const limit = 'maximum' in issue ? issue.maximum : 'minimum' in issue ? issue.minimum : undefined;
    const name = inner.at(-1);
    const more = {
      ...(typeof limit === 'number' && { limit }),
      ...(name !== undefined && { name: String(name) }),
    };
    this.add(reason, this.yaml.place(whole), more);
  }

  private add(reason: FileProblemReason, place: Place = nowhere, more: Partial<FileProblem> = {}): void {
    this.problems.push({ reason, place, ...more });
  }
}

function titled({ title }: { readonly title?: string | undefined }): { readonly title?: string } {
  return title === undefined ? {} : { title };
}

function withoutGaps<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}

function valueAt(value: unknown, path: Path): unknown {
  let at = value;
  for (const part of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, part)) return undefined;
    at = (at as Record<string | number, unknown>)[part];
  }
  return at;
}

/** How many steps are run, each round counted. */
function runsOf(steps: readonly Step[]): number {
  let runs = 0;
  for (const step of steps) runs += step.kind === 'repeat' ? step.times * runsOf(step.steps) : 1;
  return runs;
}
