export { type DependencyRow, taskRunDependencies } from './dependencies.ts'
export {
  flowRunGraph,
  type GraphArtifactRow,
  type GraphOptions,
  type GraphRows,
  type GraphTaskRun,
  GraphTooLarge,
} from './flow-run-graph.ts'
