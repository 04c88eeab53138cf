import { buildFlow, databases, useDatabase } from '@reeve/testkit'
import { describe, expect, test } from 'vitest'

describe.each(databases)('Kysely over $name', (kind) => {
  const database = useDatabase(kind)

  test('tells how many rows a change touched', async () => {
    await Promise.all(['a', 'b', 'c'].map((name) => buildFlow(database(), { name })))
    const change = await database().write((db) =>
      db.sql.updateTable('flow').set({ name: 'renamed' }).where('name', '=', 'a').executeTakeFirstOrThrow(),
    )
    const deletion = await database().write((db) =>
      db.sql.deleteFrom('flow').where('name', 'in', ['b', 'c', 'd']).executeTakeFirstOrThrow(),
    )
    expect([change.numUpdatedRows, deletion.numDeletedRows]).toEqual([1n, 2n])
  })

  test('makes no transactions of its own', async () => {
    await expect(
      database()
        .quick.sql.transaction()
        .execute(async () => {}),
    ).rejects.toThrow('Database.write')
  })

  test('streams nothing', async () => {
    const stream = database().quick.sql.selectFrom('flow').select('id').stream()
    await expect(stream.next()).rejects.toThrow('Streaming is not offered')
  })
})
