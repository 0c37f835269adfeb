import { main } from './start.ts';

await main(process.argv.slice(2));
