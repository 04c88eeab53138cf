import type { Instant, StateType } from '@reeve/wire'
import { sql } from 'kysely'
import type { Db, Statement } from '../../database.ts'
import { selectCount, selectPage } from '../../filters/page.ts'
import { ALWAYS, combine, type Predicate } from '../../filters/predicate.ts'
import { DEPLOYMENTS, FLOW_RUNS, type FlowRunFilters, selects } from '../../filters/related.ts'

/** The tables whose rows bulk operations change. */
export type BulkTable = 'flow_run' | 'deployment'

/** The rows that an operation is about. */
export interface BulkTargets {
  readonly table: BulkTable
  readonly filters: FlowRunFilters
  /** Rows made later are none of its business. */
  readonly createdUntil: Instant
  /** Runs in states of other types neither; null if the type does not matter. */
  readonly states: readonly StateType[] | null
}

const SCOPES = { flow_run: FLOW_RUNS, deployment: DEPLOYMENTS } as const

function isTarget({ dialect }: Db, { table, filters, createdUntil, states }: BulkTargets): Predicate {
  const isOld = sql<boolean>`${sql.ref(`${table}.created`)} <= ${createdUntil}`
  const isConcerned = states
    ? dialect.ofMany(dialect.inList(`${table}.state_type`, states, 'state_type'))
    : ALWAYS
  return combine([selects(dialect, SCOPES[table], filters), isConcerned, isOld], 'and_')
}

/** How many rows an operation is about. */
export async function countBulkTargets(db: Db, targets: BulkTargets): Promise<number> {
  const [row] = await db.execute(selectCount(targets.table, isTarget(db, targets)).compile(db.sql))
  return row?.count ?? 0
}

/** The next ids that an operation is about, in their order: those after `after`, from the beginning if null. */
export async function selectBulkTargets(
  db: Db,
  targets: BulkTargets,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<string[]> {
  const { table } = targets
  const isNext = after === null ? ALWAYS : sql<boolean>`${sql.ref(`${table}.id`)} > ${after}`
  const where = combine([isNext, isTarget(db, targets)], 'and_')
  const page = selectPage({ table, where, orderBy: `${table}.id`, limit })
  return (await db.execute(page.compile(db.sql))).map(({ id }) => id)
}

/** Those of the ids that an operation is still about, in their order. */
export const findBulkTargets = (db: Db, targets: BulkTargets, ids: readonly string[]): Promise<string[]> =>
  selectAmong(db, targets, { ids, ending: '' })

/** The same, locked. */
export const lockBulkTargets = (db: Db, targets: BulkTargets, ids: readonly string[]): Promise<string[]> =>
  selectAmong(db, targets, { ids, ending: db.dialect.forUpdateOf(targets.table) })

async function selectAmong(
  db: Db,
  targets: BulkTargets,
  { ids, ending }: { readonly ids: readonly string[]; readonly ending: string },
): Promise<string[]> {
  const { table } = targets
  const where = combine([db.dialect.inList(`${table}.id`, ids, 'uuid'), isTarget(db, targets)], 'and_')
  const rows = sql<{ id: string }>`SELECT ${sql.ref(`${table}.id`)} FROM ${sql.table(table)} WHERE ${where}
    ORDER BY ${sql.ref(`${table}.id`)} ${sql.raw(ending)}`
  return (await db.execute(rows.compile(db.sql))).map(({ id }) => id)
}

const names = (table: BulkTable): Statement => ({
  name: `read-names-of-${table}`,
  text: (dialect) => `SELECT id, name FROM ${table} WHERE ${dialect.isAnyUuid('id', 1)} ORDER BY id`,
})
const NAMES = { flow_run: names('flow_run'), deployment: names('deployment') } as const

/** Rows by their ids, with their names. */
export const readBulkTargets = (
  db: Db,
  table: BulkTable,
  ids: readonly string[],
): Promise<{ id: string; name: string }[]> => db.run(NAMES[table], [db.dialect.list(ids)])
