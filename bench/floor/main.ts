import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { DatabaseSync } from 'node:sqlite'

/*
 * The floor: the least that a durable set_state can cost on this machine. A bare node:http server over
 * node:sqlite with grouped commits and synchronous=FULL. It checks no rule and no body; for each run it loads the
 * row, inserts the state, updates the run and appends one outbox row, and answers after the commit.
 */

const [port = '4380', file = 'floor.db'] = process.argv.slice(2)

const database = new DatabaseSync(file)
database.exec(`
  PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = 20000;
  CREATE TABLE IF NOT EXISTS flow_run (id TEXT PRIMARY KEY, state_id TEXT, state_type TEXT, state_name TEXT,
    state_timestamp TEXT, run_count INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS flow_run_state (id TEXT PRIMARY KEY, flow_run_id TEXT NOT NULL, type TEXT, name TEXT,
    timestamp TEXT, state_details TEXT) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS outbox (seq INTEGER PRIMARY KEY, body TEXT NOT NULL);
`)

const begin = database.prepare('BEGIN IMMEDIATE')
const commit = database.prepare('COMMIT')
const insertRun = database.prepare('INSERT INTO flow_run (id) VALUES (?)')
const loadRun = database.prepare(
  'SELECT id, state_id, state_type, state_name, run_count FROM flow_run WHERE id = ?',
)
const newest = database.prepare('SELECT id FROM flow_run ORDER BY id DESC LIMIT ?')
const insertState = database.prepare('INSERT INTO flow_run_state VALUES (?, ?, ?, ?, ?, ?)')
const updateRun = database.prepare(
  'UPDATE flow_run SET state_id = ?, state_type = ?, state_name = ?, state_timestamp = ?, run_count = ? WHERE id = ?',
)
const insertOutbox = database.prepare('INSERT INTO outbox (body) VALUES (?)')

interface ProposedState {
  type: string
  name?: string
  state_details?: object
}

let counter = 0
const bootTime = Date.now().toString(16).padStart(12, '0')
const newId = () =>
  `${bootTime.slice(0, 8)}-${bootTime.slice(8)}-7000-8000-${(counter++).toString(16).padStart(12, '0')}`

function setState(id: string, proposed: ProposedState) {
  const run = loadRun.get(id)
  const timestamp = new Date().toISOString()
  const name = proposed.name ?? proposed.type
  const state = {
    id: newId(),
    type: proposed.type,
    name,
    timestamp,
    state_details: proposed.state_details ?? {},
  }
  insertState.run(state.id, id, state.type, name, timestamp, JSON.stringify(state.state_details))
  updateRun.run(state.id, state.type, name, timestamp, Number(run?.run_count ?? 0) + 1, id)
  insertOutbox.run(JSON.stringify({ run, state }))
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

function workOf(url: string, body: { state: ProposedState; limit?: number }): Work {
  if (url === '/api/flow_runs/bulk_set_state') {
    const ids = newest.all(body.limit ?? 50) as { id: string }[]
    return () => ({ results: ids.map(({ id }) => setState(id, body.state)) })
  }
  if (url === '/api/flow_runs/') {
    const id = newId()
    return () => {
      insertRun.run(id)
      return { id }
    }
  }
  const id = url.slice('/api/flow_runs/'.length, -'/set_state'.length)
  return () => setState(id, body.state)
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
