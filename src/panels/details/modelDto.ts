import { displayText } from '../../base/displayText.js';
import type { DetailsState } from '../../model/details/detailsState.js';
import type { ModelDto, ShadowDto } from '../../protocol/pointTable.js';
import { problemDto } from './problemDto.js';

/** What is known of the model of the device's product. */
export function modelDto({ model }: DetailsState): ModelDto | undefined {
  if (!model) return undefined;
  const { reading } = model;
  switch (reading.state) {
    case 'refused':
    case 'failed':
      return { state: reading.state, problem: problemDto(reading.problem) };
    case 'read': {
      const { source, readAt, file, unread } = reading.model;
      return {
        state: 'read',
        source,
        readAt,
        ...(file !== undefined && { file: displayText(file) }),
        ...(unread !== undefined && { unread }),
        ...(reading.problem !== undefined && { problem: problemDto(reading.problem) }),
      };
    }
    default:
      return { state: reading.state };
  }
}

export function shadowDto({ shadow }: DetailsState): ShadowDto {
  if (shadow.state === 'failed') return { state: 'failed', problem: problemDto(shadow.problem) };
  if (shadow.state === 'unread' || shadow.state === 'unsupported') return { state: 'none' };
  return { state: shadow.state };
}
