import type { Db } from '../../database.ts'
import { json } from '../../parameters.ts'
import type { BulkOperationRow } from './read-bulk-operation.ts'

/** Adds a bulk operation. */
export async function insertBulkOperation(db: Db, operation: BulkOperationRow): Promise<void> {
  const { filters, parameters, reasons, sample, created_by } = operation
  await db.execute(
    db.sql
      .insertInto('reeve_bulk_operation')
      .values({
        ...operation,
        filters: json(filters),
        parameters: json(parameters),
        reasons: json(reasons),
        sample: json(sample),
        created_by: created_by && json(created_by),
      })
      .compile(),
  )
}
