import { l10n } from 'vscode';

/** Keys of a file, by what they are keys of. The shapes of the model have the same; a test holds them together. */
export type FieldBlock = 'file' | 'device' | 'send' | 'expect' | 'wait' | 'repeat';

/** What a key is for, and how it begins where it is put in; `$1` is where the cursor goes. */
export interface FieldText {
  readonly text: string;
  readonly snippet: string;
}

type Fields = Readonly<Record<string, () => FieldText>>;

const field = (text: () => string, snippet: string) => (): FieldText => ({ text: text(), snippet });

const common: Fields = {
  title: field(() => l10n.t('What the step is called in the Test Explorer and in reports.'), 'title: $1'),
  device: field(
    () => l10n.t('Which device of the file. Not needed where the file has one only.'),
    'device: $1',
  ),
};

const times = {
  pace: () =>
    l10n.t(
      'How often is looked for reports: 1 call each. It doesn’t change what is measured. From 250ms on.',
    ),
  within: () =>
    l10n.t(
      'How soon the report has to come: 500ms, 2s, 1min. It counts from the last command to the device, by the cloud’s clock.',
    ),
};

export const fieldTexts: Readonly<Record<FieldBlock, Fields>> = {
  file: {
    project: field(
      () => l10n.t('Name or id of the project in this editor. On the command line the keys say which it is.'),
      'project: $1',
    ),
    devices: field(
      () => l10n.t('The devices by names of your own, each by id, name or product.'),
      'devices:\n  ${1:lamp}: { ${2|id,name,product|}: $3 }',
    ),
    restore: field(
      () => l10n.t('At the end, also after a cancel, sends back the values from before.'),
      'restore: ${1|true,false|}',
    ),
    pause: field(() => l10n.t('Waits so long after each step: 100ms, 1s.'), 'pause: ${1:500ms}'),
    pace: field(times.pace, 'pace: ${1:1s}'),
    within: field(times.within, 'within: ${1:3s}'),
    steps: field(
      () => l10n.t('What is done, one step after the other.'),
      'steps:\n  - send: ${1:code}\n    value: ${2:true}\n  - expect: ${1:code}\n    within: ${3:2s}',
    ),
  },
  device: {
    id: field(() => l10n.t('The device with this id.'), 'id: $1'),
    name: field(() => l10n.t('The one device of this name. Finding it may cost calls.'), 'name: $1'),
    product: field(
      () =>
        l10n.t('All devices of this product id: each step is for each of them. Finding them costs calls.'),
      'product: $1',
    ),
    atMost: field(() => l10n.t('Refuses to run on more devices than this; 20 at most.'), 'atMost: ${1:1}'),
  },
  send: {
    send: field(
      () =>
        l10n.t(
          'Sends a data point, once: its code here and its value beside it. Several go in one command as code: value below it.',
        ),
      'send: ${1:code}\n  value: ${2:true}',
    ),
    value: field(
      () => l10n.t('The value as the wire has it: a number before scaling, raw as base64.'),
      'value: $1',
    ),
    values: field(
      () => l10n.t('One value for each round of a repeat, over and over.'),
      'values: [${1:true, false}]',
    ),
    ...common,
  },
  expect: {
    expect: field(
      () =>
        l10n.t(
          'Waits until this data point is reported. Without a comparison, with the value that was sent to it last.',
        ),
      'expect: ${1:code}\n  within: ${2:2s}',
    ),
    is: field(() => l10n.t('Exactly this value.'), 'is: $1'),
    not: field(() => l10n.t('Any value but this.'), 'not: $1'),
    above: field(() => l10n.t('A number above this.'), 'above: $1'),
    below: field(() => l10n.t('A number below this.'), 'below: $1'),
    atLeast: field(() => l10n.t('A number of at least this.'), 'atLeast: $1'),
    atMost: field(() => l10n.t('A number of at most this.'), 'atMost: $1'),
    oneOf: field(() => l10n.t('One of these values.'), 'oneOf: [$1]'),
    contains: field(() => l10n.t('A value with this text in it.'), 'contains: $1'),
    any: field(() => l10n.t('Any report of the data point.'), 'any: true'),
    within: field(times.within, 'within: ${1:2s}'),
    pace: field(times.pace, 'pace: ${1:1s}'),
    mayMiss: field(() => l10n.t('So many rounds may fail.'), 'mayMiss: ${1:1}'),
    p50: field(() => l10n.t('Half of the reports have to come within this time.'), 'p50: ${1:500ms}'),
    p95: field(() => l10n.t('95 of 100 reports have to come within this time.'), 'p95: ${1:1s}'),
    ...common,
  },
  wait: {
    wait: field(() => l10n.t('Does nothing for so long: 500ms, 2s, 1min.'), 'wait: ${1:1s}'),
    title: common['title'] ?? field(() => '', ''),
  },
  repeat: {
    repeat: field(
      () => l10n.t('Runs its steps so many times.'),
      'repeat: ${1:10}\n  pause: ${2:1s}\n  steps:\n    - send: ${3:code}\n      values: [${4:true, false}]\n    - expect: ${3:code}\n      within: ${5:2s}',
    ),
    pause: field(() => l10n.t('Waits so long after each round.'), 'pause: ${1:1s}'),
    steps: field(() => l10n.t('What is done in each round.'), 'steps:\n  - $1'),
    title: common['title'] ?? field(() => '', ''),
  },
};
