import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commandIds } from '../../../src/platform/commands/commands.js';

const id = 'tuya-device-explorer.tuya-device-explorer';
/** Of the demo. */
const socket = 'l1111tihfudgvccm';

const folder = (): vscode.Uri => {
  const first = vscode.workspace.workspaceFolders?.[0];
  assert.ok(first, 'the workspace has a folder');
  return first.uri;
};
const uriOf = (path: string): vscode.Uri => vscode.Uri.joinPath(folder(), path);

async function until<T>(look: () => PromiseLike<T | undefined>, what: string): Promise<T> {
  const end = Date.now() + 20_000;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    assert.ok(Date.now() < end, `waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function open(path: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(uriOf(path));
  await vscode.window.showTextDocument(document);
  return document;
}

/** The place of a text, the `nth` one of it. */
function placeOf(document: vscode.TextDocument, text: string, nth = 1, into = 1): vscode.Position {
  let at = -1;
  for (let found = 0; found < nth; found++) at = document.getText().indexOf(text, at + 1);
  assert.ok(at >= 0, `‘${text}’ stands in ${document.uri.path}`);
  return document.positionAt(at + into);
}

async function hoverAt(document: vscode.TextDocument, position: vscode.Position): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    position,
  );
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (typeof content === 'string' ? content : content.value))
    .join('\n');
}

async function completionsAt(document: vscode.TextDocument, position: vscode.Position) {
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    document.uri,
    position,
  );
  return list.items
    .filter(
      ({ kind }) => kind !== vscode.CompletionItemKind.Text && kind !== vscode.CompletionItemKind.Snippet,
    )
    .map(({ label }) => (typeof label === 'string' ? label : label.label));
}

const problemsOf = (document: vscode.TextDocument): readonly vscode.Diagnostic[] =>
  vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'Tuya');

/** Replaces a text of a document, and takes it back. */
async function withChange(
  document: vscode.TextDocument,
  from: string,
  to: string,
  run: () => Promise<void>,
): Promise<void> {
  const before = document.getText();
  const edit = new vscode.WorkspaceEdit();
  const start = placeOf(document, from, 1, 0);
  edit.replace(document.uri, new vscode.Range(start, start.translate(0, from.length)), to);
  assert.ok(await vscode.workspace.applyEdit(edit));
  try {
    await run();
  } finally {
    const whole = new vscode.Range(0, 0, document.lineCount, 0);
    const back = new vscode.WorkspaceEdit();
    back.replace(document.uri, whole, before);
    await vscode.workspace.applyEdit(back);
  }
}

suite('data points in source', () => {
  let projectId: string;

  suiteSetup(async () => {
    // The folder alone activates the extension.
    await until(
      () => Promise.resolve(vscode.extensions.getExtension(id)?.isActive === true ? true : undefined),
      'the extension to be activated by the files of the folder',
    );
    projectId = await vscode.commands.executeCommand<string>(commandIds.addDemoProject);
    await vscode.commands.executeCommand('tuya.devices.focus');
    await vscode.commands.executeCommand(commandIds.readRest, { projectId });
    // Reads the model, which the hover finds later without a call.
    await vscode.commands.executeCommand(commandIds.openProduct, { projectId, productId: socket });
    for (const path of ['esphome/heater.yaml', 'openbeken/autoexec.bat']) {
      const uri = uriOf(path).toString();
      await vscode.commands.executeCommand(commandIds.linkSource, { projectId, productId: socket, uri });
    }
  });

  test('MCU SDK: a macro says what its data point is, and what devices have of it', async () => {
    const document = await open('mcu/protocol.c');
    const text = await until(async () => {
      const found = await hoverAt(document, placeOf(document, 'DPID_CUR_POWER'));
      return found.includes('Power') && /read \d/u.test(found) ? found : undefined;
    }, 'a hover with a value that was read');
    assert.match(text, /DP 19/u);
    assert.match(text, /Integer · 0\\?\.0 to 5000\\?\.0 W/u);
    assert.match(text, /command:tuya\.openDetails/u);
    assert.match(text, /\d W/u);
    assert.doesNotMatch(text, /tuya\.sendDataPoint/u, 'nothing is sent to a data point that only reports');
    assert.match(await hoverAt(document, placeOf(document, 'DPID_SWITCH_1')), /tuya\.sendDataPoint/u);
  });

  for (const [path, text, nth, expected] of [
    ['arduino/lamp/lamp.ino', 'DPID_SWITCH_LED', 2, /DP 20/u],
    ['tuyaopen/src/main.c', 'DPID_ROOM_TEMP', 1, /Room temperature.*DP 101[\s\S]*Integer · \\?-?−?20/u],
    ['tuyaopen/src/main.c', '38', 1, /State after power.*DP 38/u],
    ['tuyaopen/include/tuya_dp_id.h', 'DPID_RELAY_STATUS', 1, /off, on, memory/u],
    ['esphome/heater.yaml', 'switch_datapoint: 1', 1, /DP 1\b/u],
    ['openbeken/autoexec.bat', '38', 1, /relay_status/u],
    ['tuya_local/devices/simple_socket.yaml', '38', 1, /DP 38/u],
    ['tinytuya/devices.json', '"switch_1"', 1, /DP 1\b/u],
  ] as const) {
    test(`${path}: ‘${text}’ is explained`, async () => {
      const document = await open(path);
      const into = text.startsWith('switch_datapoint') ? text.length : 1;
      const found = await until(
        async () => {
          const hover = await hoverAt(document, placeOf(document, text, nth, into));
          return expected.test(hover) ? hover : undefined;
        },
        `a hover like ${String(expected)}`,
      );
      assert.doesNotMatch(found, /uuidxx|keyxx|0123456789abcdef/u);
    });
  }

  test('a secret of a configuration is not spoken of', async () => {
    const document = await open('tuyaopen/include/tuya_config.h');
    assert.equal(await hoverAt(document, placeOf(document, 'keyxxx')), '');
    assert.equal(await hoverAt(document, placeOf(document, 'uuidxxx')), '');
  });

  test('macros, ids, types and members are completed', async () => {
    const main = await open('tuyaopen/src/main.c');
    assert.ok(
      (await completionsAt(main, placeOf(main, 'DPID_ROOM_TEMP', 1, 5))).includes('DPID_RELAY_STATUS'),
    );
    const members = await completionsAt(main, placeOf(main, 'dp_enum = 2', 1, 10));
    assert.deepEqual(members, ['0', '1', '2']);
    const heater = await open('esphome/heater.yaml');
    assert.ok((await completionsAt(heater, placeOf(heater, 'switch_datapoint: 1', 1, 18))).includes('38'));
    assert.ok(
      (await completionsAt(heater, placeOf(heater, 'datapoint_type: enum', 1, 16))).includes('bitmask'),
    );
  });

  test('from a use to the definition, and to every other place', async () => {
    const main = await open('tuyaopen/src/main.c');
    const at = placeOf(main, 'DPID_RELAY_STATUS');
    const definitions = await vscode.commands.executeCommand<vscode.Location[]>(
      'vscode.executeDefinitionProvider',
      main.uri,
      at,
    );
    const paths = definitions.map(({ uri }) => vscode.workspace.asRelativePath(uri));
    assert.ok(paths.includes('tuyaopen/include/tuya_dp_id.h'), paths.join());
    const references = await vscode.commands.executeCommand<vscode.Location[]>(
      'vscode.executeReferenceProvider',
      main.uri,
      at,
    );
    const found = references.map(
      ({ uri, range }) => `${vscode.workspace.asRelativePath(uri)}:${range.start.line + 1}`,
    );
    assert.ok(found.includes('tuyaopen/src/main.c:9'), found.join());
    assert.ok(found.includes('tuyaopen/src/main.c:12'), found.join());
    assert.ok(!found.some((path) => path.startsWith('mcu/')), 'another project has nothing to do with it');
  });

  test('firmware that fits its product has no problems', async () => {
    for (const path of [
      'mcu/protocol.c',
      'mcu/protocol.h',
      'arduino/lamp/lamp.ino',
      'tuyaopen/src/main.c',
      'tuyaopen/include/tuya_dp_id.h',
      'esphome/heater.yaml',
      'openbeken/autoexec.bat',
      'tuya_local/devices/simple_socket.yaml',
      'tinytuya/devices.json',
    ]) {
      const document = await open(path);
      await new Promise((resolve) => setTimeout(resolve, 600));
      assert.deepEqual(
        problemsOf(document).map(({ message }) => message),
        [],
        path,
      );
    }
  });

  test('another type, another number, a value out of range, each with its fix', async () => {
    const document = await open('mcu/protocol.c');
    await withChange(
      document,
      '{DPID_SWITCH_1, DP_TYPE_BOOL}',
      '{DPID_SWITCH_1, DP_TYPE_VALUE}',
      async () => {
        const [problem] = await until(
          () => Promise.resolve(problemsOf(document).length > 0 ? problemsOf(document) : undefined),
          'a problem',
        );
        assert.ok(problem);
        assert.match(problem.message, /‘switch_1’ is of type Boolean/u);
        const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
          'vscode.executeCodeActionProvider',
          document.uri,
          problem.range,
        );
        const fix = actions.find(({ title }) => title.includes('DP_TYPE_BOOL'));
        assert.ok(fix?.edit, 'a fix is offered');
        assert.ok(await vscode.workspace.applyEdit(fix.edit));
        assert.match(document.getText(), /\{DPID_SWITCH_1, DP_TYPE_BOOL\}/u);
        await until(
          () => Promise.resolve(problemsOf(document).length === 0 ? true : undefined),
          'the problem to go',
        );
      },
    );
    await withChange(document, 'DPID_RELAY_STATUS, 2)', 'DPID_RELAY_STATUS, 7)', async () => {
      await until(
        () => Promise.resolve(problemsOf(document).find(({ code }) => code === 'notAMember')),
        'a value out of range',
      );
    });
    const header = await open('mcu/protocol.h');
    await withChange(header, 'DPID_RELAY_STATUS 38', 'DPID_RELAY_STATUS 39', async () => {
      const problem = await until(
        () => Promise.resolve(problemsOf(header).find(({ code }) => code === 'otherId')),
        'another number',
      );
      assert.match(problem.message, /‘relay_status’ is data point 38, not 39/u);
    });
  });

  test('ESPHome: a type that doesn’t fit is told with its fix', async () => {
    const document = await open('esphome/heater.yaml');
    await withChange(document, 'datapoint_type: enum', 'datapoint_type: bool', async () => {
      const problem = await until(
        () => Promise.resolve(problemsOf(document).find(({ code }) => code === 'otherType')),
        'a type that does not fit',
      );
      assert.match(problem.message, /‘relay_status’ is of type Enum/u);
    });
  });

  test('false friends are left alone', async () => {
    for (const [path, text] of [
      ['others/directplay.c', 'DPID_SYSMSG'],
      ['others/players.h', 'DPID_HOST'],
      ['others/sensors.yaml', 'sensor_datapoint: 5'],
      ['others/autoexec.bat', 'BLASTER'],
      ['others/devices.json', 'printer'],
      ['others/plain.c', 'id = 1'],
    ] as const) {
      const document = await open(path);
      await new Promise((resolve) => setTimeout(resolve, 600));
      assert.deepEqual(problemsOf(document), [], path);
      assert.equal(await hoverAt(document, placeOf(document, text)), '', path);
    }
  });

  test('values stand above definitions where a person wants them', async () => {
    const document = await open('mcu/protocol.h');
    const lenses = () =>
      vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 20);
    assert.deepEqual(await lenses(), [], 'off at first');
    const configuration = vscode.workspace.getConfiguration('tuya');
    await configuration.update('source.lens', 'known', vscode.ConfigurationTarget.Global);
    try {
      const titles = await until(async () => {
        const found = (await lenses()).map(({ command }) => command?.title ?? '');
        return found.some((title) => title.startsWith('live: ')) ? found : undefined;
      }, 'a lens');
      assert.match(titles.join('\n'), /live: [\d.]+ W, read .+ · \d+ devices?/u);
    } finally {
      await configuration.update('source.lens', undefined, vscode.ConfigurationTarget.Global);
    }
  });
});
