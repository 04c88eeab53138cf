import type { Instant, JsonObject } from '@reeve/wire'
import type { Db, Statement } from '../../database.ts'

const statement: Statement = {
  name: 'append-flow-run-transitions',
  text: (dialect) => `
    INSERT INTO reeve_outbox (kind, body, created)
    VALUES ('flow-run-transitions', ${dialect.parameter(1)}, ${dialect.parameter(2)})`,
}

/**
 * Notes transitions of flow runs in the outbox, all in one row. The event of each is built from these facts when
 * the outbox is written out: building and storing it at once would cost as much as the transition itself.
 */
export async function appendTransitions(db: Db, facts: readonly JsonObject[], now: Instant): Promise<void> {
  if (facts.length > 0) await db.run(statement, [JSON.stringify(facts), now])
}
