import { ownData } from '../data/own-data.ts';
import { endOnFaults } from '../faults.ts';
import { startService } from '../service.ts';
import { openClock } from '../time/clock.ts';

// Runs any cloud assembly on any free port: `node local/assembly/run-assembly.ts <assembly> <data> [port]`.
const [assembly = '', folder = '', port = '0'] = process.argv.slice(2);
process.umask(0o077);
endOnFaults();
const data = ownData(folder);
const clock = openClock({ path: data.clock });
const service = await startService({ assembly, data, clock, port: Number(port) });
service.open();
process.stdout.write(`listening ${service.address}\n`);
process.once('SIGTERM', () => {
  void service.close().then(() => {
    clock.close();
    process.exit(0);
  });
});
