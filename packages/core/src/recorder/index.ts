export {
  type Recorded,
  type Recording,
  type ReportedState,
  recordReports,
  type TaskRunReport,
  type TaskRunRow,
} from './record.ts'
