import { ANY, type FlowRunRule, reject, types } from '../rule.ts'

/** Only a scheduled run can be late, and only once. [B24, B25] */
export const markLate: FlowRunRule = {
  from: ANY,
  to: types('SCHEDULED'),
  before({ current, proposed }) {
    if (current === null || proposed.name !== 'Late') return undefined
    if (current.type !== 'SCHEDULED') return reject('Only scheduled flows can be marked late.')
    return current.name === 'Late' ? reject('This flow run is already marked late.') : undefined
  },
}
