import type { Db } from '@reeve/database'
import type { Confirmed } from './load.ts'

interface RunRow {
  id: string
  state_id: string | null
  state_type: string | null
  state_name: string | null
  run_count: number
  end_time: string | null
}

interface StateRow {
  id: string
  flow_run_id: string
  type: string
  name: string
}

const TERMINAL = new Set(['COMPLETED', 'FAILED', 'CANCELLED', 'CRASHED'])

const all = <Row>(db: Db, text: string): Promise<Row[]> =>
  db.run<Row>({ name: text.slice(0, 60), text: () => text }, [])

/** What is wrong with a database after a crash: what was confirmed and is not there, and runs that contradict themselves. */
export async function faultsAfterCrash(db: Db, confirmed: Confirmed): Promise<string[]> {
  const runs = await all<RunRow>(
    db,
    'SELECT id, state_id, state_type, state_name, run_count, end_time FROM flow_run',
  )
  const states = await all<StateRow>(
    db,
    'SELECT id, flow_run_id, type, name FROM flow_run_state ORDER BY flow_run_id, timestamp',
  )
  const histories = Map.groupBy(states, ({ flow_run_id }) => flow_run_id)
  return [
    ...lostStates(confirmed, new Set(states.map(({ id }) => id))),
    ...runs.flatMap((run) => contradictions(run, histories.get(run.id) ?? [])),
    ...(await lostLogs(db, confirmed)),
    ...(await lostEvents(db, confirmed)),
  ]
}

const lostStates = ({ states }: Confirmed, stored: ReadonlySet<string>): string[] =>
  [...states].flatMap(([run, ids]) =>
    [...ids]
      .filter((id) => !stored.has(id))
      .map((id) => `state ${id} of run ${run} was confirmed and is lost`),
  )

/** The run must say what its history says: the last state is in force, and each RUNNING counted once. */
function contradictions(run: RunRow, history: readonly StateRow[]): string[] {
  const last = history.at(-1)
  if (!last) return [`run ${run.id} has no state`]
  const running = history.filter(({ type }) => type === 'RUNNING').length
  return [
    ...(run.state_id === last.id
      ? []
      : [`run ${run.id} points to ${run.state_id}, its last state is ${last.id}`]),
    ...(run.state_type === last.type && run.state_name === last.name
      ? []
      : [`run ${run.id} says ${run.state_name}, its state says ${last.name}`]),
    ...(run.run_count === running
      ? []
      : [`run ${run.id} counts ${run.run_count} runs, its history ${running}`]),
    ...(TERMINAL.has(last.type) === (run.end_time !== null)
      ? []
      : [`run ${run.id} is ${last.type} and ended ${run.end_time}`]),
  ]
}

async function lostLogs(db: Db, { logs }: Confirmed): Promise<string[]> {
  const rows = await all<{ message: string }>(db, 'SELECT message FROM log')
  const stored = new Set(rows.map(({ message }) => message))
  return [...logs]
    .filter((message) => !stored.has(message))
    .map((message) => `log ${message} was confirmed and is lost`)
}

/** Events are in their table or still in the outbox; so is the event of every transition. */
async function lostEvents(db: Db, { events, states }: Confirmed): Promise<string[]> {
  const rows = await all<{ id: string }>(db, 'SELECT id FROM events')
  const stored = new Set(rows.map(({ id }) => id))
  const outbox = await all<{ body: string }>(db, 'SELECT body FROM reeve_outbox')
  for (const { body } of outbox) for (const id of idsIn(JSON.parse(body))) stored.add(id)
  const expected = [...events, ...[...states.values()].flatMap((ids) => [...ids])]
  return expected.filter((id) => !stored.has(id)).map((id) => `event ${id} was confirmed and is lost`)
}

interface Noted {
  readonly id?: string
  readonly state?: { readonly id: string }
}

const idsIn = (body: Noted[] | Noted): string[] =>
  [body].flat().flatMap(({ id, state }) => [...(id ? [id] : []), ...(state ? [state.id] : [])])
