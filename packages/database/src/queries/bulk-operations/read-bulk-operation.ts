import type {
  BulkOperationForecast,
  BulkOperationKind,
  BulkOperationReason,
  BulkOperationStatus,
  CreatedBy,
  Instant,
  StateCreate,
} from '@reeve/wire'
import type { Selectable } from 'kysely'
import type { Db, Statement } from '../../database.ts'
import type { FlowRunFilters } from '../../filters/related.ts'
import type { Tables } from '../../schema/tables.ts'

/** What is to be done, as it was asked for. */
export interface BulkParameters {
  readonly state: StateCreate | null
  readonly message: string | null
  readonly scheduled_time: Instant | null
  readonly tags: readonly string[] | null
  readonly force: boolean
  /** At most so many a second. */
  readonly rate: number | null
}

/** The columns of `reeve_bulk_operation` that hold more than the database knows of. */
interface Known {
  kind: BulkOperationKind
  filters: FlowRunFilters
  parameters: BulkParameters
  status: BulkOperationStatus
  created_by: CreatedBy | null
  reasons: readonly BulkOperationReason[]
  sample: readonly BulkOperationForecast[]
}

/** A row of `reeve_bulk_operation`. */
export type BulkOperationRow = Omit<Selectable<Tables['reeve_bulk_operation']>, keyof Known> & Known

const byId: Statement = {
  name: 'read-bulk-operation',
  text: (dialect) => `SELECT * FROM reeve_bulk_operation WHERE id = ${dialect.parameter(1)}`,
}

const lockedById: Statement = {
  name: 'lock-bulk-operation',
  text: (dialect) => `${byId.text(dialect)} ${dialect.forUpdate}`,
}

/** The bulk operation with this id; undefined if there is none. */
export async function readBulkOperation(db: Db, id: string): Promise<BulkOperationRow | undefined> {
  const [row] = await db.run<BulkOperationRow>(byId, [id])
  return row
}

/** The bulk operation with this id, locked; undefined if there is none. */
export async function lockBulkOperation(db: Db, id: string): Promise<BulkOperationRow | undefined> {
  const [row] = await db.run<BulkOperationRow>(lockedById, [id])
  return row
}
