import { describeReplay } from './framework/describe-replay.ts'

describeReplay('sqlite')
