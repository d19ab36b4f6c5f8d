import type { Browser, Page } from 'playwright-core';
import type { UserFormState } from '../../src/model/userForm/userFormState.js';
import { order, request } from '../../src/panels/host/requests.js';
import { userFormSnapshot } from '../../src/panels/userForm/userFormSnapshot.js';
import { Channel } from '../../src/protocol/channel.js';
import { noParams, type FromPageHost } from '../../src/protocol/page.js';
import {
  formParams,
  unitParams,
  type FromUserFormPage,
  type UserFormSnapshot,
} from '../../src/protocol/userForm.js';
import { PageStage } from './pageStage.js';
import type { ThemeName } from './themes.js';

export interface UserFormPageOptions {
  readonly state?: Partial<UserFormState>;
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
  readonly zoom?: number;
  readonly language?: string;
  readonly texts?: unknown;
  readonly asks?: boolean;
}

/** The form of a user in a real browser, with the host's snapshots at the other end of the conversation. */
export class UserFormPage {
  /** Names of the requests that came. */
  readonly asked: string[] = [];
  private readonly channel: Channel<FromUserFormPage, FromPageHost<UserFormSnapshot>>;
  private state: UserFormState;

  private constructor(
    readonly stage: PageStage,
    state: Partial<UserFormState>,
  ) {
    this.state = { ...newUser, ...state };
    const asked = (name: string) => (): void => void this.asked.push(name);
    this.channel = new Channel({
      log: stage.log,
      describeError: () => ({ reason: 'failed', message: '' }),
      port: stage.port,
      handlers: {
        events: { edit: { parse: (body) => formParams.parse(body), handle: () => undefined } },
        requests: {
          save: request(formParams, () => ({ sent: this.state.problems.size === 0 })),
          setUnit: order(unitParams, asked('setUnit')),
          lookAgain: order(noParams, asked('lookAgain')),
          retry: order(noParams, asked('retry')),
          close: order(noParams, asked('close')),
          showExtensionLog: order(noParams, asked('showExtensionLog')),
        },
      },
    });
    // Nobody waits for what the page draws then: it may be closed already.
    this.channel.onReady(() => this.send({}));
  }

  get page(): Page {
    return this.stage.page;
  }

  static async open(browser: Browser, options: UserFormPageOptions = {}): Promise<UserFormPage> {
    const { state = {}, ...stageOptions } = options;
    const stage = await PageStage.prepare(browser, {
      entry: 'userForm',
      title: 'New User',
      seed: { key: { projectId: 'p', deviceId: 'd' } },
      ...stageOptions,
    });
    const form = new UserFormPage(stage, state);
    await stage.load();
    return form;
  }

  /** Sends the state with these changes from now on, and waits until it is drawn. */
  async show(changes: Partial<UserFormState>): Promise<void> {
    this.send(changes);
    await this.stage.drawn();
  }

  private send(changes: Partial<UserFormState>): void {
    this.state = { ...this.state, ...changes };
    const now = Date.UTC(2026, 10, 23);
    this.channel.emit('snapshot', userFormSnapshot(this.state, now));
  }

  async close(): Promise<void> {
    this.channel.dispose();
    await this.stage.close();
  }
}

const newUser: UserFormState = {
  key: { projectId: 'p', deviceId: 'd' },
  isProjectThere: true,
  isProtected: false,
  deviceName: 'Body fat scale',
  current: undefined,
  form: { nickName: '', sex: '', birthday: '', height: '', weight: '', weightUnit: 'kg', contact: '' },
  revision: 1,
  problems: new Map(),
  isDirty: false,
  saving: false,
  earlier: undefined,
  ending: undefined,
};
