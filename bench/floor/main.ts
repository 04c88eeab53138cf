import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { DatabaseSync } from 'node:sqlite'

/*
 * The floor: the least that a durable set_state can cost on this machine and on this schema. A bare node:http server
 * over node:sqlite with grouped commits and synchronous=FULL. It checks no rule and no body; for each run it loads
 * the row, inserts the state, updates the run and appends one outbox row, and answers after the commit.
 */

const [port = '4380', file = 'floor.db'] = process.argv.slice(2)

const database = new DatabaseSync(file)
database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = 20000')

const begin = database.prepare('BEGIN IMMEDIATE')
const commit = database.prepare('COMMIT')
const loadRun = database.prepare(
  'SELECT id, state_id, state_type, state_name, run_count FROM flow_run WHERE id = ?',
)
const insertState = database.prepare(`
  INSERT INTO flow_run_state (id, created, updated, flow_run_id, type, name, timestamp, state_details)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?)`)
const updateRun = database.prepare(`
  UPDATE flow_run SET state_id = ?, state_type = ?, state_name = ?, state_timestamp = ?, run_count = ?, updated = ?
  WHERE id = ?`)
const insertOutbox = database.prepare('INSERT INTO reeve_outbox (kind, body, created) VALUES (?, ?, ?)')

interface ProposedState {
  type: string
  name?: string
  state_details?: object
}

interface Body {
  state: ProposedState
  flow_runs?: { id: { any_: string[] } }
}

let counter = 0
const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0')

/** Ordered by time, as those of Reeve are. */
function newId(): string {
  const time = hex(Date.now(), 12)
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${hex(counter++, 12)}`
}

/** A run has no two states of the same time, so microseconds are counted up. */
function newInstant(): string {
  const text = new Date().toISOString()
  return `${text.slice(0, 10)} ${text.slice(11, 23)}${String(counter % 1000).padStart(3, '0')}`
}

function setState(id: string, proposed: ProposedState) {
  const run = loadRun.get(id)
  const timestamp = newInstant()
  const name = proposed.name ?? proposed.type
  const details = proposed.state_details ?? {}
  const state = { id: newId(), type: proposed.type, name, timestamp, state_details: details }
  insertState.run(
    state.id,
    timestamp,
    timestamp,
    id,
    state.type,
    name,
    timestamp,
    JSON.stringify(state.state_details),
  )
  updateRun.run(state.id, state.type, name, timestamp, Number(run?.run_count ?? 0) + 1, timestamp, id)
  insertOutbox.run('floor', JSON.stringify({ run, state }), timestamp)
  return { flow_run_id: id, status: 'ACCEPT', details: { type: 'accept_details' }, state }
}

type Work = () => unknown

const waiting: { work: Work; response: ServerResponse }[] = []

/** Everything that arrived in this turn of the loop shares one commit. */
function drain() {
  const batch = waiting.splice(0)
  begin.run()
  const answers = batch.map(({ work }) => JSON.stringify(work()))
  commit.run()
  for (const [index, { response }] of batch.entries()) {
    const body = answers[index] as string
    response.writeHead(201, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
    response.end(body)
  }
}

function enqueue(work: Work, response: ServerResponse) {
  if (waiting.length === 0) setImmediate(drain)
  waiting.push({ work, response })
}

function workOf(url: string, { state, flow_runs }: Body): Work {
  if (flow_runs) return () => ({ results: flow_runs.id.any_.map((id) => setState(id, state)) })
  const id = url.slice('/api/flow_runs/'.length, -'/set_state'.length)
  return () => setState(id, state)
}

function handle(request: IncomingMessage, response: ServerResponse) {
  let text = ''
  request.setEncoding('utf8')
  request.on('data', (chunk: string) => {
    text += chunk
  })
  request.on('end', () => {
    if (request.method === 'GET') response.end('true')
    else enqueue(workOf(request.url as string, JSON.parse(text)), response)
  })
}

createServer(handle).listen(Number(port), '127.0.0.1', () => process.stdout.write('ready\n'))
process.on('SIGTERM', () => process.exit(0))
