import type { Instant } from '@reeve/wire'
import type { Db, Statement } from '../../database.ts'
import { json } from '../../parameters.ts'
import type { BulkOperationRow } from './read-bulk-operation.ts'

/** Columns that change when an operation is taken up, paused or ended; absent ones stay. */
export type BulkOperationChanges = Partial<
  Pick<
    BulkOperationRow,
    | 'status'
    | 'started'
    | 'ended'
    | 'total'
    | 'error'
    | 'due'
    | 'paced_since'
    | 'paced_done'
    | 'holder'
    | 'leased_until'
    | 'sample'
  >
>

/** Changes columns of an operation. */
export async function updateBulkOperation(
  db: Db,
  id: string,
  { changes, now }: { readonly changes: BulkOperationChanges; readonly now: Instant },
): Promise<void> {
  const { sample, ...columns } = changes
  await db.execute(
    db.sql
      .updateTable('reeve_bulk_operation')
      .set({ ...columns, ...(sample && { sample: json(sample) }), updated: now })
      .where('id', '=', id)
      .compile(),
  )
}

/** How far an operation is after a batch. */
export type BulkAdvance = Pick<
  BulkOperationRow,
  | 'id'
  | 'updated'
  | 'cursor'
  | 'accepted'
  | 'rejected'
  | 'waiting'
  | 'aborted'
  | 'failed'
  | 'skipped'
  | 'reasons'
  | 'due'
  | 'leased_until'
>

const COLUMNS = [
  ['updated', 'instant'],
  ['cursor', 'uuid'],
  ['accepted', 'integer'],
  ['rejected', 'integer'],
  ['waiting', 'integer'],
  ['aborted', 'integer'],
  ['failed', 'integer'],
  ['skipped', 'integer'],
  ['reasons', 'json'],
  ['due', 'instant'],
  ['leased_until', 'instant'],
] as const

const advance: Statement = {
  name: 'advance-bulk-operation',
  text: (dialect) => `
    UPDATE reeve_bulk_operation SET
      ${COLUMNS.map(([column, kind], index) => `${column} = ${dialect.typedParameter(index + 2, kind)}`).join(', ')}
    WHERE id = ${dialect.typedParameter(1, 'uuid')}`,
}

/** Writes how far an operation is, in the transaction of the batch that brought it there. */
export async function advanceBulkOperation(db: Db, { id, ...columns }: BulkAdvance): Promise<void> {
  await db.run(advance, [
    id,
    ...COLUMNS.map(([column]) => (column === 'reasons' ? json(columns.reasons) : columns[column])),
  ])
}
