import { buildConcurrencyLimit, buildFlow, databases, useDatabase } from '@reeve/testkit'
import type { ArtifactSort, FlowSort, Instant, LogSort, VariableSort } from '@reeve/wire'
import { beforeAll, describe, expect, test } from 'vitest'
import { json } from '../parameters.ts'
import { readArtifactCollections } from '../queries/artifact-collections/read-artifact-collections.ts'
import { readArtifacts } from '../queries/artifacts/read-artifacts.ts'
import { listConcurrencyLimits } from '../queries/concurrency-limits/list-concurrency-limits.ts'
import { readFlows } from '../queries/flows/read-flows.ts'
import { readLogs } from '../queries/logs/read-logs.ts'
import { countVariables } from '../queries/variables/count-variables.ts'
import { readVariables } from '../queries/variables/read-variables.ts'

const at = (hour: number) => `2026-01-01 0${hour}:00:00.000000` as Instant
const id = (letter: string) => `${letter.repeat(8)}-0000-4000-8000-000000000000`

/** Of each three rows a, b and c, b was made first and changed last. */
const BY_NAME: [FlowSort & VariableSort, string][] = [
  ['NAME_ASC', 'abc'],
  ['NAME_DESC', 'cba'],
  ['CREATED_DESC', 'cab'],
  ['UPDATED_DESC', 'bca'],
]

const BY_KEY: [ArtifactSort, string][] = [
  ['ID_DESC', 'cba'],
  ['KEY_ASC', 'abc'],
  ['KEY_DESC', 'cba'],
  ['CREATED_DESC', 'cab'],
  ['UPDATED_DESC', 'bca'],
]

describe.each(databases)('rows on $name are sorted', (kind) => {
  const database = useDatabase(kind)
  const page = { limit: 10 }

  beforeAll(async () => {
    const rows = [
      { id: id('a'), created: at(2), updated: at(4) },
      { id: id('b'), created: at(1), updated: at(6) },
      { id: id('c'), created: at(3), updated: at(5) },
    ]
    for (const row of rows) {
      const name = row.id[0] as string
      const none = { flow_run_id: null, task_run_id: null }
      await buildFlow(database(), { ...row, name })
      await buildConcurrencyLimit(database(), { name: `limit ${name}` })
      await database().write(async (db) => {
        await db.sql
          .insertInto('variable')
          .values({ ...row, name, value: json(name) })
          .execute()
        await db.sql
          .insertInto('artifact')
          .values({ ...row, ...none, key: name })
          .execute()
        await db.sql
          .insertInto('artifact_collection')
          .values({ ...row, ...none, key: name, latest_id: row.id })
          .execute()
        await db.sql
          .insertInto('log')
          .values({ ...none, name, message: 'm', level: 20, timestamp: row.created })
          .execute()
      })
    }
  })

  test.each(BY_NAME)('flows by %s', async (sort, names) => {
    const flows = await readFlows(database().reader, { sort, ...page })
    expect(flows.map(({ name }) => name).join('')).toBe(names)
  })

  test.each(BY_NAME)('variables by %s', async (sort, names) => {
    const variables = await readVariables(database().reader, { sort, ...page })
    expect(variables.map(({ name }) => name).join('')).toBe(names)
  })

  test.each(BY_KEY)('artifacts by %s', async (sort, keys) => {
    const artifacts = await readArtifacts(database().reader, { sort, ...page })
    expect(artifacts.map(({ key }) => key).join('')).toBe(keys)
  })

  test.each(BY_KEY)('artifact collections by %s', async (sort, keys) => {
    const collections = await readArtifactCollections(database().reader, { sort, ...page })
    expect(collections.map(({ key }) => key).join('')).toBe(keys)
  })

  test.each<[LogSort, string]>([
    ['TIMESTAMP_ASC', 'bac'],
    ['TIMESTAMP_DESC', 'cab'],
  ])('logs by %s', async (sort, names) => {
    const logs = await readLogs(database().reader, { sort, ...page })
    expect(logs.map(({ name }) => name).join('')).toBe(names)
  })

  test('limits by name', async () => {
    const limits = await listConcurrencyLimits(database().reader, { limit: 2, offset: 1 })
    expect(limits.map(({ name }) => name)).toEqual(['limit b', 'limit c'])
  })

  test('and counted as a whole, not by the page', async () => {
    expect(await readVariables(database().reader, { limit: 1 })).toHaveLength(1)
    expect(await countVariables(database().reader, {})).toBe(3)
    expect(await countVariables(database().reader, { variables: { name: { any_: ['a'] } } })).toBe(1)
  })
})
