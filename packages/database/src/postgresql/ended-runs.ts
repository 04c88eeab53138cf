import { setImmediate as nextTurn } from 'node:timers/promises'
import type { StateType } from '@reeve/wire'
import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../database.ts'
import type { EndedRuns, HistorySpan, InStates } from '../ended-runs/ended-runs.ts'
import { edgesOf, type LookedUp, tellHistory } from '../ended-runs/history.ts'
import { Tally } from '../ended-runs/tally.ts'
import type { BucketCount } from '../history/buckets.ts'
import { estimatesOf } from '../history/run-times.ts'
import {
  endedRunTimes,
  NOTES_DELETED_BELOW,
  NOTES_TABLE,
  sumsOfEndedRuns,
} from '../schema/ended-run-notes.ts'
import { ENDED, OPEN } from '../schema/ended-types.ts'
import { postgresql } from './dialect.ts'

/** How often a tally that is in use is brought up to date by itself, and notes are deleted. */
const INTERVAL_MS = 60_000

/** A tally that nobody asked for this long is forgotten. */
const FORGOTTEN_AFTER_MS = 600_000

/** Made anew this often, should somebody have changed runs without the triggers. */
const MADE_ANEW_AFTER_MS = 3_600_000

/** After a failure to make it, so that no database is kept busy by scans that come to nothing. */
const TRIED_AGAIN_AFTER_MS = 300_000

/** Rows that are added to a tally in one turn of the loop. */
const ROWS_IN_A_TURN = 1_000

const MICROSECONDS_PER_SECOND = 1_000_000

const NAMES = sql.raw('state_type AS type, state_name AS name')

const SUMS = sql.raw(sumsOfEndedRuns('flow_run'))

interface Told {
  readonly type: StateType
  readonly name: string | null
  readonly runs: number
  readonly runTime: string
  readonly lateness: string
}

interface ToldOfMinute extends Told {
  readonly expected: number | null
}

const asNumbers = <T extends Told>(told: T) => ({
  ...told,
  runTime: Number(told.runTime),
  lateness: Number(told.lateness),
})

/** All ended runs by state and minute, and the snapshot that they were read in. */
const allEnded = sql<(ToldOfMinute | { type: null }) & { snapshot: string }>`
  SELECT seen.snapshot, ended.*
  FROM (SELECT txid_current_snapshot()::text AS snapshot) AS seen
  LEFT JOIN (
    SELECT ${NAMES}, ${sql.raw(endedRunTimes('flow_run').expected)} AS expected, ${SUMS}
    FROM flow_run WHERE state_type IN ${sql.raw(ENDED)} GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
  ) AS ended ON true`

/** What changed since a snapshot, by state and minute. */
const notedSince = (snapshot: string) => sql<ToldOfMinute>`
  SELECT ${NAMES}, expected, sum(runs)::integer AS runs, sum(run_time)::text AS "runTime", sum(lateness)::text AS lateness
  FROM ${sql.table(NOTES_TABLE)}
  WHERE transaction >= txid_snapshot_xmin(${snapshot}::txid_snapshot)
    AND NOT txid_visible_in_snapshot(transaction, ${snapshot}::txid_snapshot)
  GROUP BY 1, 2, 3`

const asJson = (query: RawBuilder<unknown>) =>
  sql`(SELECT coalesce(json_agg(row), '[]'::json) FROM (${query}) AS row)`

/** The rows of a query, and what brings the tally to the snapshot in which it was answered. */
const upToNow = <Row>(snapshot: string, beside: RawBuilder<Row>) => sql<{
  snapshot: string
  missed: boolean
  notes: ToldOfMinute[]
  rows: Row[]
}>`
  SELECT txid_current_snapshot()::text AS snapshot,
    EXISTS (
      SELECT 1 FROM reeve_meta
      WHERE key = ${NOTES_DELETED_BELOW} AND value::bigint > txid_snapshot_xmin(${snapshot}::txid_snapshot)
    ) AS missed,
    ${asJson(notedSince(snapshot))} AS notes, ${asJson(beside)} AS rows`

type HistoryRow = Told & Pick<LookedUp, 'kind' | 'place' | 'name'>

/**
 * The open runs in each bucket of a history, and the ended ones at its edges. Grouped edge by edge: for one group over
 * all of them PostgreSQL reads the whole table.
 */
function besideHistory(tally: Tally, { buckets, now }: HistorySpan): RawBuilder<HistoryRow> {
  const edges = edgesOf(tally, buckets)
  const { runTime, lateness } = estimatesOf(postgresql, 'flow_run', now)
  return sql<HistoryRow>`
    SELECT 'open' AS kind, width_bucket(expected_start_time, ${buckets.bounds}::timestamptz[]) - 1 AS place, ${NAMES},
      count(*)::integer AS runs, ${postgresql.sumSeconds(runTime)}::text AS "runTime",
      ${postgresql.sumSeconds(lateness)}::text AS lateness
    FROM flow_run
    WHERE state_type IN ${sql.raw(OPEN)} AND state_name IS NOT NULL
      AND expected_start_time >= ${buckets.start}::timestamptz AND expected_start_time < ${buckets.end}::timestamptz
    GROUP BY 2, 3, 4
    UNION ALL
    SELECT 'edge', edge.bound, ended.*
    FROM unnest(${edges.map(({ bound }) => bound)}::integer[], ${edges.map(({ from }) => from)}::timestamptz[],
      ${edges.map(({ to }) => to)}::timestamptz[]) AS edge(bound, starts, ends)
    CROSS JOIN LATERAL (
      SELECT ${NAMES}, ${SUMS} FROM flow_run
      WHERE expected_start_time >= edge.starts AND expected_start_time < edge.ends
        AND state_type IN ${sql.raw(ENDED)} AND state_name IS NOT NULL
      GROUP BY 1, 2
    ) AS ended`
}

/** A tally and the snapshot that it is of. */
interface Known {
  readonly tally: Tally
  snapshot: string
  readonly madeAt: number
}

/**
 * The ended runs of a PostgreSQL database, tallied when they are first asked for. Each question brings the tally to the
 * snapshot in which the rest is read, by what triggers noted of changes, whichever replica made them.
 */
export class PostgresqlEndedRuns implements EndedRuns {
  readonly #reading: Db
  readonly #writing: Db
  readonly #timer: NodeJS.Timeout
  #known: Known | undefined
  #making: Promise<void> | undefined
  #notBefore = 0
  #lastAsked = 0
  /** Questions one after the other, so that snapshots follow each other. */
  #turn: Promise<unknown> = Promise.resolve()
  /** What no replica will ask for any more at the next tick, and at the one after it. */
  #deletable: string | undefined
  #soonDeletable: string | undefined

  constructor({ reading, writing }: { reading: Db; writing: Db }) {
    this.#reading = reading
    this.#writing = writing
    this.#timer = setInterval(() => {
      // A database that is away shows in what is asked of it; the next tick does what this one could not.
      this.tick().catch(() => undefined)
    }, INTERVAL_MS).unref()
  }

  count({ states, where }: InStates): Promise<number | undefined> {
    const others = states.mayHoldOfOthers
      ? sql<{ runs: number }>`SELECT count(*)::integer AS runs FROM flow_run
          WHERE ${where} AND (state_type IS NULL OR state_type IN ${sql.raw(OPEN)})`
      : sql<{ runs: number }>`SELECT 0 AS runs`
    return this.#ask(
      () => others,
      (tally, [found]) => (found?.runs ?? 0) + tally.countIn(states.holds),
    )
  }

  history(span: HistorySpan): Promise<BucketCount[] | undefined> {
    let seconds: number
    return this.#ask(
      (tally) => {
        seconds = tally.seconds
        return besideHistory(tally, span)
      },
      (tally, rows) => {
        // What came of changes may have made its buckets longer, and then these are not its edges.
        if (tally.seconds !== seconds) return undefined
        return tellHistory(tally, span.buckets, rows.map(asNumbers))
      },
    )
  }

  /** Deletes notes that every replica has read or can do without, and keeps a tally that is in use from growing old. */
  async tick(): Promise<void> {
    if (this.#deletable !== undefined) await this.#deleteBelow(this.#deletable)
    const [seen] = await this.#reading.execute(
      sql<{ oldest: string }>`SELECT txid_snapshot_xmin(txid_current_snapshot())::text AS oldest`.compile(
        this.#reading.sql,
      ),
    )
    this.#deletable = this.#soonDeletable
    this.#soonDeletable = seen?.oldest
    const now = performance.now()
    if (now - this.#lastAsked > FORGOTTEN_AFTER_MS || now - (this.#known?.madeAt ?? now) > MADE_ANEW_AFTER_MS)
      this.#known = undefined
    await this.#bringUpToDate(
      () => sql`SELECT 1`,
      () => undefined,
    )
  }

  async close(): Promise<void> {
    clearInterval(this.#timer)
    this.#notBefore = Number.POSITIVE_INFINITY
    await Promise.allSettled([this.#making, this.#turn])
  }

  async #ask<Row, Answer>(
    beside: (tally: Tally) => RawBuilder<Row>,
    answer: (tally: Tally, rows: Row[]) => Answer,
  ): Promise<Answer | undefined> {
    this.#lastAsked = performance.now()
    if (!this.#known && !this.#making && this.#lastAsked >= this.#notBefore) this.#begin()
    return this.#bringUpToDate(beside, answer)
  }

  /** Gives the answer from the tally as it is when the rows are read; undefined where there is none. */
  #bringUpToDate<Row, Answer>(
    beside: (tally: Tally) => RawBuilder<Row>,
    answer: (tally: Tally, rows: Row[]) => Answer,
  ): Promise<Answer | undefined> {
    const before = this.#turn
    const answered = before.then(async () => {
      const known = this.#known
      if (!known || known.tally.isOverfull) return undefined
      const query = upToNow(known.snapshot, beside(known.tally)).compile(this.#reading.sql)
      const [found] = await this.#reading.execute(query)
      if (!found || found.missed || this.#known !== known) {
        this.#known = undefined
        return undefined
      }
      for (const note of found.notes) known.tally.add(asNumbers(note))
      known.snapshot = found.snapshot
      return known.tally.isOverfull ? undefined : answer(known.tally, found.rows)
    })
    this.#turn = answered.catch(() => undefined)
    return answered
  }

  #begin(): void {
    this.#making = this.#make()
      .catch(() => {
        this.#notBefore = performance.now() + TRIED_AGAIN_AFTER_MS
      })
      .finally(() => {
        this.#making = undefined
      })
  }

  async #make(): Promise<void> {
    const rows = await this.#reading.execute(allEnded.compile(this.#reading.sql))
    const tally = new Tally({ unitsPerSecond: MICROSECONDS_PER_SECOND })
    for (const [index, row] of rows.entries()) {
      if (row.type !== null) tally.add(asNumbers(row))
      if (index % ROWS_IN_A_TURN === 0) await nextTurn()
    }
    const snapshot = rows[0]?.snapshot
    if (snapshot !== undefined) this.#known = { tally, snapshot, madeAt: performance.now() }
  }

  async #deleteBelow(transaction: string): Promise<void> {
    await this.#writing.execute(
      sql`WITH gone AS (DELETE FROM ${sql.table(NOTES_TABLE)} WHERE transaction < ${transaction}::bigint)
        INSERT INTO reeve_meta (key, value) VALUES (${NOTES_DELETED_BELOW}, ${transaction})
        ON CONFLICT (key) DO UPDATE SET value = excluded.value
        WHERE reeve_meta.value::bigint < excluded.value::bigint`.compile(this.#writing.sql),
    )
  }
}
