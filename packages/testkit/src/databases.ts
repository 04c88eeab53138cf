import { copyFileSync, existsSync, mkdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { type Database, type DialectName, type OpenOptions, openDatabase } from '@reeve/database'
import { afterAll, afterEach, beforeAll, beforeEach, inject } from 'vitest'
import { connect } from './connect.ts'

/** A kind of database to run a suite on; for `describe.each(databases)('$name', (kind) => ...)`. */
export interface DatabaseKind {
  readonly name: DialectName
  /** Why the kind cannot be had here; its tests are skipped. */
  readonly missing: string | undefined
  /** The URL of a database that nobody else uses, with all tables and no rows. */
  freshUrl(): Promise<string>
  /** The URL of a database that has no tables, or of a file that does not exist. */
  emptyUrl(): Promise<string>
}

/** How the database of a suite is opened. */
export type UseOptions = Omit<OpenOptions, 'url'>

/** All kinds of database that Reeve runs on. */
export const databases: readonly DatabaseKind[] = [sqliteKind(), postgresqlKind()]

/** One database for all tests of the suite in which this is called: `const database = useDatabase(kind)`. */
export function useDatabase(kind: DatabaseKind, options: UseOptions = {}): () => Database {
  skipWhereMissing(kind)
  let opened: Database | undefined
  beforeAll(async () => {
    if (kind.missing === undefined) opened = await openDatabase({ ...options, url: await kind.freshUrl() })
  })
  afterAll(() => opened?.close())
  return () => present(opened)
}

/** A database of its own for each test of the suite. */
export function useDatabaseForEach(kind: DatabaseKind, options: UseOptions = {}): () => Database {
  skipWhereMissing(kind)
  let opened: Database | undefined
  beforeEach(async () => {
    opened = await openDatabase({ ...options, url: await kind.freshUrl() })
  })
  afterEach(() => opened?.close())
  return () => present(opened)
}

/** Skips the tests of the suite, by name, where the kind cannot be had. */
export function skipWhereMissing({ missing }: DatabaseKind): void {
  beforeEach(({ skip }) => {
    if (missing !== undefined) skip(missing)
  })
}

function present(opened: Database | undefined): Database {
  if (!opened) throw new Error('The database of a suite is there only while its tests run')
  return opened
}

let lastNumber = 0

/** Unique among the processes of a run, which share a folder and a server. */
const newName = () => `test_${process.pid}_${process.env.VITEST_POOL_ID ?? 0}_${Date.now()}_${++lastNumber}`

function sqliteKind(): DatabaseKind {
  const newFile = () => {
    const folder = join(inject('reeveFolder'), newName())
    mkdirSync(folder)
    return join(folder, 'reeve.db')
  }
  return {
    name: 'sqlite',
    missing: undefined,
    emptyUrl: async () => newFile(),
    freshUrl: async () => {
      const file = newFile()
      copyFileSync(await sqliteTemplate(newFile), file)
      return file
    },
  }
}

/** Made once in a run and renamed into place, so that several processes may make it at once. */
async function sqliteTemplate(newFile: () => string): Promise<string> {
  const template = join(inject('reeveFolder'), 'template.db')
  if (existsSync(template)) return template
  const made = newFile()
  const database = await openDatabase({ url: made })
  await database.close()
  renameSync(made, template)
  return template
}

function postgresqlKind(): DatabaseKind {
  const post = inject('reevePostgresql')
  const create = async (template: string) => {
    if ('missing' in post) throw new Error(`There is no PostgreSQL: ${post.missing}`)
    const base = await urlOfServer(post.askAt)
    const name = newName()
    const maintenance = await connect(`${base}postgres`)
    await maintenance.query(`CREATE DATABASE ${name} TEMPLATE ${template}`)
    await maintenance.end()
    return `${base}${name}`
  }
  return {
    name: 'postgresql',
    missing: 'missing' in post ? post.missing : undefined,
    emptyUrl: () => create('template0'),
    freshUrl: () => create('reeve_template'),
  }
}

async function urlOfServer(askAt: string): Promise<string> {
  const answer = await fetch(askAt)
  const text = await answer.text()
  if (!answer.ok) throw new Error(text)
  return text
}
