import type { Instant, StateDetails } from '@reeve/wire'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Recording, recordReports, type TaskRunReport, type TaskRunRow } from './index.ts'

const FLOW_RUN = 'flow-run'
const instant = (second: number) => `2026-03-01 10:00:${String(second).padStart(2, '0')}.000000` as Instant

interface Sketch {
  readonly run: number
  readonly second: number
  readonly fields?: Partial<TaskRunRow>
}

/** A report; its state's id follows from the sketch, so that equal sketches are duplicates. */
const report = ({ run, second, fields }: Sketch): TaskRunReport => ({
  run: {
    id: `run-${run}`,
    flow_run_id: FLOW_RUN,
    task_key: 'task',
    dynamic_key: `key-${run}`,
    name: 'n',
    ...fields,
  },
  state: {
    id: JSON.stringify({ run, second, fields }),
    type: 'RUNNING',
    name: 'Running',
    timestamp: instant(second),
    message: null,
    data: null,
    state_details: {} as StateDetails,
  },
})

/** What a database with the constraints of the two tables holds. */
class Store {
  readonly runs = new Map<string, TaskRunRow>()
  readonly states = new Map<string, Recording['states'][number]>()

  record(reports: readonly TaskRunReport[]): void {
    const recorded = { runs: [...this.runs.values()], flowRunIds: new Set([FLOW_RUN]) }
    const { added, changed, states } = recordReports(recorded, reports, () => 'made-up')
    for (const row of [...added, ...changed]) this.runs.set(row.id, row)
    for (const state of states) this.#addState(state)
  }

  #addState(state: Recording['states'][number]): void {
    const taken = [...this.states.values()].some(
      (other) =>
        other.id === state.id ||
        (other.task_run_id === state.task_run_id && other.timestamp === state.timestamp),
    )
    if (!taken) this.states.set(state.id, state)
  }

  get rows() {
    const inOrder = <Row>(rows: ReadonlyMap<string, Row>) => [...rows].sort(([a], [b]) => (a < b ? -1 : 1))
    return { runs: inOrder(this.runs), states: inOrder(this.states) }
  }
}

const inBatches = (batches: readonly (readonly TaskRunReport[])[]) => {
  const store = new Store()
  for (const batch of batches) store.record(batch)
  return store.rows
}

const cut = (reports: readonly TaskRunReport[], lengths: readonly number[]) => {
  const batches: TaskRunReport[][] = []
  for (let start = 0, index = 0; start < reports.length; index++) {
    const length = lengths[index % lengths.length] ?? 1
    batches.push(reports.slice(start, start + length))
    start += length
  }
  return batches
}

const lengths = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 })

/** Every report carries every field, with a value of its own. */
const complete = fc
  .uniqueArray(fc.record({ run: fc.integer({ min: 1, max: 4 }), second: fc.integer({ min: 0, max: 20 }) }), {
    selector: ({ run, second }) => `${run} ${second}`,
    maxLength: 24,
  })
  .map((sketches) =>
    sketches.map(({ run, second }) =>
      report({
        run,
        second,
        fields: { run_count: second, tags: [`at ${second}`], end_time: instant(second) },
      }),
    ),
  )

test('complete reports leave the same rows in any order, batching and repetition', () => {
  const shuffled = (reports: TaskRunReport[]) => fc.shuffledSubarray(reports, { minLength: reports.length })
  const arrivals = complete.chain((reports) =>
    fc
      .subarray(reports)
      .chain((again) => shuffled([...reports, ...again]))
      .map((arrived) => ({ reports, arrived })),
  )
  fc.assert(
    fc.property(arrivals, lengths, ({ reports, arrived }, lengths) => {
      expect(inBatches(cut(arrived, lengths))).toEqual(inBatches(reports.map((one) => [one])))
    }),
  )
})

/** Ids and natural keys cross, fields are missing, times coincide. */
const odd = fc.record({
  run: fc.integer({ min: 1, max: 3 }),
  second: fc.integer({ min: 0, max: 6 }),
  fields: fc.record(
    {
      dynamic_key: fc.constantFrom('key-1', 'key-2', 'other'),
      flow_run_id: fc.constantFrom(FLOW_RUN, null, 'gone'),
      tags: fc.constantFrom(['a'], ['b']),
      cache_key: fc.constantFrom('c', null),
      run_count: fc.integer({ min: 0, max: 3 }),
    },
    { requiredKeys: [] },
  ),
})

test('a batch of any reports leaves what the same reports leave one after the other', () => {
  fc.assert(
    fc.property(fc.array(odd.map(report), { maxLength: 16 }), lengths, (reports, lengths) => {
      expect(inBatches(cut(reports, lengths))).toEqual(inBatches(reports.map((one) => [one])))
    }),
  )
})

test('the run stands where its newest report put it, whatever came later', () => {
  fc.assert(
    fc.property(fc.array(odd.map(report), { maxLength: 16 }), (reports) => {
      const { runs, states } = inBatches([reports])
      for (const [id, row] of runs) {
        const times = states
          .filter(([, state]) => state.task_run_id === id)
          .map(([, state]) => state.timestamp)
        expect(row.state_timestamp).toBe(times.sort().at(-1))
      }
    }),
  )
})

test('a run whose state has no time is left alone, its states are kept', () => {
  const store = new Store()
  store.record([report({ run: 1, second: 1 })])
  const row = { ...(store.runs.get('run-1') as TaskRunRow), state_timestamp: null }
  store.runs.set('run-1', row)
  store.record([report({ run: 1, second: 2, fields: { tags: ['new'] } })])
  expect(store.runs.get('run-1')).toEqual(row)
  expect(store.states.size).toBe(2)
})

test('a report of a flow run that does not exist is refused', () => {
  const stranger = report({ run: 1, second: 1, fields: { flow_run_id: 'gone' } })
  const recording = recordReports({ runs: [], flowRunIds: new Set() }, [stranger], () => 'made-up')
  expect(recording).toEqual({ added: [], changed: [], states: [], refused: [stranger] })
})

test('a run that comes without a name gets one', () => {
  const { name: _, ...run } = report({ run: 1, second: 1 }).run
  const nameless = { ...report({ run: 1, second: 1 }), run }
  const { added } = recordReports(
    { runs: [], flowRunIds: new Set([FLOW_RUN]) },
    [nameless],
    () => 'calm-otter',
  )
  expect(added.map(({ name }) => name)).toEqual(['calm-otter'])
})
