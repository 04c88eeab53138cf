/** The columns whose value differs from that of the run as it was loaded. */
export function changedColumns<Run, Column extends keyof Run>(
  columns: readonly Column[],
  before: Run,
  after: Run,
): Partial<Pick<Run, Column>> {
  const changed: Partial<Pick<Run, Column>> = {}
  if (before === after) return changed
  for (const column of columns) {
    if (before[column] !== after[column]) changed[column] = after[column]
  }
  return changed
}
