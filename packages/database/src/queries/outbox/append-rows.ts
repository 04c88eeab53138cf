import { defineBatch } from '../../batch.ts'
import type { Db } from '../../database.ts'

const batch = defineBatch<{ kind: string; body: string }>({
  name: 'append-to-outbox',
  columns: { kind: 'text', body: 'text' },
  steps: {
    rows: (dialect) => `
      INSERT INTO reeve_outbox (kind, body, created) SELECT kind, body, ${dialect.now} FROM input`,
  },
})

/** Adds rows of one kind to the outbox, in order. Each is expanded as a whole, so none shall hold very many events. */
export async function appendRows(
  db: Db,
  { kind, bodies }: { readonly kind: string; readonly bodies: readonly string[] },
): Promise<void> {
  await batch.execute(
    db,
    bodies.map((body) => ({ kind, body })),
  )
}
