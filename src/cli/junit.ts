import { isBack, type RunReport, type StepReport } from '../model/expectations/stepReport.js';
import {
  notRestoredText,
  numbersText,
  restoredText,
  sampleText,
  stepTitle,
} from '../platform/expectations/stepTexts.js';
import type { FileResult } from './fileRun.js';

/** The results as JUnit XML, as build servers read it: a suite for each file, a case for each step that has rounds of its own. */
export function junitText(results: readonly FileResult[]): string {
  const suites = results.map(suiteText);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites.join('')}</testsuites>\n`;
}

function suiteText({ path, report, problems }: FileResult): string {
  if (!report) {
    const text = escaped(problems.join('\n'));
    return `  <testsuite name="${escaped(path)}" tests="1" failures="0" errors="1" skipped="0" time="0">
    <testcase classname="${escaped(path)}" name="file"><error message="${text}"/></testcase>
  </testsuite>\n`;
  }
  const cases = report.steps.filter(({ step }) => step.kind !== 'repeat');
  const notBack = notBackText(path, report);
  const count = (outcome: StepReport['outcome']): number =>
    cases.filter((each) => each.outcome === outcome).length;
  const head = [
    `name="${escaped(path)}"`,
    `tests="${cases.length + (notBack === '' ? 0 : 1)}" failures="${count('failed')}"`,
    `errors="${notBack === '' ? 0 : 1}" skipped="${count('skipped')}"`,
    `time="${seconds(report.ms)}"`,
  ].join(' ');
  return `  <testsuite ${head}>\n${cases.map((each) => caseText(path, each)).join('')}${notBack}  </testsuite>\n`;
}

/** A device that isn't as it was before, though the file says so, is no success. Empty where all is. */
function notBackText(path: string, { restored, notRestored }: RunReport): string {
  const lines = [
    ...restored.filter((each) => !isBack(each)).map((each) => restoredText(each, each.ref.deviceId)),
    ...notRestored.map(({ ref, code }) => notRestoredText(code, ref.deviceId)),
  ];
  if (lines.length === 0) return '';
  const message = escaped(lines.join('\n'));
  return `    <testcase classname="${escaped(path)}" name="restore"><error message="${message}"/></testcase>\n`;
}

function caseText(path: string, report: StepReport): string {
  const { step, outcome, samples, ms } = report;
  const name = escaped(`${step.id} ${stepTitle(step)}`);
  const lines = samples.map((sample) => sampleText(step, sample, sample.ref?.deviceId));
  const numbers = numbersText(report);
  const parts = [
    propertiesText(report),
    ...(outcome === 'skipped' ? ['      <skipped/>\n'] : []),
    ...(outcome === 'failed'
      ? [`      <failure message="${escaped(numbers || (lines.at(-1) ?? ''))}"/>\n`]
      : []),
    ...(samples.length > 0
      ? [`      <system-out>${escaped([...lines, numbers].filter(Boolean).join('\n'))}</system-out>\n`]
      : []),
  ];
  const head = `classname="${escaped(path)}" name="${name}" time="${seconds(ms)}"`;
  return `    <testcase ${head}>\n${parts.join('')}    </testcase>\n`;
}

function propertiesText({ step, latencies, lost, late }: StepReport): string {
  if (step.kind !== 'expect' || !latencies) return '';
  const { p50, p95, most, count } = latencies;
  const all = { p50, p95, most, reports: count, lost, late, pace: step.paceMs };
  const lines = Object.entries(all).flatMap(([name, value]) =>
    value === undefined ? [] : [`        <property name="${name}" value="${value}"/>\n`],
  );
  return `      <properties>\n${lines.join('')}      </properties>\n`;
}

function seconds(ms: number): string {
  return (ms / 1_000).toFixed(3);
}

/** Text of others in XML: what XML can't hold at all is left out. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/[&<>"'\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`);
}
