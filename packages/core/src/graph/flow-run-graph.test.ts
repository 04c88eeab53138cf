import type { Instant, JsonObject } from '@reeve/wire'
import { describe, expect, it } from 'vitest'
import { at, NOW } from '../transitions/testing.ts'
import {
  flowRunGraph,
  type GraphArtifactRow,
  type GraphOptions,
  type GraphTaskRun,
  GraphTooLarge,
} from './index.ts'

const EVERYTHING: GraphOptions = { since: null, maxNodes: 100 }

const from = (...ids: string[]): JsonObject[] => ids.map((id) => ({ input_type: 'task_run', id }))

let next = 0
/** A completed task run, each later than the one before. */
const task = (id: string, task_inputs: JsonObject = {}, given: Partial<GraphTaskRun> = {}): GraphTaskRun => {
  next += 1
  const start_time = at(next)
  return {
    id,
    name: `task ${id}`,
    state_type: 'COMPLETED',
    start_time,
    expected_start_time: start_time,
    end_time: at(next + 0.5),
    task_inputs,
    subflow: null,
    ...given,
  }
}

const times = { start_time: NOW, expected_start_time: at(-1), end_time: null }
const draw = (taskRuns: GraphTaskRun[], options = EVERYTHING, artifacts: GraphArtifactRow[] = []) =>
  flowRunGraph({ flowRun: { id: 'flow', ...times }, taskRuns, artifacts, states: [] }, options)

const ids = (edges: readonly { id: string }[] = []) => edges.map(({ id }) => id).join('')
const edgesOf = (graph: ReturnType<typeof draw>) =>
  Object.fromEntries(
    graph.nodes.map(([id, node]) => [
      id,
      `${ids(node.parents)}>${ids(node.children)}|${ids(node.encapsulating)}`,
    ]),
  )

describe('the graph of a flow run', () => {
  /** Drawn by Prefect 3.8.8 with just these edges. */
  it('has the edges that Prefect draws, as often', () => {
    const subflow = { id: 'S', name: 'sub', flow_name: 'flow', state_type: 'RUNNING', ...times } as const
    const graph = draw([
      task('A'),
      task('B', { x: from('A') }),
      task('C', { x: from('A'), y: from('A') }),
      task('D', { x: from('B', 'C'), __parents__: from('A') }),
      task('E', {
        x: from('D'),
        p: [
          { input_type: 'parameter', name: 'q' },
          { input_type: 'constant', type: 'int' },
        ],
      }),
      task('G', { __parents__: from('D') }),
      task('H', { x: from('E') }),
      task('W', {}, { subflow: { ...subflow, start_time: at(7.5) } }),
      task('X', { x: from('W') }),
      task('Y', { x: [{ input_type: 'flow_run', id: 'S' }] }),
    ])
    expect(edgesOf(graph)).toEqual({
      A: '>BCC|',
      B: 'A>D|',
      C: 'AA>DD|',
      D: 'BCC>EEE|A',
      E: 'DDD>HHH|',
      G: '>|D',
      H: 'EEE>|',
      S: '>Y|',
      X: '>|',
      Y: 'S>|',
    })
    expect(graph.root_node_ids.join('')).toBe('AGSX')
  })

  it('begins when the run was expected to, until it starts', () => {
    const rows = { taskRuns: [], artifacts: [], states: [] }
    const flowRun = { id: 'flow', ...times }
    expect(flowRunGraph({ flowRun, ...rows }, EVERYTHING)).toMatchObject({
      start_time: NOW,
      end_time: null,
      nodes: [],
    })
    expect(flowRunGraph({ flowRun: { ...flowRun, start_time: null }, ...rows }, EVERYTHING).start_time).toBe(
      at(-1),
    )
  })

  it('refuses to be larger than it may be', () => {
    const tasks = [task('A'), task('B'), task('C')]
    expect(draw(tasks, { since: null, maxNodes: 3 }).nodes).toHaveLength(3)
    expect(() => draw(tasks, { since: null, maxNodes: 2 })).toThrow(new GraphTooLarge('flow', 2))
    expect(new GraphTooLarge('flow', 2).message).toBe('The graph of flow run flow has more than 2 nodes.')
  })

  it('leaves out what ended before', () => {
    const tasks = [
      task('A', {}, { end_time: at(1) }),
      task('B', {}, { end_time: at(2) }),
      task('C', {}, { end_time: null, state_type: 'RUNNING' }),
    ]
    const shown = (since: Instant) => ids(draw(tasks, { since, maxNodes: 2 }).nodes.map(([id]) => ({ id })))
    expect(shown(at(2))).toBe('BC')
    expect(shown(at(3))).toBe('C')
  })
})

describe('a node', () => {
  const only = (taskRun: GraphTaskRun) => draw([taskRun]).nodes[0]?.[1]

  it('of a task run tells its name, state and times', () => {
    expect(only(task('A', {}, { start_time: at(1), end_time: at(2) }))).toMatchObject({
      kind: 'task-run',
      id: 'A',
      label: 'task A',
      state_type: 'COMPLETED',
      start_time: at(1),
      end_time: at(2),
    })
  })

  it('of a subflow tells those of the subflow', () => {
    const subflow = { id: 'S', name: 'sub', flow_name: 'my flow', state_type: 'RUNNING', ...times } as const
    expect(only(task('A', {}, { subflow }))).toMatchObject({
      kind: 'flow-run',
      id: 'S',
      label: 'my flow / sub',
      state_type: 'RUNNING',
      start_time: NOW,
    })
  })

  it('starts when it is expected to, until it does', () => {
    expect(only(task('A', {}, { start_time: null, expected_start_time: at(5) }))?.start_time).toBe(at(5))
  })

  it('is not drawn while nothing says when it starts', () => {
    expect(only(task('A', {}, { start_time: null, expected_start_time: null }))).toBeUndefined()
  })

  it('that was taken from the cache ends when it was expected to start', () => {
    const cached = { start_time: null, end_time: null, expected_start_time: at(5) }
    expect(only(task('A', {}, cached))?.end_time).toBe(at(5))
    expect(only(task('A', {}, { ...cached, state_type: 'RUNNING' }))?.end_time).toBeNull()
  })

  it('comes after those that started or ended before it', () => {
    const tasks = [
      task('C', {}, { start_time: at(1), end_time: null }),
      task('B', {}, { start_time: at(1), end_time: at(3) }),
      task('A', {}, { start_time: at(1), end_time: at(2) }),
      task('D', {}, { start_time: at(2), end_time: at(2) }),
    ]
    expect(ids(draw(tasks).nodes.map(([id]) => ({ id })))).toBe('ABCD')
  })
})

describe('artifacts', () => {
  const artifact = (given: Partial<GraphArtifactRow>): GraphArtifactRow => ({
    id: 'artifact',
    created: NOW,
    key: null,
    type: 'markdown',
    data: 'text',
    task_run_id: null,
    is_latest_in_collection: false,
    ...given,
  })

  it('stand at their task run, or at the top', () => {
    const artifacts = [artifact({ id: 'own' }), artifact({ id: 'theirs', task_run_id: 'A' })]
    const graph = draw([task('A')], EVERYTHING, artifacts)
    expect(ids(graph.artifacts)).toBe('own')
    expect(ids(graph.nodes[0]?.[1].artifacts)).toBe('theirs')
  })

  it.each([
    ['the newest of its collection', { key: 'k', is_latest_in_collection: true }, true, null],
    ['an older one of it', { key: 'k' }, false, null],
    ['one without a collection', {}, true, null],
    ['progress, with its data', { type: 'progress', data: 50 }, true, 50],
  ])('%s', (_, given, is_latest, data) => {
    expect(draw([], EVERYTHING, [artifact(given)]).artifacts).toMatchObject([{ is_latest, data }])
  })
})
