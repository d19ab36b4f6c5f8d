import { describe, expect, it } from 'vitest';
import { axisTexts, markedSteps, stepTexts } from '../../../../../src/webview/logs/chart/valueAxis.js';

describe('what stands beside a lane', () => {
  it('is the number with its unit where all have room for it', () => {
    expect(axisTexts(['0', '230.5'], 'V')).toEqual(['0 V', '230.5 V']);
    expect(axisTexts(['0', '12,345.6'], 'kWh')).toEqual(['0', '12,345.6']);
    expect(axisTexts(['0', '10'], undefined)).toEqual(['0', '10']);
  });

  it('is a number with the digits that tell it from the next one, or its own where it is alone', () => {
    expect(stepTexts([0.02, 0.025, 0.03], 'en')).toEqual(['0.020', '0.025', '0.030']);
    expect(stepTexts([0, 50, 100], 'en')).toEqual(['0', '50', '100']);
    expect(stepTexts([0.021], 'en')).toEqual(['0.021']);
    expect(stepTexts([230], 'en')).toEqual(['230']);
  });

  it('is as many steps as there is height for, from the lowest up', () => {
    expect(markedSteps(2, 44)).toEqual([0, 1]);
    expect(markedSteps(3, 44)).toEqual([0, 1, 2]);
    expect(markedSteps(10, 44)).toEqual([0, 3, 6, 9]);
    expect(markedSteps(24, 1)).toEqual([0]);
    expect(markedSteps(0, 44)).toEqual([]);
  });
});
