/*
 * Shows the main job on a running server: makes 60 scheduled runs, moves 50 of them in one call, one of which the
 * rules refuse, and prints what was decided about each. Needs no Python.
 *
 *   npm run demo                                        the server of PREFECT_API_URL, else of this machine
 *   PREFECT_API_URL=http://host:4200/api npm run demo
 */

const API = process.env.PREFECT_API_URL ?? 'http://127.0.0.1:4200/api'
const RUNS = 60
/** As many as one call takes. */
const MOVED = 50

interface Run {
  readonly id: string
  readonly name: string
}

interface Verdict {
  readonly status: string
  readonly state: { readonly name: string } | null
  readonly details: { readonly reason?: string }
}

interface BulkVerdict extends Verdict {
  readonly flow_run_id: string
}

async function main(): Promise<void> {
  const { id: flow_id } = await post<{ id: string }>('/flows/', { name: 'demo' })
  const runs = await createRuns(flow_id)
  console.log(`Made ${RUNS} scheduled runs of the flow "demo" on ${API}.`)

  const started = runs[24] as Run
  await post(`/flow_runs/${started.id}/set_state`, { state: { type: 'RUNNING' } })
  console.log(`Started one of them, ${started.name}: a running run cannot go back to pending.\n`)

  const moved = runs.slice(0, MOVED)
  const begin = performance.now()
  const { results } = await post<{ results: BulkVerdict[] }>('/flow_runs/bulk_set_state', {
    flow_runs: { id: { any_: moved.map(({ id }) => id) } },
    state: { type: 'PENDING' },
    limit: MOVED,
  })
  const milliseconds = Math.round(performance.now() - begin)

  printVerdicts(runs, results)
  const counts = Map.groupBy(results, ({ status }) => status)
  const summary = [...counts].map(([status, verdicts]) => `${verdicts.length} ${status}`).join(', ')
  console.log(`\nOne call, ${milliseconds} ms: ${summary}. ${RUNS - results.length} runs were not asked for.`)
}

const createRuns = (flow_id: string): Promise<Run[]> =>
  Promise.all(
    Array.from({ length: RUNS }, (_, index) =>
      post<Run>('/flow_runs/', {
        flow_id,
        name: `demo-${String(index + 1).padStart(2, '0')}`,
        state: { type: 'SCHEDULED' },
        tags: ['demo'],
      }),
    ),
  )

function printVerdicts(runs: readonly Run[], results: readonly BulkVerdict[]): void {
  const byId = new Map(results.map((result) => [result.flow_run_id, result]))
  const rows = runs
    .map(({ id, name }) => ({ name, verdict: byId.get(id) }))
    .filter(({ verdict }) => verdict !== undefined)
    .map(({ name, verdict }) => [
      name,
      verdict?.status ?? '',
      verdict?.state?.name ?? '',
      verdict?.details.reason ?? '',
    ])
  printTable(['run', 'verdict', 'state now', 'reason'], rows)
}

function printTable(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  )
  const line = (cells: readonly string[]) =>
    cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')
  console.log(line(head).trimEnd())
  console.log(widths.map((width) => '─'.repeat(width)).join('  '))
  for (const row of rows) console.log(line(row).trimEnd())
}

/** The headers that the server's auth string asks for. */
function authorization(): Record<string, string> {
  const authString = process.env.PREFECT_API_AUTH_STRING
  return authString ? { authorization: `Basic ${Buffer.from(authString).toString('base64')}` } : {}
}

async function post<T>(path: string, body: unknown): Promise<T> {
  const headers = { 'content-type': 'application/json', ...authorization() }
  const answer = await fetch(API + path, { method: 'POST', headers, body: JSON.stringify(body) }).catch(
    () => {
      throw new Error(`No server answers at ${API}. Start one with "npm start", or set PREFECT_API_URL.`)
    },
  )
  if (!answer.ok) throw new Error(`POST ${path} was answered with ${answer.status}: ${await answer.text()}`)
  return (await answer.json()) as T
}

try {
  await main()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
