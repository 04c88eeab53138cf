import type {
  Graph,
  GraphArtifact,
  GraphState,
  Instant,
  Json,
  JsonObject,
  Node,
  StateType,
} from '@reeve/wire'

/** The times that a node may take its own from. */
interface Times {
  readonly start_time: Instant | null
  readonly expected_start_time: Instant | null
  readonly end_time: Instant | null
}

/** A task run of the flow run, with the subflow that it stands for if any. */
export interface GraphTaskRun extends Times {
  readonly id: string
  readonly name: string
  readonly state_type: StateType | null
  readonly task_inputs: JsonObject
  readonly subflow:
    | (Times & {
        readonly id: string
        readonly name: string
        readonly flow_name: string
        readonly state_type: StateType | null
      })
    | null
}

/** An artifact of the flow run, oldest first; those of type `result` or none are not asked for. [I7] */
export interface GraphArtifactRow {
  readonly id: string
  readonly created: Instant
  readonly key: string | null
  readonly type: string | null
  readonly data: Json
  readonly task_run_id: string | null
  /** True if it is the newest of its collection. */
  readonly is_latest_in_collection: boolean
}

/** What the graph of a flow run is drawn from. */
export interface GraphRows {
  readonly flowRun: Times & { readonly id: string }
  readonly taskRuns: readonly GraphTaskRun[]
  readonly artifacts: readonly GraphArtifactRow[]
  /** All of them, ascending. [I8] */
  readonly states: readonly GraphState[]
}

/** What to draw of it. */
export interface GraphOptions {
  /** Leaves out nodes that ended before. [I5] */
  readonly since: Instant | null
  readonly maxNodes: number
}

/** A graph with more nodes than it may have. [I6] */
export class GraphTooLarge extends Error {
  readonly flowRunId: string
  readonly maxNodes: number
  constructor(flowRunId: string, maxNodes: number) {
    super(`The graph of flow run ${flowRunId} has more than ${maxNodes} nodes.`)
    this.flowRunId = flowRunId
    this.maxNodes = maxNodes
  }
}

/** The graph of a flow run. Throws `GraphTooLarge`. [I1-I8] */
export function flowRunGraph(
  { flowRun, taskRuns, artifacts, states }: GraphRows,
  options: GraphOptions,
): Graph {
  const drawn = nodesOf(taskRuns)
  const { since, maxNodes } = options
  const nodes = drawn.filter(({ end_time }) => since === null || end_time === null || end_time >= since)
  if (nodes.length > maxNodes) throw new GraphTooLarge(flowRun.id, maxNodes)
  const artifactsByNode = Map.groupBy(artifacts, (artifact) => artifact.task_run_id)
  for (const node of nodes) node.artifacts = (artifactsByNode.get(node.id) ?? []).map(toGraphArtifact)
  return {
    start_time: flowRun.start_time ?? flowRun.expected_start_time,
    end_time: flowRun.end_time,
    root_node_ids: nodes.filter(({ parents }) => parents.length === 0).map(({ id }) => id),
    nodes: nodes.map((node): [string, Node] => [node.id, node]),
    artifacts: (artifactsByNode.get(null) ?? []).map(toGraphArtifact),
    states: [...states],
  }
}

/** A node with what its edges are drawn from. */
interface Drawn {
  readonly node: Node
  readonly inputs: readonly Input[]
  /** How often each edge to a child is told: once for each of the node's own inputs, as Prefect does. [I4] */
  readonly repeats: number
}

/** A node named by another as where one of its inputs comes from. */
interface Input {
  readonly id: string
  readonly encapsulates: boolean
}

/** All nodes with their edges, by start and end. [I2-I5] */
function nodesOf(taskRuns: readonly GraphTaskRun[]): Node[] {
  const drawn = taskRuns.flatMap(draw)
  drawn.sort((a, b) => compareTimes(a.node, b.node))
  const byId = new Map(drawn.map((entry, position) => [entry.node.id, { entry, position }]))
  for (const { node, inputs } of drawn) {
    const sources = inputs.flatMap((input) => {
      const source = byId.get(input.id)
      return source ? [{ ...input, ...source }] : []
    })
    sources.sort((a, b) => a.position - b.position)
    for (const { entry, encapsulates } of sources) connect(entry, node, encapsulates)
  }
  return drawn.map(({ node }) => node)
}

function connect(source: Drawn, node: Node, encapsulates: boolean): void {
  const { id } = source.node
  if (encapsulates) {
    if (!node.encapsulating.some((edge) => edge.id === id)) node.encapsulating.push({ id })
    return
  }
  for (let time = 0; time < source.repeats; time += 1) {
    node.parents.push({ id })
    source.node.children.push({ id: node.id })
  }
}

/** The node of a task run, or of the subflow that it stands for; none as long as nothing says when it starts. [I2, I3] */
function draw({ subflow, task_inputs, ...taskRun }: GraphTaskRun): Drawn[] {
  const start_time =
    subflow?.start_time ?? subflow?.expected_start_time ?? taskRun.start_time ?? taskRun.expected_start_time
  if (start_time === null) return []
  const cachedEnd = taskRun.state_type === 'COMPLETED' ? taskRun.expected_start_time : null
  const node: Node = {
    kind: subflow ? 'flow-run' : 'task-run',
    id: subflow?.id ?? taskRun.id,
    label: subflow ? `${subflow.flow_name} / ${subflow.name}` : taskRun.name,
    state_type: subflow?.state_type ?? taskRun.state_type ?? 'PENDING',
    start_time,
    end_time: subflow?.end_time ?? taskRun.end_time ?? cachedEnd,
    parents: [],
    children: [],
    encapsulating: [],
    artifacts: [],
  }
  return [{ node, ...inputsOf(task_inputs) }]
}

const ENCAPSULATING = '__parents__'

/** The nodes that a task run's inputs name, and how many inputs there are; an argument without any counts as one. */
function inputsOf(taskInputs: JsonObject): { inputs: Input[]; repeats: number } {
  const inputs: Input[] = []
  let count = 0
  for (const [argument, sources] of Object.entries(taskInputs)) {
    const entries = Array.isArray(sources) ? (sources as JsonObject[]) : []
    count += Math.max(1, entries.length)
    for (const { id } of entries) {
      if (typeof id === 'string') inputs.push({ id, encapsulates: argument === ENCAPSULATING })
    }
  }
  return { inputs, repeats: Math.max(1, count) }
}

/** By start, then by end; what has not ended comes last. */
function compareTimes(a: Node, b: Node): number {
  if (a.start_time !== b.start_time) return a.start_time < b.start_time ? -1 : 1
  if (a.end_time === b.end_time) return 0
  return b.end_time === null || (a.end_time !== null && a.end_time < b.end_time) ? -1 : 1
}

/** Only progress is drawn with its data. [I7] */
const toGraphArtifact = (artifact: GraphArtifactRow): GraphArtifact => ({
  id: artifact.id,
  created: artifact.created,
  key: artifact.key,
  type: artifact.type,
  is_latest: artifact.key === null || artifact.is_latest_in_collection,
  data: artifact.type === 'progress' ? artifact.data : null,
})
