import { randomUUID } from 'node:crypto'
import WebSocket from 'ws'

/** What the server confirmed before it was killed; all of it must be there afterwards. */
export interface Confirmed {
  /** Ids of states, by the run that has them. */
  readonly states: Map<string, Set<string>>
  /** Messages of logs. */
  readonly logs: Set<string>
  /** Ids of events. */
  readonly events: Set<string>
}

/** Nothing confirmed yet. */
export const nothingConfirmed = (): Confirmed => ({ states: new Map(), logs: new Set(), events: new Set() })

const WRITERS = 6
const TYPES = ['PENDING', 'RUNNING', 'COMPLETED', 'SCHEDULED', 'FAILED', 'RUNNING'] as const

interface Answered {
  readonly id: string
  readonly state: { readonly id: string } | null
}

/** Writes of all kinds at once, until the server is gone. Each confirmation is noted when it arrives. */
export function startLoad(url: string, confirmed: Confirmed): { readonly ended: Promise<void> } {
  const writers = Array.from({ length: WRITERS }, (_, index) =>
    untilGone(() => runsAndLogs(url, confirmed, index)),
  )
  const bulk = untilGone(() => bulkChange(url, confirmed))
  const events = untilGone(() => postEvents(url, confirmed))
  const socket = eventsOverSocket(url, confirmed)
  return { ended: Promise.all([...writers, bulk, events, socket]).then(() => undefined) }
}

/** Repeats until a request fails because the server is gone; an answer that is no success is a failure of the test. */
async function untilGone(step: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      await step()
    } catch (error) {
      if (error instanceof UnexpectedAnswer) throw error
      return
    }
  }
}

class UnexpectedAnswer extends Error {}

async function post<T>(url: string, path: string, body: unknown): Promise<T> {
  const response = await fetch(`${url}/api${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const text = await response.text()
  if (!response.ok) throw new UnexpectedAnswer(`${path}: ${response.status} ${text}`)
  return (text ? JSON.parse(text) : null) as T
}

function note({ states }: Confirmed, runId: string, state: { id: string } | null): void {
  if (!state) return
  const known = states.get(runId) ?? new Set()
  states.set(runId, known.add(state.id))
}

/** A run from its making through some states, each with a log. */
async function runsAndLogs(url: string, confirmed: Confirmed, writer: number): Promise<void> {
  const flow = await post<{ id: string }>(url, '/flows/', { name: `crash-${writer}` })
  const run = await post<Answered>(url, '/flow_runs/', { flow_id: flow.id, state: { type: 'SCHEDULED' } })
  note(confirmed, run.id, run.state)
  for (const type of TYPES) {
    const answer = await post<Answered>(url, `/flow_runs/${run.id}/set_state`, {
      state: { type },
      force: true,
    })
    note(confirmed, run.id, answer.state)
    const message = randomUUID()
    const timestamp = new Date().toISOString()
    await post(url, '/logs/', [{ name: 'crash', level: 20, message, timestamp, flow_run_id: run.id }])
    confirmed.logs.add(message)
  }
}

async function bulkChange(url: string, confirmed: Confirmed): Promise<void> {
  const body = {
    flow_runs: { state: { type: { any_: ['RUNNING'] } } },
    state: { type: 'CANCELLED' },
    limit: 20,
  }
  const { results } = await post<{ results: { flow_run_id: string; state: { id: string } | null }[] }>(
    url,
    '/flow_runs/bulk_set_state',
    body,
  )
  for (const { flow_run_id, state } of results) note(confirmed, flow_run_id, state)
}

const newEvent = () => ({
  id: randomUUID(),
  occurred: new Date().toISOString(),
  event: 'crash.test',
  resource: { 'prefect.resource.id': `crash.${randomUUID()}` },
})

async function postEvents(url: string, confirmed: Confirmed): Promise<void> {
  const events = Array.from({ length: 10 }, newEvent)
  await post(url, '/events', events)
  for (const { id } of events) confirmed.events.add(id)
}

/** Events in groups, each followed by a ping; the pong confirms the group. */
function eventsOverSocket(url: string, confirmed: Confirmed): Promise<void> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/api/events/in`)
    let sent: string[] = []
    const sendGroup = () => {
      const events = Array.from({ length: 10 }, newEvent)
      sent = events.map(({ id }) => id)
      for (const event of events) socket.send(JSON.stringify(event))
      socket.ping()
    }
    socket.on('open', sendGroup)
    socket.on('pong', () => {
      for (const id of sent) confirmed.events.add(id)
      sendGroup()
    })
    socket.on('error', () => resolve())
    socket.on('close', () => resolve())
  })
}
