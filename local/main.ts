
if (process.env.PROF_DIR) {
  const { Session } = await import('node:inspector');
  const fs = await import('node:fs');
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  setTimeout(() => session.post('Profiler.start', () => setTimeout(() => session.post('Profiler.stop', (_e: any, r: any) => fs.writeFileSync(`${process.env.PROF_DIR}/main-${Math.random().toString(36).slice(2)}.cpuprofile`, JSON.stringify(r.profile))), Number(process.env.PROF_MS))), Number(process.env.PROF_WAIT)).unref();
}
import { main } from './start.ts';

await main(process.argv.slice(2));
