import { type JsonObject, printInstant, type Schedule } from '@reeve/wire'

/** A timetable as the database keeps it: with a zone, and its anchor as the API prints it. [E2, E5, L12] */
export function storedTimetable(schedule: Schedule): JsonObject {
  if ('interval' in schedule) {
    const { anchor_date, timezone } = schedule
    return { ...schedule, anchor_date: printInstant(anchor_date), timezone: timezone || 'UTC' }
  }
  return { ...schedule }
}
