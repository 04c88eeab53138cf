import { Refused } from '../http/errors.ts'

/** The row that was looked for. Refuses with 404 and this detail if there is none. */
export function requireRow<T>(row: T | undefined, detail: string): T {
  if (row === undefined) throw new Refused(404, detail)
  return row
}
