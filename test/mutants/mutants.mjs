/**
 * A guard of this extension, and the same code without it: tests that stay green then don't guard the guard.
 *
 * @typedef {object} Mutant
 * @property {string} guard what is taken away, and the name to run it alone by
 * @property {string} file below `src`
 * @property {string} text stands there exactly once
 * @property {string} instead
 * @property {readonly string[]} tests below `test/unit`, without `.test.ts`: one of them has to turn red
 */

/** @type {readonly Mutant[]} */
export const mutants = [
  // What is signed.
  {
    guard: 'signature covers the nonce',
    file: 'tuya/wire/signer.ts',
    text: '.update(accessId + accessToken + time + nonce + stringToSign)',
    instead: '.update(accessId + accessToken + time + stringToSign)',
    tests: ['tuya/wire/signer'],
  },
  {
    guard: 'signature covers the body',
    file: 'tuya/wire/signer.ts',
    text: 'body === undefined || body.length === 0',
    instead: 'body === undefined || body.length >= 0',
    tests: ['tuya/wire/signer'],
  },
  {
    guard: 'query is sorted before it is signed',
    file: 'tuya/wire/signer.ts',
    text: 'return [...query].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));',
    instead: 'return [...query];',
    tests: ['tuya/wire/signer'],
  },
  {
    guard: 'no id changes the route of a call',
    file: 'tuya/wire/apiCall.ts',
    text: 'return `/${encodeURIComponent(segment)}`;',
    instead: 'return `/${segment}`;',
    tests: ['tuya/operations', 'tuya/errors/errors'],
  },
  {
    guard: 'no id is a dot or two',
    file: 'tuya/wire/apiCall.ts',
    text: "if (segment === '.' || segment === '..') return 'is not an id';",
    instead: '',
    tests: ['tuya/operations', 'tuya/errors/errors'],
  },

  // Whom keys are sent to.
  {
    guard: 'keys travel by https only',
    file: 'tuya/endpoint.ts',
    text: "if (url.protocol === 'http:' && !loopback) return refuse('notHttps');",
    instead: '',
    tests: ['tuya/endpoint'],
  },
  {
    guard: 'endpoint has no user name',
    file: 'tuya/endpoint.ts',
    text: "if (url.username !== '' || url.password !== '' || authorityOf(typed).includes('@'))",
    instead: 'if (typed === undefined)',
    tests: ['tuya/endpoint'],
  },
  {
    guard: 'endpoint is read as it is typed',
    file: 'tuya/endpoint.ts',
    text: "return authorityOf(typed).replace(/:\\d*$/, '').toLowerCase() === hostname;",
    instead: 'return true;',
    tests: ['tuya/endpoint'],
  },
  {
    guard: 'endpoint hides no characters',
    file: 'tuya/endpoint.ts',
    text: "if (hasHiddenCharacters(typed) || typed.includes('\\\\')) return refuse('notAUrl');",
    instead: '',
    tests: ['tuya/endpoint'],
  },
  {
    guard: 'transport sends to safe origins only',
    file: 'tuya/http/undiciTransport.ts',
    text: 'if (!safe || url.origin !== origin)',
    instead: 'if (url?.origin !== origin)',
    tests: ['tuya/http/undiciTransport'],
  },
  {
    guard: 'this very machine is asked without a proxy',
    file: 'tuya/http/proxyFor.ts',
    text: "if (isLoopbackHost(url.hostname)) return { kind: 'direct' };",
    instead: '',
    tests: ['tuya/http/proxyFor'],
  },
  {
    guard: 'a proxy setting adds no header of its own',
    file: 'tuya/http/proxyFor.ts',
    text: 'value !== undefined && /^[\\x21-\\x7e][\\x20-\\x7e]*$/.test(value) ? value : undefined',
    instead: 'value',
    tests: ['tuya/http/proxyFor', 'tuya/http/throughProxy'],
  },
  {
    guard: 'a stored token is of these keys',
    file: 'tuya/wire/tokenSchema.ts',
    text: 'token.endpoint === owner.endpoint && token.accessId === owner.accessId ? token : undefined',
    instead: 'token',
    tests: ['tuya/wire/tokenSession', 'tuya/wire/secrets'],
  },

  // What comes back.
  {
    guard: 'a redirect or an error page is no result',
    file: 'tuya/wire/signedExchange.ts',
    text: 'const fine = status >= 200 && status < 300;',
    instead: 'const fine = status > 0;',
    tests: ['tuya/wire/faults'],
  },
  {
    guard: 'an answer has a largest size',
    file: 'tuya/http/undiciTransport.ts',
    text: 'if (this.size > this.maxBodyBytes) this.stop(tooLarge());',
    instead: 'if (this.size < 0) this.stop(tooLarge());',
    tests: ['tuya/http/undiciTransport'],
  },
  {
    guard: 'a packed answer has a largest size',
    file: 'tuya/http/undiciTransport.ts',
    text: '{ maxOutputLength: this.maxBodyBytes }',
    instead: '{}',
    tests: ['tuya/http/undiciTransport'],
  },
  {
    guard: 'nesting has an end: text',
    file: 'base/boundedJson.ts',
    text: 'isDeeper(value, levels) ? cut(value, levels) : value',
    instead: 'value',
    tests: ['base/boundedJson'],
  },
  {
    guard: 'nesting has an end: layout',
    file: 'base/boundedJson.ts',
    text: 'const laidOutLevels = 20;',
    instead: 'const laidOutLevels = 100;',
    tests: ['base/boundedJson'],
  },
  {
    guard: 'nesting has an end: secrets',
    file: 'base/secretNames.ts',
    text: 'if (depth === deepestLevel) return nestedDeeper;',
    instead: '',
    tests: ['base/secretNames'],
  },
  {
    guard: 'a page of a list that brings nothing new ends it',
    file: 'tuya/paging/pageIterator.ts',
    text: 'const nothingNew = !anyNew && (pageNo > 1 || count === 0);',
    instead: 'const nothingNew = count === 0;',
    tests: ['tuya/paging/iterators'],
  },
  {
    guard: 'a log that goes in circles ends',
    file: 'tuya/paging/logIterator.ts',
    text: "if (this.cursors.has(key)) return 'repeatedCursor';",
    instead: '',
    tests: ['tuya/paging/iterators'],
  },
  {
    guard: 'a log of empty pages ends',
    file: 'tuya/paging/logIterator.ts',
    text: "if (this.emptyPages >= this.emptyPagesAtMost) return 'emptyPage';",
    instead: '',
    tests: ['tuya/paging/iterators'],
  },

  // Secrets.
  {
    guard: 'what the cloud says has no secret of the call in it',
    file: 'tuya/wire/redact.ts',
    text: "for (const secret of secrets) if (secret.length > 3) clean = clean.replaceAll(secret, '***');",
    instead: '',
    tests: ['tuya/wire/secrets'],
  },
  {
    guard: 'a logged path has no query',
    file: 'tuya/wire/redact.ts',
    text: "path: path.split('?', 1)[0],",
    instead: 'path,',
    tests: ['tuya/wire/secrets'],
  },
  {
    guard: 'a secret inside another field is seen',
    file: 'base/secretNames.ts',
    text: 'if (isList || !isSecretName(name)) clean.push(',
    instead: 'if (isList || depth > 0 || !isSecretName(name)) clean.push(',
    tests: ['base/secretNames'],
  },
  {
    guard: 'an unknown error is logged without its text',
    file: 'platform/commands/commands.ts',
    text: 'if (!TuyaError.is(error)) return { error: toError(error).name };',
    instead: 'if (!TuyaError.is(error)) return { error: toError(error).message };',
    tests: ['platform/commands/commands'],
  },
  {
    guard: 'an export without keys has no nested ones',
    file: 'model/exports/deviceRecord.ts',
    text: 'const extra = withKeys ? device.extra : withoutSecrets(device.extra);',
    instead: 'const extra = device.extra;',
    tests: ['model/exports/exports'],
  },
  {
    guard: 'tinytuya’s file has keys on demand only',
    file: 'model/exports/tinytuya.ts',
    text: "key: withKeys ? (device.localKey ?? '') : '',",
    instead: "key: device.localKey ?? '',",
    tests: ['model/exports/exports'],
  },
  {
    guard: 'a page gets a secret that it shows as one, and nothing else',
    file: 'panels/details/detailsRequests.ts',
    text: "if (!isSecret(state, name)) throw new RequestRefused('notThere');",
    instead: '',
    tests: ['panels/details/detailsRequests'],
  },
  {
    guard: 'a trace id in the diagnosis has the shape of one',
    file: 'model/diagnosis/mask.ts',
    text: 'const hasShape = /^[0-9a-f]{16,40}$/iu.test(tid);',
    instead: 'const hasShape = true;',
    tests: ['model/diagnosis/mask'],
  },

  // What pages may do.
  {
    guard: 'a message of another page is dropped',
    file: 'protocol/channel.ts',
    text: "if (envelope.session !== this.session) return this.drop('from another page');",
    instead: '',
    tests: ['protocol/channel'],
  },
  {
    guard: 'an answer goes to the page that asked',
    file: 'protocol/channel.ts',
    text: "if (this.session === session)\n        this.options.port.post({ kind: 'result'",
    instead: "if (this.session !== '')\n        this.options.port.post({ kind: 'result'",
    tests: ['protocol/channel'],
  },
  {
    guard: 'a page has so many requests at once',
    file: 'protocol/channel.ts',
    text: "if (this.running.size >= maxRunningRequests) return refuse('busy');",
    instead: '',
    tests: ['protocol/channel'],
  },
  {
    guard: 'a message is its own fields',
    file: 'protocol/envelope.ts',
    text: 'Object.hasOwn(message, name) ? (message as Record<string, unknown>)[name] : undefined;',
    instead: '(message as Record<string, unknown>)[name];',
    tests: ['protocol/envelope'],
  },
  {
    guard: 'a page opens devices that it shows as links',
    file: 'panels/details/detailsRequests.ts',
    text: "if (!linkedDevices(details.state()).has(deviceId)) throw new RequestRefused('notLinked');",
    instead: '',
    tests: ['panels/details/detailsRequests'],
  },
  {
    guard: 'a page loads nothing but ours',
    file: 'panels/host/html.ts',
    text: "    `default-src 'none'`,",
    instead: '    `default-src *`,',
    tests: ['panels/host/html'],
  },
  {
    guard: 'what stands in a page’s html is escaped',
    file: 'panels/host/html.ts',
    text: "return text.replace(/[&<>\"']/g, (character) => entities[character] ?? '');",
    instead: 'return text;',
    tests: ['panels/host/html'],
  },
  {
    guard: 'a policy names plain hosts for pictures',
    file: 'panels/host/html.ts',
    text: 'imageHosts.filter(isHttpsOrigin)',
    instead: 'imageHosts',
    tests: ['panels/host/html'],
  },
  {
    guard: 'a picture’s path stays below its host’s folders',
    file: 'tuya/api/iconUrl.ts',
    text: "if (icon.split('/').includes('..')) return undefined;",
    instead: '',
    tests: ['tuya/endpoint', 'tuya/errors/errors'],
  },

  // Text of others.
  {
    guard: 'text in Markdown is text',
    file: 'base/displayText.ts',
    text: '.replace(/[\\\\`*_{}[\\]()#+\\-.!|<>~&$:/@]/gu, String.raw`\\$&`)',
    instead: '',
    tests: ['base/displayText'],
  },
  {
    guard: 'a message has no links of others',
    file: 'base/displayText.ts',
    text: ".replace(/\\](?=\\((?:https?|command|file):)/giu, '] ')",
    instead: '',
    tests: ['base/displayText'],
  },
  {
    guard: 'no text turns the reading direction',
    file: 'base/displayText.ts',
    text: ".replace(invisible, '')",
    instead: '',
    tests: ['base/displayText'],
  },
  {
    guard: 'a table runs no formula of others',
    file: 'model/exports/csv.ts',
    text: 'return isExact ? text : text.replace(formula, "$1$2\'");',
    instead: 'return text;',
    tests: ['model/exports/exports', 'model/logs/export/exportLog'],
  },
  {
    guard: 'a name makes no path',
    file: 'model/exports/fileName.ts',
    text: ".replace(/[^\\p{L}\\p{N}]+/gu, '-')",
    instead: ".replace(/[\\s]+/gu, '-')",
    tests: ['model/exports/exports'],
  },
  {
    guard: 'a slow search rule is given up',
    file: 'model/logs/filter/patience.ts',
    text: 'return this.tries >= triesAtLeast && this.workedMs >= workAtMostMs;',
    instead: 'return false;',
    tests: ['model/logs/filter/regexMatcher'],
  },

  // Changes.
  {
    guard: 'a write is not repeated',
    file: 'tuya/wire/retry.ts',
    text: "if (failure.access === 'write' || failure.kind === 'final')",
    instead: "if (failure.kind === 'final')",
    tests: ['tuya/wire/retry'],
  },
  {
    guard: 'only a GET counts as a read',
    file: 'tuya/wire/request.ts',
    text: "access: call.method === 'GET' ? 'read' : 'write',",
    instead: "access: 'read',",
    tests: ['tuya/wire/faults', 'tuya/wire/retry'],
  },
  {
    guard: 'a write whose answer is lost is in doubt',
    file: 'tuya/wire/failures.ts',
    text: 'return outcome.sent;',
    instead: 'return false;',
    tests: ['tuya/wire/faults', 'model/devices/writesInDoubt'],
  },
  {
    guard: 'a protected project is not changed',
    file: 'model/devices/writer.ts',
    text: 'if (this.deps.isProtected(projectId)) throw new ProtectedError(projectId);',
    instead: '',
    tests: ['model/devices/deviceActions'],
  },
  {
    guard: 'a project protected meanwhile is not changed',
    file: 'model/devices/writer.ts',
    text: '// It may have been protected while this write waited.\n    this.check(write.ref);',
    instead: '',
    tests: ['model/devices/deviceActions'],
  },
  {
    guard: 'several devices take their number to be typed',
    file: 'commands/devices/confirmSeveral.ts',
    text: 'return typed?.trim() === count ?',
    instead: 'return typed !== undefined ?',
    tests: ['commands/devices/devices'],
  },
  {
    guard: 'a code of several data points renames none',
    file: 'panels/details/detailsWrites.ts',
    text: "if (code === undefined || others.length > 0) throw new RequestRefused('notThere');",
    instead: "if (code === undefined) throw new RequestRefused('notThere');",
    tests: ['panels/details/oddValues'],
  },

  // Calls, clocks, tokens.
  {
    guard: 'a used-up budget stops what runs by itself',
    file: 'model/meter/callBudget.ts',
    text: "if (asking.asker !== 'background') {",
    instead: "if (asking.asker !== 'nobody') {",
    tests: ['model/meter/callBudget'],
  },
  {
    guard: 'a budget is used up with its last call',
    file: 'model/meter/callBudget.ts',
    text: "used >= limit ? 'over'",
    instead: "used > limit ? 'over'",
    tests: ['model/meter/callBudget'],
  },
  {
    guard: 'a yes to go on ends after an hour',
    file: 'model/meter/callBudget.ts',
    text: 'return age >= 0 && age < consentMs;',
    instead: 'return at !== undefined;',
    tests: ['model/meter/callBudget'],
  },
  {
    guard: 'a request has the cloud’s time',
    file: 'tuya/wire/signedExchange.ts',
    text: 'time: Math.trunc(clock.now() + this.clockOffsetMs),',
    instead: 'time: Math.trunc(clock.now()),',
    tests: ['tuya/wire/tokenSession'],
  },
  {
    guard: 'a clock set back keeps no token for ever',
    file: 'tuya/wire/tokenSession.ts',
    text: 'return now < token.expiresAt && token.obtainedAt <= now + earlyMs;',
    instead: 'return now < token.expiresAt;',
    tests: ['tuya/wire/tokenSession'],
  },
  {
    guard: 'a refused token is not taken from the store again',
    file: 'tuya/wire/tokenSession.ts',
    text: 'if (stored.accessToken === this.refusedToken || !this.isAlive(stored)) return false;',
    instead: 'if (!this.isAlive(stored)) return false;',
    tests: ['tuya/wire/tokenSession'],
  },
  {
    guard: 'the simulator takes a request once',
    file: 'simulator/requests/requestGate.ts',
    text: 'if (this.nonces.has(key)) throw new ApiError(1113);',
    instead: '',
    tests: ['simulator/requests/requestGate'],
  },
];
