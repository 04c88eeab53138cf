import { writeFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import type { JsonObject } from '@reeve/wire'
import { cases } from './cases.ts'
import { normaliseRows } from './rows.ts'
import { FLOW_RUN } from './sketches.ts'

// Records what the reference stores for the cases. Start it on an SQLite file with
// PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_FLUSH_INTERVAL=1, so that it soon gives up on events it cannot record:
//   node conformance/task-run-recorder/record.ts --url http://127.0.0.1:4200/api --database ~/.prefect/prefect.db

/** What the reference takes at most to give up on an event: six attempts, a second apart. */
const GIVES_UP_AFTER_MS = 9_000

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:4200/api' },
    database: { type: 'string' },
    out: { type: 'string', default: `${import.meta.dirname}/../recorded/task-run-recorder.json` },
  },
})
if (!values.database) throw new Error('Cannot record: --database must name the SQLite file of the reference.')
const database = new DatabaseSync(values.database, { readOnly: true })

async function post(path: string, body: unknown): Promise<JsonObject> {
  const response = await fetch(`${values.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`POST ${path} answered ${response.status}: ${await response.text()}`)
  return response.status === 204 ? {} : ((await response.json()) as JsonObject)
}

async function recorded(eventId: string): Promise<boolean> {
  const patience = Date.now() + GIVES_UP_AFTER_MS
  const find = database.prepare('SELECT 1 FROM task_run_state WHERE id = ?')
  while (Date.now() < patience) {
    if (find.get(eventId)) return true
    await delay(20)
  }
  return false
}

const flow = await post('/flows/', { name: 'recorder' })
const flowRun = await post('/flow_runs/', { flow_id: flow.id, state: { type: 'RUNNING' } })
const seen = new Set<string>()
const results: Record<string, unknown> = {}
for (const { name, events } of cases) {
  const before = new Set(
    database
      .prepare('SELECT id FROM task_run')
      .all()
      .map((row) => row.id),
  )
  const sent = JSON.parse(JSON.stringify(events).replaceAll(FLOW_RUN, String(flowRun.id))) as JsonObject[]
  for (const event of sent) {
    const startedAt = Date.now()
    await post('/events', [event])
    const id = String(event.id).toLowerCase()
    if (!seen.has(id) && !(await recorded(id)))
      console.log(`${name}: ${id} was not recorded in ${Date.now() - startedAt} ms`)
    seen.add(id)
  }
  const runs = database
    .prepare('SELECT * FROM task_run')
    .all()
    .filter((row) => !before.has(row.id))
  const states = database.prepare('SELECT * FROM task_run_state').all()
  results[name] = normaliseRows({ runs, states }, String(flowRun.id))
  console.log(`${name}: recorded`)
}
writeFileSync(values.out, `${JSON.stringify(results, null, 1)}\n`)
