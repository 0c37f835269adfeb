import type { Measure } from './report.ts';

export type Outcome = {
  measures: Measure[];
  /** Tables and remarks behind the measures. */
  details?: string[];
};

export type Settings = {
  /** Seconds that a load is kept up. */
  seconds: number;
  /** Executions that wait while the service is killed. */
  executions: number;
  /** Fresh processes per function and way of loading it. */
  imports: number;
};

export type Benchmark = {
  name: string;
  title: string;
  /** Measures; `say` tells how far it is. @throws when it could not measure. */
  run(settings: Settings, say: (line: string) => void): Promise<Outcome>;
};
