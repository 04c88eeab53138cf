import type { Static } from 'typebox'
import { Anything, DateTime, Model, Nullable, OneOf, Pair, Uuid } from '../schema.ts'
import Type from '../type.ts'
import { State, StateType } from './states.ts'
import { TaskRunResult } from './task-run-inputs.ts'

export const DependencyResult = Model('DependencyResult', {
  id: Uuid(),
  name: Type.String(),
  upstream_dependencies: Type.Array(TaskRunResult),
  state: Nullable(State),
  expected_start_time: Nullable(DateTime()),
  start_time: Nullable(DateTime()),
  end_time: Nullable(DateTime()),
  total_run_time: Nullable(Type.Number()),
  estimated_run_time: Nullable(Type.Number()),
  untrackable_result: Type.Boolean(),
})
export type DependencyResult = Static<typeof DependencyResult>

export const Edge = Model('Edge', {
  id: Uuid(),
})
export type Edge = Static<typeof Edge>

export const GraphArtifact = Model('GraphArtifact', {
  id: Uuid(),
  created: DateTime(),
  key: Nullable(Type.String()),
  type: Nullable(Type.String()),
  is_latest: Type.Boolean(),
  data: Nullable(Anything()),
})
export type GraphArtifact = Static<typeof GraphArtifact>

export const Node = Model('Node', {
  kind: OneOf(['flow-run', 'task-run']),
  id: Uuid(),
  label: Type.String(),
  state_type: StateType,
  start_time: DateTime(),
  end_time: Nullable(DateTime()),
  parents: Type.Array(Edge),
  children: Type.Array(Edge),
  encapsulating: Type.Array(Edge),
  artifacts: Type.Array(GraphArtifact),
})
export type Node = Static<typeof Node>

export const GraphState = Model('GraphState', {
  id: Uuid(),
  timestamp: DateTime(),
  type: StateType,
  name: Type.String(),
})
export type GraphState = Static<typeof GraphState>

export const Graph = Model('Graph', {
  start_time: Nullable(DateTime()),
  end_time: Nullable(DateTime()),
  root_node_ids: Type.Array(Uuid()),
  nodes: Type.Array(Pair(Uuid(), Node)),
  artifacts: Type.Array(GraphArtifact),
  states: Type.Array(GraphState),
})
export type Graph = Static<typeof Graph>
