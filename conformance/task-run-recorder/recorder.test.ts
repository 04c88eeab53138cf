import { type RunningServer, settingsWith, startServer } from '@reeve/server'
import { buildFlowRun, databases } from '@reeve/testkit'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import recorded from '../recorded/task-run-recorder.json' with { type: 'json' }
import { cases } from './cases.ts'
import { normaliseRows, type Stored } from './rows.ts'
import { FLOW_RUN } from './sketches.ts'

const goldens: Readonly<Record<string, Stored>> = recorded

describe.each(databases)('the task-run recorder on $name', (kind) => {
  let server: RunningServer
  let flowRunId: string

  beforeAll(async () => {
    if (kind.missing !== undefined) return
    server = await startServer({
      settings: settingsWith({
        'server.database.connection_url': await kind.freshUrl(),
        'server.api.port': 0,
      }),
      databaseFile: ':memory:',
      services: [],
      log: pino({ level: 'silent' }),
    })
    flowRunId = (await buildFlowRun(server.context.database)).id
  })
  afterAll(() => server?.close())

  async function rows(): Promise<Stored> {
    const { sql } = server.context.database.quick
    return {
      runs: await sql.selectFrom('task_run').selectAll().execute(),
      states: await sql.selectFrom('task_run_state').selectAll().execute(),
    }
  }

  test.skipIf(kind.missing !== undefined).each(cases)(
    '$name: stores what the reference stores',
    async ({ name, events }) => {
      const before = new Set((await rows()).runs.map(({ id }) => id))
      for (const event of events) {
        const response = await fetch(`${server.apiUrl}/events`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify([event]).replaceAll(FLOW_RUN, flowRunId),
        })
        expect(response.status).toBe(204)
      }
      const after = await rows()
      const added = { ...after, runs: after.runs.filter(({ id }) => !before.has(id)) }
      expect(normaliseRows(added, flowRunId)).toEqual(normaliseRows(goldens[name] as Stored, FLOW_RUN))
    },
  )
})
