import { type DocumentReference, type Separated, separateReferences } from '@reeve/core/blocks'
import type { Db } from '@reeve/database'
import {
  deleteDocumentReferences,
  insertDocumentReferences,
} from '@reeve/database/queries/block-documents/change-document-references'
import {
  type DocumentReferenceRow,
  readDocumentReferences,
} from '@reeve/database/queries/block-documents/read-document-rows'
import { lockMeta } from '@reeve/database/queries/meta/lock-meta'
import type { JsonObject } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { Refused } from '../../http/errors.ts'

/** Data without the blocks in it, and those. Refuses with 400 a reference that says no block. [J10] */
export function requireReferences(data: JsonObject): Separated {
  const separated = separateReferences(data)
  if (!('badKey' in separated)) return separated
  const { badKey, found } = separated
  throw new Refused(
    400,
    found === 'nothing'
      ? `Received block reference without a block_document_id in key ${badKey}`
      : `Received block reference with a block_document_id that is no UUID in key ${badKey}`,
  )
}

/** The block that is changed, what it held, and what it is to hold. */
export interface ReferenceChange {
  readonly id: string
  readonly before: readonly DocumentReferenceRow[]
  readonly after: readonly DocumentReference[]
}

/** Writes which blocks a block holds, which `lockReferences` locked. Refuses with 400 what would make one hold itself. [J10] */
export async function saveDocumentReferences(
  ctx: Context,
  db: Db,
  { id, before, after }: ReferenceChange,
): Promise<void> {
  const kept = before.filter((row) => after.some((reference) => isSame(row, reference)))
  const added = after.filter((reference) => !before.some((row) => isSame(row, reference)))
  if (added.length > 0) await requireNoCycle(db, id, added)
  const now = ctx.clock.now()
  await insertDocumentReferences(
    db,
    added.map((reference) => ({
      id: ctx.ids.next(),
      created: now,
      updated: now,
      name: reference.name,
      parent_block_document_id: id,
      reference_block_document_id: reference.id,
    })),
  )
  const gone = before.filter((row) => !kept.includes(row))
  await deleteDocumentReferences(
    db,
    gone.map((row) => row.id),
  )
}

const isSame = (row: DocumentReferenceRow, { name, id }: DocumentReference): boolean =>
  row.name === name && row.reference_block_document_id === id

/** What is locked by those who let blocks hold others. */
const LOCK = 'block_document_references'

/**
 * Lets those who let blocks hold others come one after the other, each seeing what those before wrote: a circle can be
 * closed by any number of changes, each of which is none. To be called before anything is locked.
 */
export async function lockReferences(db: Db, references: readonly DocumentReference[]): Promise<void> {
  if (references.length > 0) await lockMeta(db, LOCK)
}

async function requireNoCycle(db: Db, id: string, added: readonly DocumentReference[]): Promise<void> {
  for (const reference of added) {
    const reached = await readDocumentReferences(db, [reference.id])
    if (reference.id === id || reached.some((row) => row.reference_block_document_id === id)) {
      throw new Refused(
        400,
        'Cannot create block document reference: it would introduce a cycle into the block_document_reference graph' +
          ` (parent=${id}, reference=${reference.id}).`,
      )
    }
  }
}
