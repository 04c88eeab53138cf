import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Db } from '../database.ts'
import type { EndedRuns, HistorySpan, InStates } from '../ended-runs/ended-runs.ts'
import { edgesOf, type LookedUp, tellHistory } from '../ended-runs/history.ts'
import { Tally } from '../ended-runs/tally.ts'
import type { Predicate } from '../filters/predicate.ts'
import { type BucketCount, spansOf } from '../history/buckets.ts'
import { FOUND_ALL_STATES, STATES_OF_FLOW_RUNS, sumsOfState } from '../history/count-settled.ts'
import { ENDED, OPEN, OPEN_TYPES } from '../schema/ended-types.ts'
import { SETTLED_TIMES_INDEX } from '../schema/settled-times.ts'
import type { SqliteConnection } from './connection.ts'
import { openReading } from './open-connection.ts'
import { endedRun, endedRunColumns, RunNotes } from './run-notes.ts'

/**
 * What a tally does not know is looked up on the loop, so that it is of the same moment: so many runs that have not
 * ended take either 1 ms. Where there are more, a thread had better look at everything.
 */
const MAX_OPEN_IN_HISTORY = 10_000
const MAX_OPEN_IN_COUNT = 50_000
const MAX_LOOKUPS = 1_000

/** Making a tally of a million runs takes 0.7 s, a slice of it in each turn of the loop. */
const SLICE_MS = 1
const BETWEEN_SLICES_MS = 1

const ALL_ENDED = `SELECT ${endedRunColumns()} FROM flow_run INDEXED BY ${SETTLED_TIMES_INDEX} WHERE state_type IN ${ENDED}`

const FEW_OPEN_RUNS = `
  (SELECT count(*) FROM (SELECT 1 FROM flow_run WHERE state_type IN ${OPEN} LIMIT ${MAX_OPEN_IN_COUNT + 1}))
    <= ${MAX_OPEN_IN_COUNT}`

/** How many open runs a history covers, or one more than `?2` of each state that has more. */
const OPEN_IN_HISTORY = `
  SELECT coalesce(sum((
    SELECT count(*) FROM (
      SELECT 1 FROM flow_run
      WHERE state_name = states.name AND state_type = states.type
        AND expected_start_time >= ?5 AND expected_start_time < ?6
      LIMIT ?2 + 1
    )
  )), 0) FROM states WHERE type IN ${OPEN}`

/**
 * The states of open runs in each bucket of a history, and those of ended runs at its edges; first, in a row of its own,
 * whether there are few enough states and open runs for it to look.
 */
const HISTORY = `
  WITH RECURSIVE ${STATES_OF_FLOW_RUNS},
  few(enough) AS MATERIALIZED (SELECT ${FOUND_ALL_STATES} AND (${OPEN_IN_HISTORY}) <= ?2)
  SELECT 'few' AS kind, enough AS place, NULL AS type, NULL AS name, NULL AS sums FROM few
  UNION ALL
  SELECT 'open', bucket.key, state.type, state.name, (
    ${sumsOfState({ name: 'state.name', type: 'state.type', from: 'bucket.value ->> 0', to: 'bucket.value ->> 1' })}
  )
  FROM few CROSS JOIN states AS state CROSS JOIN json_each(?3) AS bucket
  WHERE few.enough AND state.type IN ${OPEN}
  UNION ALL
  SELECT 'edge', edge.value ->> 'bound', state.type, state.name, (
    ${sumsOfState({ name: 'state.name', type: 'state.type', from: "edge.value ->> 'from'", to: "edge.value ->> 'to'" })}
  )
  FROM few CROSS JOIN states AS state CROSS JOIN json_each(?4) AS edge
  WHERE few.enough AND state.type IN ${ENDED}`

/** In the row `few`, `place` says whether the others are there, which alone have the rest. */
interface HistoryRow extends Pick<LookedUp, 'place' | 'type' | 'name'> {
  readonly kind: LookedUp['kind'] | 'few'
  /** Runs, seconds of run time, seconds of lateness; the latter two null where there are none. */
  readonly sums: readonly [number, number | null, number | null]
}

const lookedUp = ({ kind, sums: [runs, runTime, lateness], ...place }: HistoryRow): LookedUp => ({
  ...place,
  kind: kind as LookedUp['kind'],
  runs,
  runTime: runTime ?? 0,
  lateness: lateness ?? 0,
})

/** The connections that tallies are made from. */
interface Parts {
  readonly file: string
  readonly writing: SqliteConnection
  readonly reading: SqliteConnection
}

/** The ended runs of a SQLite database, tallied when they are first asked for, and kept by what is noted of changes. */
export class SqliteEndedRuns implements EndedRuns {
  readonly #parts: Parts
  readonly #notes: RunNotes
  readonly #sql: Db['sql']
  readonly #hasIndex: boolean
  #tally: Tally | undefined
  #isWhole = false
  #making: Promise<void> | undefined
  #closed = false
  #version: unknown

  /** `sql` builds what is executed here. */
  constructor(parts: Parts, { sql }: Pick<Db, 'sql'>) {
    const { writing, reading } = parts
    this.#parts = parts
    this.#notes = new RunNotes(writing)
    this.#sql = sql
    this.#hasIndex =
      reading.run('SELECT 1 FROM sqlite_master WHERE name = ?', [SETTLED_TIMES_INDEX]).rows.length > 0
  }

  /** How many changes are noted that are not committed. */
  get noted(): number {
    return this.#notes.length
  }

  /** To be called when all but the first so many of them were rolled back. */
  undoTo(noted: number): void {
    this.#notes.undoTo(noted)
  }

  /** To be called right after each commit, before anybody can read what it changed. */
  afterCommit(): void {
    const notes = this.#notes.take()
    if (!notes) this.#forget()
    for (const note of notes ?? []) this.#tally?.add(note)
  }

  async count({ states, where }: InStates): Promise<number | undefined> {
    const tally = this.#known()
    if (!tally) return undefined
    const others = states.mayHoldOfOthers ? this.#countOthers(where) : 0
    return others === undefined ? undefined : others + tally.countIn(states.holds)
  }

  async history({ buckets, now }: HistorySpan): Promise<BucketCount[] | undefined> {
    const tally = this.#known()
    if (!tally) return undefined
    const states = [...tally.series].length + OPEN_TYPES.length
    if (states * buckets.bounds.length > MAX_LOOKUPS) return undefined
    const [spans, edges] = [spansOf(buckets), edgesOf(tally, buckets)].map((asked) => JSON.stringify(asked))
    const params = [now, MAX_OPEN_IN_HISTORY, spans, edges, buckets.start, buckets.end]
    const rows = this.#parts.reading.run(HISTORY, params, { sums: 'json' }).rows as HistoryRow[]
    const found = rows.filter(({ kind }) => kind !== 'few')
    const areThere = rows.some(({ kind, place }) => kind === 'few' && place)
    return areThere ? tellHistory(tally, buckets, found.map(lookedUp)) : undefined
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.#making
  }

  /** The tally if it is whole; otherwise it begins to be made. */
  #known(): Tally | undefined {
    this.#forgetIfOthersWrote()
    if (!this.#tally && !this.#making && this.#hasIndex && !this.#closed) this.#begin()
    return this.#isWhole && !this.#tally?.isOverfull ? this.#tally : undefined
  }

  /** Another tool may write to the file at any time; this changes then and only then. */
  #forgetIfOthersWrote(): void {
    const [row] = this.#parts.writing.run('PRAGMA data_version', []).rows as [{ data_version: number }]
    if (row.data_version !== this.#version) this.#forget()
    this.#version = row.data_version
  }

  #forget(): void {
    this.#tally = undefined
    this.#isWhole = false
  }

  /** Should it fail, the next who asks begins anew. */
  #begin(): void {
    this.#making = this.#make()
      .catch(() => this.#forget())
      .finally(() => {
        this.#making = undefined
      })
  }

  /**
   * Adds up the runs as they were when it began; what is committed meanwhile is added when it is. A connection of its
   * own, because what it reads stays as it was for as long as it reads.
   */
  async #make(): Promise<void> {
    const connection = openReading(this.#parts.file)
    try {
      const tally = new Tally()
      this.#tally = tally
      let end = performance.now() + SLICE_MS
      for (const row of connection.each(ALL_ENDED)) {
        tally.add(endedRun(row, 1))
        if (performance.now() < end) continue
        await wait(BETWEEN_SLICES_MS)
        if (this.#closed || this.#tally !== tally) return
        end = performance.now() + SLICE_MS
      }
      this.#isWhole = true
    } finally {
      connection.close()
    }
  }

  /** How many runs that have not ended a condition holds of; undefined if there are many to look at. */
  #countOthers(where: Predicate): number | undefined {
    const counted = (others: string) =>
      sql`(SELECT count(*) FROM flow_run WHERE ${where} AND ${sql.raw(others)})`
    const query = sql<{ count: number | null }>`
      SELECT CASE WHEN ${sql.raw(FEW_OPEN_RUNS)}
        THEN ${counted(`state_type IN ${OPEN}`)} + ${counted('state_type IS NULL')} END AS count`.compile(
      this.#sql,
    )
    const [row] = this.#parts.reading.run(query.sql, query.parameters).rows as [{ count: number | null }]
    return row.count ?? undefined
  }
}
