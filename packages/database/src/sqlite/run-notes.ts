import type { StateType } from '@reeve/wire'
import type { EndedTogether } from '../ended-runs/tally.ts'
import { ENDED } from '../schema/ended-types.ts'
import { settledTimes } from '../schema/settled-times.ts'
import type { SqliteConnection } from './connection.ts'

/** A deletion that takes a million runs with it shall not fill the memory: beyond this a tally is made anew. */
const MAX_NOTES = 50_000

/** The columns that a tally is made of. */
const COLUMNS = 'state_type, state_name, expected_start_time, start_time, total_run_time'

const CHANGES = [
  { on: 'AFTER INSERT', row: 'NEW', sign: 1 },
  { on: 'AFTER DELETE', row: 'OLD', sign: -1 },
  { on: `AFTER UPDATE OF ${COLUMNS}`, row: 'OLD', sign: -1 },
  { on: `AFTER UPDATE OF ${COLUMNS}`, row: 'NEW', sign: 1 },
] as const

/** What a tally needs of a row of `flow_run`, in the order of `endedRun`. */
export function endedRunColumns(row = ''): string {
  const { runTime, lateness } = settledTimes(row)
  return `${row}state_type, ${row}state_name, unixepoch(substr(${row}expected_start_time, 1, 19)),
    max(0, ${runTime}), max(0, ${lateness})`
}

/** Reads what `endedRunColumns` selects: a run that ended, or with -1 one that does so no more. */
export const endedRun = (
  [type, name, expected, runTime, lateness]: readonly unknown[],
  sign: number,
): EndedTogether => ({
  type: type as StateType,
  name: name as string | null,
  expected: expected as number | null,
  runs: sign,
  runTime: sign * (runTime as number),
  lateness: sign * (lateness as number),
})

/**
 * Notes which runs ended and which do so no more, whatever statement it was that changed them: triggers that belong
 * to the writing connection alone, so that the file knows nothing of them. They cost 2 us of a transition.
 */
export class RunNotes {
  readonly #notes: EndedTogether[] = []
  #areTooMany = false

  constructor(writing: SqliteConnection) {
    writing.define('reeve_note', (sign, ...columns) => {
      if (this.#notes.length < MAX_NOTES) this.#notes.push(endedRun(columns, sign as number))
      else this.#areTooMany = true
      return null
    })
    for (const [index, { on, row, sign }] of CHANGES.entries()) {
      writing.exec(`CREATE TEMP TRIGGER reeve_note_${index} ${on} ON main.flow_run WHEN ${row}.state_type IN ${ENDED}
        BEGIN SELECT reeve_note(${sign}, ${endedRunColumns(`${row}.`)}); END`)
    }
  }

  /** How many there are: what `undoTo` takes. */
  get length(): number {
    return this.#notes.length
  }

  /** Forgets all but the first ones: what they tell of was rolled back. */
  undoTo(length: number): void {
    this.#notes.length = length
    if (length === 0) this.#areTooMany = false
  }

  /** Gives them away: what they tell of was committed. Undefined if there were too many to keep. */
  take(): EndedTogether[] | undefined {
    const notes = this.#notes.splice(0)
    const areAll = !this.#areTooMany
    this.#areTooMany = false
    return areAll ? notes : undefined
  }
}
