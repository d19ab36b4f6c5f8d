import { ApiError } from '../requests/apiError.js';
import { Parameters } from '../requests/parameters.js';
import { parameter, type Call } from './call.js';

export function getToken(call: Call): unknown {
  const grantType = new Parameters(call.query, ['grant_type']).requiredText('grant_type');
  if (grantType !== '1') throw new ApiError(1003);
  return call.tokens.grant(call.now);
}

export function refreshToken(call: Call): unknown {
  new Parameters(call.query, []);
  return call.tokens.refresh(parameter(call, 'refresh_token'), call.now);
}
