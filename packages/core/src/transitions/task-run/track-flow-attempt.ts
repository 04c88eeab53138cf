import { ANY, type TaskRunRule, types } from '../rule.ts'

/** A running task remembers which attempt of its flow run it belongs to. [B38] */
export const trackFlowAttempt: TaskRunRule = {
  from: ANY,
  to: types('RUNNING'),
  after: ({ facts }) =>
    facts.flowRun === null ? undefined : { columns: { flow_run_run_count: facts.flowRun.run_count } },
}
