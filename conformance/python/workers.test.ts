import { describeSuite } from './describe-suite.ts'
import { suites } from './suites.ts'

describeSuite(suites.workers)
