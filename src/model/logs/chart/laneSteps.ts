import type { KnownPoint } from '../rows/logValue.js';
import { laneMembers } from './chartLane.js';

/** So many values that aren't among the members are steps too; more would be no enum. */
const othersAtMost = 24;
/** Of more members than that, those alone are steps that are drawn. */
const stepsAtMost = 24;
const longestWord = 60;

/**
 * The steps of an enum's lane: its members in the order of the product, and above them the values that the product
 * doesn't list, as they come.
 */
export class LaneSteps {
  private readonly members: readonly string[];
  private readonly places: Map<string, number>;
  private readonly others: string[] = [];
  private readonly words: readonly string[];

  constructor(known: KnownPoint) {
    this.members = laneMembers(known) ?? [];
    this.words = known.model?.labels ?? [];
    this.places = new Map(this.members.map((member, place) => [member, place]));
  }

  /** Undefined for a value that has no step. */
  placeOf(value: string): number | undefined {
    const place = this.places.get(value);
    if (place !== undefined || value === '' || this.others.length >= othersAtMost) return place;
    const added = this.members.length + this.others.length;
    this.others.push(value);
    this.places.set(value, added);
    return added;
  }

  /** The steps' words from the lowest up, and the places as numbers of these steps. */
  drawn(places: readonly number[]): {
    readonly steps: readonly string[];
    readonly values: readonly number[];
  } {
    const count = this.members.length + this.others.length;
    const used =
      count > stepsAtMost
        ? [...new Set(places)].sort((one, other) => one - other)
        : Array.from({ length: count }, (_, place) => place);
    const steps = new Map(used.map((place, step) => [place, step]));
    return {
      steps: used.map((place) => this.wordOf(place)),
      values: places.map((place) => steps.get(place) ?? 0),
    };
  }

  private wordOf(place: number): string {
    const member = this.members[place] ?? this.others[place - this.members.length] ?? '';
    const word = place < this.members.length ? this.words[place] : undefined;
    return (word === undefined || word === '' ? member : word).slice(0, longestWord);
  }
}
