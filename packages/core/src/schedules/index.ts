export { type CurrentSchedule, planScheduleChanges, type SchedulePlan } from './plan-changes.ts'
export { storedTimetable } from './stored-timetable.ts'
