import type { BulkOperationFilter } from '@reeve/wire'
import type { Db } from '../../database.ts'
import { bulkOperationFields } from '../../filters/bulk-operations.ts'
import type { Given } from '../../filters/condition.ts'
import { matches } from '../../filters/interpret.ts'
import { type Cut, selectCount, selectRows } from '../../filters/page.ts'
import { ALWAYS } from '../../filters/predicate.ts'
import type { BulkOperationRow } from './read-bulk-operation.ts'

/** The filter on bulk operations; null lets all through. */
interface Filters {
  readonly bulk_operations: Given<BulkOperationFilter> | null
}

const isWanted = ({ dialect }: Db, { bulk_operations: filter }: Filters) =>
  filter ? matches(dialect, bulkOperationFields, filter) : ALWAYS

/** Reads a page of bulk operations, newest first. */
export function readBulkOperations(
  db: Db,
  { limit, offset, ...filters }: Filters & Cut,
): Promise<BulkOperationRow[]> {
  const rows = selectRows<BulkOperationRow>({
    table: 'reeve_bulk_operation',
    where: isWanted(db, filters),
    orderBy: 'reeve_bulk_operation.created DESC, reeve_bulk_operation.id DESC',
    limit,
    offset,
  })
  return db.execute(rows.compile(db.sql))
}

/** How many bulk operations the filter lets through. */
export async function countBulkOperations(db: Db, filters: Filters): Promise<number> {
  const [row] = await db.execute(selectCount('reeve_bulk_operation', isWanted(db, filters)).compile(db.sql))
  return row?.count ?? 0
}
