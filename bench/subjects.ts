import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openDatabase } from '@reeve/database'
import { referencePython } from '../conformance/framework/reference-python.ts'
import type { SubjectName } from './measures.ts'
import { type ServerProcess, startProcess } from './process.ts'
import { seed } from './seed.ts'

/** A server that can be started again and again on one database. */
export interface Subject {
  readonly name: SubjectName
  start(): Promise<ServerProcess>
  /** Fills its database while it is stopped, after a first start has made the tables. */
  fill(world: { readonly size: number; readonly now: number }): Promise<void>
}

/** Where a subject keeps its things. */
export interface Place {
  readonly folder: string
  /** A PostgreSQL database; undefined for SQLite. */
  readonly postgresql: string | undefined
}

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))
const NODE_FLAGS = ['--disable-warning=ExperimentalWarning']

/** Makes a subject; nothing runs yet. */
export const subjects: Readonly<Record<SubjectName, (place: Place) => Subject>> = {
  floor({ folder }) {
    const file = join(folder, 'floor.db')
    return {
      name: 'floor',
      async start() {
        await makeTables(file)
        return startProcess({
          command: process.execPath,
          args: (port) => [...NODE_FLAGS, path('floor/main.ts'), String(port), file],
          logFile: join(folder, 'floor.log'),
          readyPath: '/',
          timeoutMs: 30_000,
        })
      },
      fill: (world) => seed(file, world),
    }
  },
  reeve({ folder, postgresql }) {
    const database = postgresql ?? join(folder, 'reeve.db')
    return {
      name: 'reeve',
      start: () =>
        startProcess({
          command: process.execPath,
          // As users start it: the flags are its own, and the process is replaced, not doubled.
          args: (port) => [path('../bin/reeve.mjs'), '--port', String(port), '--database', database],
          env: { PREFECT_HOME: home(folder, 'reeve') },
          logFile: join(folder, 'reeve.log'),
          readyPath: '/api/ready',
          timeoutMs: 60_000,
        }),
      fill: (world) => seed(database, world),
    }
  },
  reference({ folder, postgresql }) {
    const file = join(folder, 'reference.db')
    const url = postgresql?.replace(/^\w+:/, 'postgresql+asyncpg:') ?? `sqlite+aiosqlite:///${file}`
    return {
      name: 'reference',
      start: () =>
        startProcess({
          command: referencePython(),
          args: (port) => ['-m', 'prefect', 'server', 'start', '--port', String(port)],
          env: {
            PREFECT_HOME: home(folder, 'reference'),
            PREFECT_API_DATABASE_CONNECTION_URL: url,
            PREFECT_SERVER_ANALYTICS_ENABLED: 'false',
            DO_NOT_TRACK: '1',
          },
          logFile: join(folder, 'reference.log'),
          readyPath: '/api/ready',
          timeoutMs: 300_000,
        }),
      fill: (world) => seed(postgresql ?? file, world),
    }
  },
}

function home(folder: string, name: string): string {
  const made = join(folder, name)
  mkdirSync(made, { recursive: true })
  return made
}

/** The tables of a new database, with Reeve's indexes: whoever must give a database back writes into these. */
async function makeTables(file: string): Promise<void> {
  const database = await openDatabase({ url: file })
  await database.close()
}
