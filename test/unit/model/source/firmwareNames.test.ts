import { describe, expect, it } from 'vitest';
import {
  indexedPattern,
  isInOtherFolder,
  mayBeSource,
  otherFoldersPattern,
  sourcePattern,
} from '../../../../src/model/source/firmwareNames.js';

describe('names of firmware files', () => {
  it.each(['/a/main.c', '/a/b.INO', '/lamp.yml', '/x/autoexec.bat', '/devices.json', '/product-abc1.json'])(
    '%s may be one',
    (path) => expect(mayBeSource(path)).toBe(true),
  );

  it.each(['/a/main.rs', '/mydevices.json', '/product-.json', '/a/product-a.json.bak', '/a.c/readme.md'])(
    '%s is none',
    (path) => expect(mayBeSource(path)).toBe(false),
  );

  it('are the same in the patterns of VS Code', () => {
    expect(sourcePattern).toBe(
      '**/{*.c,*.h,*.cc,*.cpp,*.cxx,*.hpp,*.ino,*.yaml,*.yml,autoexec.bat,devices.json,product-*.json}',
    );
    expect(indexedPattern).toContain('product-*.json,tuyaopen.project.ini,platformio.ini,sdkconfig}');
    expect(otherFoldersPattern).toContain('managed_components,');
  });

  it('leave out what is fetched, wherever it lies, and nothing that is only called so', () => {
    expect(isInOtherFolder('a/managed_components/x/y.h')).toBe(true);
    expect(isInOtherFolder('src/build')).toBe(false);
    expect(isInOtherFolder('builder/main.c')).toBe(false);
  });
});
