import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '@reeve/database'
import type { TestProject } from 'vitest/node'
import { connect } from './connect.ts'
import { findPostgresql, type PostgresqlPrograms } from './postgresql-programs.ts'
import { type PostgresqlServer, start } from './postgresql-server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the run keeps its SQLite files. */
    reeveFolder: string
    /** Where to ask for the run's PostgreSQL server, or why there is none. */
    reevePostgresql: { readonly askAt: string } | { readonly missing: string }
  }
}

/** The database that others are copied from. */
export const TEMPLATE = 'reeve_template'

/**
 * Provides what tests need of the machine. PostgreSQL is started when the first test asks for it, so that runs of
 * tests without a database stay quick. Returns how to end it all.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'reeve-tests-'))
  project.provide('reeveFolder', folder)
  const programs = await findPostgresql()
  if ('missing' in programs && process.env.REEVE_REQUIRE_ALL === '1') {
    throw new Error(`The tests on PostgreSQL cannot run, and REEVE_REQUIRE_ALL is set: ${programs.missing}`)
  }
  const post = 'missing' in programs ? undefined : await openPost(programs)
  project.provide('reevePostgresql', post ? { askAt: post.askAt } : (programs as { missing: string }))
  return async () => {
    await post?.close()
    rmSync(folder, { recursive: true, force: true })
    if ('missing' in programs) console.log(`Skipped: all tests on PostgreSQL (${programs.missing})`)
  }
}

/** Answers each test process with the URL pattern of the one server, which the first question starts. */
async function openPost(programs: PostgresqlPrograms) {
  let started: Promise<PostgresqlServer> | undefined
  const post = createServer((_, response) => {
    started ??= startWithTemplate(programs)
    started.then(
      (server) => response.end(server.url('')),
      (error: unknown) => response.writeHead(500).end(String(error)),
    )
  })
  const { port } = await listening(post)
  return {
    askAt: `http://127.0.0.1:${port}`,
    close: async () => {
      post.close()
      await started?.then((server) => server.stop())
    },
  }
}

async function startWithTemplate(programs: PostgresqlPrograms): Promise<PostgresqlServer> {
  const server = await start(programs)
  const maintenance = await connect(server.url('postgres'))
  await maintenance.query(`CREATE DATABASE ${TEMPLATE}`)
  await maintenance.end()
  const template = await openDatabase({ url: server.url(TEMPLATE) })
  await template.close()
  return server
}

function listening(server: Server): Promise<AddressInfo> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(server.address() as AddressInfo))
    server.unref()
  })
}
