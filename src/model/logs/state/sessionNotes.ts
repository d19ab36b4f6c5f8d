import type { TimeRange } from '../../../base/timeRange.js';
import type { LogNote, LogNoteKind } from '../rows/logTypes.js';
import type { Marker } from './markers.js';
import type { Stretch } from '../read/stretches.js';
import type { LogTable } from '../table/logTable.js';
import type { Absence } from './connectionHistory.js';
import type { DeviceLog } from './deviceLog.js';

export interface NotesDeps {
  readonly devices: readonly DeviceLog[];
  readonly table: LogTable;
  readonly markers: () => readonly Marker[];
  readonly span: () => TimeRange | undefined;
  readonly retentionFrom: () => number | undefined;
  /** Since when nothing was read any more, as the tail was stopped. */
  readonly stoppedAt: () => number | undefined;
  readonly newId: () => number;
}

/** Where a stretch lies that a note stands for, and whose. */
export interface Hole {
  readonly device: DeviceLog;
  readonly stretch: Stretch;
}

/** All that stands between the rows of a session. */
export class SessionNotes {
  /** Of markers and of the two notes that there is one of at most. */
  private readonly ids = new Map<string, number>();
  /** A device that comes and goes may have thousands: they are made once. */
  private readonly absences = new Map<
    DeviceLog,
    { readonly of: readonly Absence[]; readonly notes: readonly LogNote[] }
  >();

  constructor(private readonly deps: NotesDeps) {}

  /** In no order. */
  all(): readonly LogNote[] {
    const { devices, table, stoppedAt, span } = this.deps;
    const notes = devices.flatMap((device) => [...this.holesOf(device), ...this.absencesOf(device)]);
    notes.push(...this.markerNotes());
    const { dropped } = table;
    const start = span()?.from;
    if (dropped && start !== undefined) {
      const until = { time: Math.min(start, dropped.until), until: dropped.until };
      notes.push({ id: this.idOf('dropped'), kind: 'dropped', ...until, canRead: false });
    }
    const stopped = stoppedAt();
    if (stopped !== undefined) {
      notes.push({ id: this.idOf('stopped'), kind: 'paused', time: stopped, canRead: true });
    }
    return notes;
  }

  /** The stretch behind a note; undefined for one that stands for none. */
  holeOf(noteId: number): Hole | undefined {
    for (const device of this.deps.devices) {
      const stretch = device.stretches.all().find(({ id }) => id === noteId);
      if (stretch) return { device, stretch };
    }
    return undefined;
  }

  isPause(noteId: number): boolean {
    return this.ids.get('stopped') === noteId;
  }

  private *holesOf(device: DeviceLog): Generator<LogNote> {
    const edge = this.deps.retentionFrom() ?? 0;
    for (const { id, from, to, label } of device.stretches.all()) {
      // One note is enough for rows that had to go.
      if (label.kind === 'read' || label.kind === 'loading') continue;
      if (label.kind === 'dropped' && this.deps.table.dropped) continue;
      const isTooOld = to <= edge && label.kind !== 'dropped';
      const kind: LogNoteKind = isTooOld ? 'retention' : label.kind;
      const canRead = kind !== 'retention' && kind !== 'dropped';
      const place = { id, kind, time: from, until: to, device: device.index, canRead };
      yield {
        ...place,
        ...(label.kind === 'failed' && { problem: label.problem }),
        ...(label.kind === 'incomplete' && { lack: label.reason }),
      };
    }
  }

  /** They stand after the event that says so. */
  private absencesOf(device: DeviceLog): readonly LogNote[] {
    const absences = device.connection.absences();
    const known = this.absences.get(device);
    if (known?.of === absences) return known.notes;
    const notes = absences.map(({ id, from, to }): LogNote => ({
      id,
      kind: 'offline',
      time: from + 1,
      device: device.index,
      canRead: false,
      ...(to < Infinity && { until: to }),
    }));
    this.absences.set(device, { of: absences, notes });
    return notes;
  }

  private markerNotes(): LogNote[] {
    const span = this.deps.span();
    if (!span) return [];
    return this.deps
      .markers()
      .filter(({ time }) => time >= span.from)
      .map(({ id, time, text, source }) => ({
        id: this.idOf(`marker ${id}`),
        kind: 'marker',
        time,
        text,
        ...(source === 'flash' && { flash: id }),
        canRead: false,
      }));
  }

  private idOf(key: string): number {
    let id = this.ids.get(key);
    if (id === undefined) {
      id = this.deps.newId();
      this.ids.set(key, id);
    }
    return id;
  }
}

export function areSameNotes(a: readonly LogNote[], b: readonly LogNote[]): boolean {
  return (
    a.length === b.length &&
    a.every((note, at) => {
      const other = b[at];
      if (note === other) return true;
      return (
        note.id === other?.id &&
        note.kind === other.kind &&
        note.time === other.time &&
        note.until === other.until &&
        note.problem === other.problem &&
        note.lack === other.lack &&
        note.canRead === other.canRead &&
        note.text === other.text
      );
    })
  );
}
