import { Emitter, type Event } from '../../base/event.js';
import { Disposable } from '../../base/lifecycle.js';
import type { StateStore } from '../../base/storage.js';
import type { WeightUnit } from '../devices/weightUnits.js';

const key = 'weightUnit';

/** The unit this person reads weights in; remembered, kg until they say otherwise. */
export class WeightUnitPreference extends Disposable {
  private readonly changed = this._register(new Emitter<void>());
  readonly onDidChange: Event<void> = this.changed.event;

  constructor(private readonly state: StateStore) {
    super();
  }

  get unit(): WeightUnit {
    return this.state.get(key) === 'g' ? 'g' : 'kg';
  }

  async prefer(unit: WeightUnit): Promise<void> {
    if (unit === this.unit) return;
    await this.state.update(key, unit);
    this.changed.fire();
  }
}
