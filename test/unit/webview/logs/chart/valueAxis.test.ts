import { describe, expect, it } from 'vitest';
import { axisTexts, markedSteps } from '../../../../../src/webview/logs/chart/valueAxis.js';

describe('what stands beside a lane', () => {
  it('is the number with its unit where all have room for it', () => {
    expect(axisTexts(['0', '230.5'], 'V')).toEqual(['0 V', '230.5 V']);
    expect(axisTexts(['0', '12,345.6'], 'kWh')).toEqual(['0', '12,345.6']);
    expect(axisTexts(['0', '10'], undefined)).toEqual(['0', '10']);
  });

  it('is as many steps as there is height for, from the lowest up', () => {
    expect(markedSteps(2, 44)).toEqual([0, 1]);
    expect(markedSteps(3, 44)).toEqual([0, 1, 2]);
    expect(markedSteps(10, 44)).toEqual([0, 3, 6, 9]);
    expect(markedSteps(24, 1)).toEqual([0]);
    expect(markedSteps(0, 44)).toEqual([]);
  });
});
