import { type TaskRunRule, types, withDetails } from '../rule.ts'

/** A background task finds its parameters by an id that its states hand on. [B58] */
export const copyTaskParametersId: TaskRunRule = {
  from: types('SCHEDULED', 'PENDING'),
  to: types('PENDING', 'RUNNING'),
  before({ current, proposed }) {
    const task_parameters_id = current?.state_details.task_parameters_id
    if (!task_parameters_id || proposed.state_details.task_parameters_id) return undefined
    return withDetails(proposed, { task_parameters_id })
  },
}
