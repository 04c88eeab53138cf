/** So many days, periods and times are looked at for the times of one timetable: a fifth of a second on a slow core. */
const MAX_STEPS = 200_000

/**
 * How much is done for the times of one timetable. Some hardly ever come: a rule for every second of which another
 * takes back all, one that counts to a billion. When patience ends, so do the times.
 */
export class Patience {
  private left: number

  constructor(steps = MAX_STEPS) {
    this.left = steps
  }

  /** Whether no more is to be done. */
  get isSpent(): boolean {
    return this.left <= 0
  }

  /** Spends some; false if none was left. */
  spend(steps = 1): boolean {
    if (this.left <= 0) return false
    this.left -= steps
    return true
  }
}
