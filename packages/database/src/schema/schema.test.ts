import { readFileSync } from 'node:fs'
import { comparable, databases, schemaOfPostgresql, schemaOfSqlite, skipWhereMissing } from '@reeve/testkit'
import type { Instant, Json, StateType } from '@reeve/wire'
import type { Insertable, Selectable } from 'kysely'
import { describe, expect, expectTypeOf, test } from 'vitest'
import { openDatabase } from '../open.ts'
import type { IntervalParam, JsonParam } from '../parameters.ts'
import { indexesOf } from './indexes.ts'
import type { Tables } from './tables.ts'

const contract = (dialect: string) =>
  JSON.parse(
    readFileSync(new URL(`../../../../conformance/contract/schema.${dialect}.json`, import.meta.url), 'utf8'),
  )

const readTables = async (url: string) =>
  url.startsWith('postgres') ? (await schemaOfPostgresql(url)).tables : schemaOfSqlite(url)

describe.each(databases)('a new database on $name', (kind) => {
  skipWhereMissing(kind)

  test('with the indexes of the reference equals the contract', async () => {
    const url = await kind.emptyUrl()
    const database = await openDatabase({ url, indexes: 'reference' })
    const stamp = await database.quick.sql.selectFrom('alembic_version').selectAll().execute()
    await database.close()

    const expected = contract(kind.name)
    expect(comparable(await readTables(url))).toEqual(comparable(expected.tables))
    expect(stamp).toEqual([{ version_num: expected.alembic_version }])
  })

  test('with the indexes of Reeve differs from the contract in indexes that are not unique', async () => {
    const url = await kind.emptyUrl()
    await (await openDatabase({ url })).close()

    const tables = comparable(await readTables(url))
    const expected = comparable(contract(kind.name).tables)
    const unique = (facts: typeof tables) =>
      Object.fromEntries(
        Object.entries(facts).map(([name, { indexes, ...table }]) => [
          name,
          { ...table, indexes: indexes.filter((index) => index.unique) },
        ]),
      )
    expect(unique(tables)).toEqual(unique(expected))
    const names = Object.values(tables).flatMap(({ indexes }) => indexes.map(({ name }) => name))
    expect(names.sort()).toEqual(
      indexesOf('reeve', kind.name)
        .map(({ name }) => name)
        .sort(),
    )
  })
})

describe.each(databases.filter(({ name }) => name === 'postgresql'))('a new database on $name', (kind) => {
  skipWhereMissing(kind)

  test('has the enumerated types of the contract', async () => {
    const url = await kind.emptyUrl()
    await (await openDatabase({ url })).close()
    expect((await schemaOfPostgresql(url)).enums).toEqual(contract('postgresql').enums)
  })
})

test('a row has the types that its columns are described with', () => {
  type Run = Selectable<Tables['flow_run']>
  expectTypeOf<Run['id']>().toEqualTypeOf<string>()
  expectTypeOf<Run['total_run_time']>().toEqualTypeOf<number>()
  expectTypeOf<Run['start_time']>().toEqualTypeOf<Instant | null>()
  expectTypeOf<Run['state_type']>().toEqualTypeOf<StateType | null>()
  expectTypeOf<Run['parameters']>().toEqualTypeOf<Json>()

  type NewRun = Insertable<Tables['flow_run']>
  expectTypeOf<{ name: string; flow_id: string }>().toExtend<NewRun>()
  expectTypeOf<{ name: string }>().not.toExtend<NewRun>()
  expectTypeOf<NewRun['tags']>().toEqualTypeOf<JsonParam | undefined>()
  expectTypeOf<NewRun['total_run_time']>().toEqualTypeOf<IntervalParam | undefined>()
})
