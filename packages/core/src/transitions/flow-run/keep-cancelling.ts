import { allBut, type FlowRunRule, reject, types } from '../rule.ts'

/** A run that is being cancelled can only become Cancelled. [B8] */
export const keepCancelling: FlowRunRule = {
  from: types('CANCELLING'),
  to: allBut('CANCELLED'),
  before: () => reject('Cannot transition flows that are cancelling to a state other than Cancelled.'),
}
