import { l10n } from 'vscode';
import { displayText } from '../../base/displayText.js';
import type { FieldName, ValueField } from '../../model/decoders/decoder.js';
import type { DecodedValue } from '../../model/values/decodedValue.js';
import type { FieldDto, ValueDto } from '../../protocol/details.js';

/** What a value means in one line goes to the page whole, unless a model makes it longer than this. */
const shownLength = 400;

/** What a value means, for a page: the line, its parts, and whether its model allows it. */
export function meaningDto({
  shown,
  isOutside,
  fields,
}: DecodedValue): Pick<ValueDto, 'shown' | 'isOutside' | 'fields'> {
  return {
    ...(shown && {
      shown: {
        text: shown.says === 'noneSet' ? l10n.t('none set') : displayText(shown.text, shownLength),
        ...(shown.assumed && { assumed: shown.assumed }),
      },
    }),
    ...(isOutside && { isOutside }),
    ...(fields && { fields: fieldDtos(fields) }),
  };
}

function fieldDtos(fields: readonly ValueField[]): readonly FieldDto[] {
  const names = fieldNames();
  return fields.map(({ name, text }) => ({ name: names[name], text }));
}

function fieldNames(): Readonly<Record<FieldName, string>> {
  return {
    voltage: l10n.t('Voltage'),
    current: l10n.t('Current'),
    activePower: l10n.t('Active power'),
    reactivePower: l10n.t('Reactive power'),
    apparentPower: l10n.t('Apparent power'),
    powerFactor: l10n.t('Power factor'),
    hue: l10n.t('Hue'),
    saturation: l10n.t('Saturation'),
    brightness: l10n.t('Brightness'),
    colour: l10n.t('Color'),
    duration: l10n.t('Duration'),
    schedule: l10n.t('Schedule (1 is Monday)'),
    step: l10n.t('Step'),
    alarm: l10n.t('Alarm, acts, threshold'),
  };
}
